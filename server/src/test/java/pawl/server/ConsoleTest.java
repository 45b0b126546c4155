package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Json;
import pawl.server.console.ConsoleFiles;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** The files of the console and its own questions, over HTTP. */
class ConsoleTest {
  private static final String ECHO =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
      """;

  private static final String REFUSE =
      """
      {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Refused", "Cause": "Ask Mr. Gray"}}}
      """;

  private static final String ASK =
      """
      {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
        "Parameters": {
          "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Echo",
          "Input": {"token.$": "$$.Task.Token"}},
        "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": true}}}
      """;

  private static final String COUNT =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Output": {"n": "{% $states.input.n + 1 %}"}, "Next": "Enough?"},
        "Enough?": {"Type": "Choice", "Default": "Done",
          "Choices": [{"Condition": "{% $states.input.n < 700 %}", "Next": "Count"}]},
        "Done": {"Type": "Succeed"}}}
      """;

  @TempDir private Path data;
  private Server server;
  private SfnClient client;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server =
        Server.start(
            new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS));
    client = Client.of(server.url());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    http.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode ask(String path) throws Exception {
    HttpResponse<String> answer = get("/api/" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> names(JsonNode page) {
    List<String> names = new ArrayList<>();
    page.path("executions").forEach(row -> names.add(row.path("name").asText()));
    return names;
  }

  private String run(String machine, String input) throws Exception {
    String execution = Client.start(client, machine, input);
    Client.await(client, execution);
    return execution.substring(execution.lastIndexOf(':') + 1);
  }

  @Test
  void shouldListExecutionsOfAllMachinesNewestFirst() throws Exception {
    String echo = Client.create(client, "Echo", ECHO);
    String refuse = Client.create(client, "Refuse", REFUSE);
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      started.addFirst(run(i % 2 == 0 ? echo : refuse, "{\"n\": " + i + "}"));
      Thread.sleep(2); // two that start in the same millisecond have no order of their own
    }

    assertThat(names(ask("executions"))).isEqualTo(started);
    assertThat(names(ask("executions?status=FAILED")))
        .containsExactly(started.get(0), started.get(2), started.get(4));
    assertThat(names(ask("executions?machine=" + encoded(echo))))
        .containsExactly(started.get(1), started.get(3), started.get(5));
    assertThat(names(ask("executions?name=" + started.get(3)))).containsExactly(started.get(3));
    assertThat(ask("executions?status=FAILED").at("/executions/0/error").asText())
        .isEqualTo("Refused");
  }

  @Test
  void shouldGoOnWhereAPageEnded() throws Exception {
    String echo = Client.create(client, "Echo", ECHO);
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      started.add(run(echo, "{}"));
    }

    List<String> found = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = ask("executions?max=2&next=" + next);
      found.addAll(names(page));
      next = page.path("next").asText();
    } while (!next.isEmpty());

    assertThat(found).containsExactlyInAnyOrderElementsOf(started);
  }

  @Test
  void shouldFindAValueInInputOutputErrorAndCause() throws Exception {
    String withInput = run(Client.create(client, "Echo", ECHO), "{\"customer\": \"C-4711\"}");
    String refused = run(Client.create(client, "Refuse", REFUSE), "{}");

    JsonNode byValue = ask("executions?text=c-4711");
    assertThat(names(byValue)).containsExactly(withInput);
    assertThat(byValue.at("/executions/0/foundIn").asText()).isEqualTo("output");
    assertThat(byValue.at("/executions/0/excerpt").asText()).contains("C-4711");
    assertThat(names(ask("executions?text=" + encoded("mr. gray")))).containsExactly(refused);
    assertThat(names(ask("executions?text=nowhere"))).isEmpty();
    assertThat(ask("executions?text=nowhere").path("looked").asInt()).isEqualTo(2);
  }

  @Test
  void shouldTellWhatWaitsForACallback() throws Exception {
    Client.create(client, "Echo", ECHO);
    String execution = Client.start(client, Client.create(client, "Ask", ASK), "{}");

    JsonNode open = ask("callbacks").path("callbacks");
    for (int i = 0; i < 200 && !open.at("/0/handedOver").asBoolean(); i++) {
      Thread.sleep(25);
      open = ask("callbacks").path("callbacks");
    }

    assertThat(open).hasSize(1);
    JsonNode callback = open.get(0);
    assertThat(callback.path("executionArn").asText()).isEqualTo(execution);
    assertThat(callback.path("state").asText()).isEqualTo("Ask");
    assertThat(callback.path("heartbeatSeconds").asInt()).isEqualTo(60);
    assertThat(callback.path("timeoutDate").asText()).isNotEmpty();
    assertThat(ask("callbacks?execution=" + encoded(execution)).path("callbacks")).hasSize(1);

    client.sendTaskSuccess(
        task -> task.taskToken(callback.path("taskToken").asText()).output("\"by hand\""));
    assertThat(Client.await(client, execution).output()).isEqualTo("\"by hand\"");
    assertThat(ask("callbacks").path("callbacks")).isEmpty();
  }

  @Test
  void shouldTellAHistoryInLines() throws Exception {
    String machine = Client.create(client, "Count", COUNT);
    String execution = Client.start(client, machine, "{\"n\": 0}");
    Client.await(client, execution);
    List<Long> all = Client.history(client, execution).stream().map(HistoryEvent::id).toList();

    String[] lines = get("/api/history?execution=" + encoded(execution)).body().split("\n");
    assertThat(lines).hasSizeGreaterThan(2);
    List<Long> told = new ArrayList<>();
    for (String line : lines) {
      Json.MAPPER.readTree(line).forEach(event -> told.add(event.path("id").asLong()));
    }
    assertThat(told).isEqualTo(all);
    JsonNode second = Json.MAPPER.readTree(lines[0]).get(1);
    assertThat(second.path("type").asText()).isEqualTo("PassStateEntered");
    assertThat(second.at("/stateEnteredEventDetails/input").asText()).isEqualTo("{\"n\": 0}");

    JsonNode rest = ask("history?after=" + (all.size() - 3) + "&execution=" + encoded(execution));
    assertThat(rest).hasSize(3);
    assertThat(rest.at("/2/type").asText()).isEqualTo("ExecutionSucceeded");
    assertThat(get("/api/history?after=9999&execution=" + encoded(execution)).body()).isEmpty();
    assertThat(get("/api/history?execution=none").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayWhatIsWrongWithAQuestion() throws Exception {
    assertThat(get("/api/executions?status=SLEEPING").statusCode()).isEqualTo(400);
    assertThat(get("/api/executions?max=many").statusCode()).isEqualTo(400);
    assertThat(get("/api/executions?next=nonsense").statusCode()).isEqualTo(400);
    assertThat(get("/api/callbacks?execution=none").statusCode()).isEqualTo(404);
    assertThat(get("/api/functions/none").statusCode()).isEqualTo(404);
    assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    assertThat(ask("functions").path("functions")).isEmpty();
    assertThat(ask("info").path("region").asText()).isEqualTo("us-east-1");
  }

  @Test
  void shouldServeTheConsole() throws Exception {
    assumeTrue(new ConsoleFiles().isThere(), "the console was not built");

    HttpResponse<String> index = get("/");
    assertThat(index.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(index.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none'");

    Matcher script = Pattern.compile("src=\"(/assets/[^\"]+\\.js)\"").matcher(index.body());
    assertThat(script.find()).isTrue();
    HttpResponse<String> plain = get(script.group(1));
    assertThat(plain.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(plain.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    HttpResponse<String> zipped = get(script.group(1), "Accept-Encoding", "gzip, br");
    assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(zipped.headers().firstValueAsLong("Content-Length").orElse(0))
        .isLessThan(plain.body().length() / 2);
  }

  @Test
  void shouldShowTheConsoleAtEveryAddressThatABrowserAsksFor() throws Exception {
    assumeTrue(new ConsoleFiles().isThere(), "the console was not built");

    String page = get("/").body();
    assertThat(get("/executions/arn:aws:states:x", "Accept", "text/html,*/*").body())
        .isEqualTo(page);
    assertThat(get("/executions/x").statusCode()).isEqualTo(404);
    assertThat(get("/api/nothing", "Accept", "text/html").statusCode()).isEqualTo(404);
    assertThat(get("/assets/missing.js").statusCode()).isEqualTo(404);
    assertThat(get("/assets/..%2findex.html").statusCode()).isEqualTo(404);
    assertThat(get("/health", "Accept", "text/html").body()).contains("\"ok\"");
  }
}
