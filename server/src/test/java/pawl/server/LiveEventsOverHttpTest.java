package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Open pages are told what happens, and nobody waits for them. */
@Timeout(60)
class LiveEventsOverHttpTest {
  private static final String ECHO =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
      """;

  private static final String COUNT =
      """
      {"StartAt": "Count", "QueryLanguage": "JSONata", "States": {
        "Count": {"Type": "Pass", "Output": "{% $states.input + 1 %}", "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [
          {"Condition": "{% $states.input < 400 %}", "Next": "Count"}], "Default": "Done"},
        "Done": {"Type": "Succeed"}}}
      """;

  private static final String ASK =
      """
      {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
        "Parameters": {
          "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Echo",
          "Input": {"token.$": "$$.Task.Token"}},
        "HeartbeatSeconds": 60, "End": true}}}
      """;

  @TempDir private Path data;
  private Server server;
  private SfnClient client;
  private String echo;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server =
        Server.start(
            new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS));
    client = Client.of(server.url());
    echo = Client.create(client, "Echo", ECHO);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    http.shutdownNow();
  }

  /** A page that listens; it has heard that it is connected. */
  private final class Page implements AutoCloseable {
    private final BufferedReader lines;
    private String lastId = "";

    Page(String query, String... headers) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.url() + "/api/events" + query));
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** The data of the next event of that name. */
    JsonNode next(String event) throws IOException {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          lastId = line.substring(4);
        } else if (line.startsWith("data: ") && name.equals(event)) {
          return Json.MAPPER.readTree(line.substring(6));
        }
      }
      throw new IOException("the stream has ended");
    }

    /** What is told of an execution until it has ended. */
    List<String> statusesOf(String arn) throws IOException {
      List<String> statuses = new ArrayList<>();
      while (statuses.isEmpty() || statuses.getLast().equals("RUNNING")) {
        JsonNode row = next("execution");
        if (row.path("executionArn").asText().equals(arn)) {
          statuses.add(row.path("status").asText());
        }
      }
      return statuses;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  @Test
  void shouldTellHowAnExecutionEnds() throws Exception {
    try (Page page = new Page("")) {
      assertThat(page.next("ready").path("resumed").asBoolean()).isFalse();
      String execution = Client.start(client, echo, "{}");

      assertThat(page.statusesOf(execution)).endsWith("SUCCEEDED");
      assertThat(page.lastId).isNotEmpty();
    }
  }

  @Test
  void shouldTellTheStepsOfTheExecutionThatIsLookedAt() throws Exception {
    String wait =
        Client.create(
            client,
            "Wait",
            "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 1, \"End\":"
                + " true}}}");
    // It may be over before a busy machine lets a page in, so that comes first.
    String execution = wait.replace(":stateMachine:", ":execution:") + ":watched";
    try (Page page = new Page("?execution=" + URLEncoder.encode(execution, UTF_8))) {
      page.next("ready");
      client.startExecution(start -> start.stateMachineArn(wait).name("watched").input("{}"));
      JsonNode steps = page.next("history");

      assertThat(steps.path("executionArn").asText()).isEqualTo(execution);
      assertThat(steps.path("lastEventId").asLong()).isPositive();
      assertThat(page.statusesOf(execution)).endsWith("SUCCEEDED");
    }
  }

  @Test
  void shouldTellThatMachinesComeAndChange() throws Exception {
    try (Page page = new Page("?watch=machines,functions")) {
      page.next("machines"); // what a page has asked for may be older than this
      String machine = Client.create(client, "New", ECHO);
      page.next("machines");
      client.updateStateMachine(update -> update.stateMachineArn(machine).definition(COUNT));
      page.next("machines");
      client.deleteStateMachine(delete -> delete.stateMachineArn(machine));
      page.next("machines");
    }
    assertThat(ask("events?watch=nothing").statusCode()).isEqualTo(400);
  }

  @Test
  void shouldTellOfTheHeartbeatsOfACallback() throws Exception {
    String asking = Client.create(client, "Ask", ASK);
    String execution = Client.start(client, asking, "{}");
    try (Page all = new Page("?watch=heartbeats");
        Page one = new Page("?watch=heartbeats&execution=" + URLEncoder.encode(execution, UTF_8))) {
      all.next("heartbeats");
      one.next("heartbeats");
      JsonNode callback = handedOver();
      String token = callback.path("taskToken").asText();
      Instant before = Instant.parse(callback.path("lastHeartbeatDate").asText());

      Instant last = before;
      for (int i = 0; i < 10 && !last.isAfter(before); i++) {
        client.sendTaskHeartbeat(beat -> beat.taskToken(token));
        all.next("heartbeats");
        one.next("heartbeats");
        last = Instant.parse(handedOver().path("lastHeartbeatDate").asText());
      }
      assertThat(last).isAfter(before);
      client.sendTaskSuccess(done -> done.taskToken(token).output("1"));
      all.next("heartbeats");
    }
  }

  private JsonNode handedOver() throws Exception {
    for (int i = 0; i < 400; i++) {
      JsonNode callback = Json.MAPPER.readTree(ask("callbacks").body()).at("/callbacks/0");
      if (callback.path("handedOver").asBoolean()) {
        return callback;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("nothing was handed over");
  }

  @Test
  void shouldGoOnWhereAPageWasCutOff() throws Exception {
    try (Page stays = new Page("");
        Page page = new Page("")) {
      stays.next("ready");
      page.next("ready");
      page.statusesOf(Client.start(client, echo, "{}"));
      page.close();
      String missed = Client.start(client, echo, "{}");
      stays.statusesOf(missed);

      try (Page back = new Page("", "Last-Event-ID", page.lastId)) {
        assertThat(back.next("ready").path("resumed").asBoolean()).isTrue();
        assertThat(back.statusesOf(missed)).contains("SUCCEEDED");
      }
      try (Page lost = new Page("?last=other-17")) {
        assertThat(lost.next("ready").path("resumed").asBoolean()).isFalse();
      }
    }
  }

  @Test
  void shouldServeManyPagesAtOnce() throws Exception {
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      pages.add(new Page(""));
      pages.getLast().next("ready");
    }
    String execution = Client.start(client, echo, "{}");

    for (Page page : pages) {
      assertThat(page.statusesOf(execution)).endsWith("SUCCEEDED");
      page.close();
    }
  }

  @Test
  void shouldNotWaitForAPageThatReadsNothing() throws Exception {
    String count = Client.create(client, "Count", COUNT);
    try (Socket slow = new Socket();
        Socket gone = new Socket("127.0.0.1", port())) {
      slow.setReceiveBufferSize(1024);
      slow.connect(new java.net.InetSocketAddress("127.0.0.1", port()));
      String execution = Client.start(client, count, "0");
      for (Socket socket : List.of(slow, gone)) {
        socket
            .getOutputStream()
            .write(
                "GET /api/events?execution=%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                    .formatted(execution, port())
                    .getBytes(UTF_8));
      }
      gone.close();

      for (int i = 0; i < 50; i++) {
        Client.start(client, echo, "{}");
      }
      assertThat(Client.await(client, execution).statusAsString()).isEqualTo("SUCCEEDED");
      assertThat(Client.await(client, Client.start(client, echo, "{}")).statusAsString())
          .isEqualTo("SUCCEEDED");
    }
  }

  @Test
  void shouldTellNothingToForeignPages() throws Exception {
    HttpRequest foreign =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/events"))
            .header("Origin", "http://evil.example")
            .build();
    assertThat(http.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 403");
    }
    try (Page neighbour = new Page("", "Origin", "http://localhost:5173")) {
      assertThat(neighbour.next("ready").path("resumed").asBoolean()).isFalse();
    }
  }

  @Test
  void shouldEndWhenTheServerStops() throws Exception {
    try (Page page = new Page("")) {
      page.next("ready");
      server.close();

      String line = page.lines.readLine();
      while (line != null) {
        line = page.lines.readLine();
      }
    } catch (IOException _) {
      // broken off: an end, too
    }
  }

  @Test
  void shouldReadAHistoryInOneGo() throws Exception {
    String execution = Client.start(client, Client.create(client, "Count", COUNT), "0");
    Client.await(client, execution);

    List<JsonNode> all = history(execution, 0);
    assertThat(all).hasSize(Client.history(client, execution).size()).hasSizeGreaterThan(1_000);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).path("id").asInt()).isEqualTo(i + 1);
    }
    assertThat(all.getLast().path("type").asText()).isEqualTo("ExecutionSucceeded");
    assertThat(history(execution, all.size() - 3))
        .isEqualTo(all.subList(all.size() - 3, all.size()));
    assertThat(history(execution, all.size())).isEmpty();
    assertThat(ask("history?execution=none").statusCode()).isEqualTo(404);
    assertThat(ask("history").statusCode()).isEqualTo(404);
  }

  private List<JsonNode> history(String execution, int after) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    HttpResponse<String> answer =
        ask("history?after=" + after + "&execution=" + URLEncoder.encode(execution, UTF_8));
    assertThat(answer.statusCode()).isEqualTo(200);
    for (String line : answer.body().split("\n")) {
      Json.MAPPER.readTree(line).forEach(all::add);
    }
    return all;
  }

  private HttpResponse<String> ask(String question) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/" + question)).build(),
        BodyHandlers.ofString());
  }

  private int port() {
    return URI.create(server.url()).getPort();
  }
}
