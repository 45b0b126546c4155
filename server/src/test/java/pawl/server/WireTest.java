package pawl.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.contract.Contract;
import pawl.asl.Json;
import pawl.engine.Limits;

/** The API as it is on the wire: a whole server, and clients that know no SDK. */
class WireTest {
  private static final String PASS =
      "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";

  @TempDir private static Path data;
  private static Server server;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    server = Server.start(config());
    http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  private static Config config() {
    return new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS);
  }

  private static int port() {
    return URI.create(server.url()).getPort();
  }

  private static HttpRequest.Builder request(String operation, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/"))
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AWSStepFunctions." + operation)
        .POST(body);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode call(String operation, Object... members) throws Exception {
    ObjectNode body = Json.MAPPER.createObjectNode();
    for (int i = 0; i < members.length; i += 2) {
      body.set((String) members[i], Json.MAPPER.valueToTree(members[i + 1]));
    }
    HttpResponse<String> response =
        send(request(operation, BodyPublishers.ofString(body.toString())));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.MAPPER.readTree(response.body());
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(text.getBytes(UTF_8));
    }
    return zipped.toByteArray();
  }

  // Bodies

  @ParameterizedTest
  @EnumSource(
      value = HttpClient.Version.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void shouldUnzipRequestsOfBothVersionsOfHttp(HttpClient.Version version) throws Exception {
    for (String coding : List.of("gzip", "GZIP", "x-gzip")) {
      HttpResponse<String> response =
          send(
              request(
                      "ValidateStateMachineDefinition",
                      BodyPublishers.ofByteArray(
                          zipped("{\"definition\": " + Json.MAPPER.valueToTree(PASS) + "}")))
                  .version(version)
                  .header("Content-Encoding", coding));

      assertThat(response.body()).as("%s %s", version, coding).contains("\"result\":\"OK\"");
    }
  }

  @Test
  void shouldRefuseCodingsThatItDoesNotKnow() throws Exception {
    HttpResponse<String> response =
        send(
            request("ListActivities", BodyPublishers.ofString("{}"))
                .header("Content-Encoding", "br"));

    assertThat(response.statusCode()).isBetween(400, 499);
    assertThat(send(request("ListActivities", BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldReadBodiesInPieces() throws Exception {
    // A publisher of unknown length makes the client send chunks.
    byte[] text = ("{\"name\": \"chunks\"" + " ".repeat(100_000) + "}").getBytes(UTF_8);
    HttpResponse<String> response =
        send(
            request(
                "CreateActivity",
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(text))));

    assertThat(response.body()).contains("activity:chunks");
  }

  @Test
  void shouldReadChunksHoweverTheyAreCut() throws Exception {
    try (Connection connection = new Connection()) {
      connection.write(
          head("ListActivities")
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "1\r\n{\r\n"
              + "0f\r\n\"maxResults\": 1\r\n"
              + "1\r\n}\r\n"
              + "0\r\n\r\n");
      assertThat(connection.answer()).startsWith("200 ").contains("\"activities\"");

      connection.write(head("ListActivities") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
      assertThat(connection.answer()).startsWith("200 ");
    }
  }

  @Test
  void shouldBlameTheClientForChunksThatAreNone() throws Exception {
    for (String chunks : List.of("x\r\n{}\r\n0\r\n\r\n", "fffffffff1\r\n{}\r\n")) {
      try (Connection connection = new Connection()) {
        connection.write(head("ListActivities") + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
        assertThat(connection.answer()).as(chunks).startsWith("400 ");
      }
    }
  }

  /** What is wrong with single members BadInputTest tries without a server. */
  @Test
  void shouldRefuseBodiesThatAreNoneForEveryOperation() throws Exception {
    byte[] deep = ("{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}").getBytes(UTF_8);
    byte[] foreign = "{\"x\": \"\u00e9\"}".getBytes(ISO_8859_1);
    byte[] large = " ".repeat(10_000_000).getBytes(UTF_8);
    for (String operation : Contract.load(Limits.AWS).operations()) {
      for (byte[] body : List.of(deep, foreign, "nonsense".getBytes(UTF_8))) {
        HttpResponse<String> response = send(request(operation, BodyPublishers.ofByteArray(body)));
        assertThat(response.statusCode()).as(operation).isEqualTo(400);
        assertThat(response.body()).as(operation).contains("#SerializationException");
      }
      HttpResponse<String> response = send(request(operation, BodyPublishers.ofByteArray(large)));
      assertThat(response.statusCode()).as(operation).isEqualTo(413);
      assertThat(response.body()).as(operation).contains("RequestEntityTooLargeException");
    }
  }

  // Connections

  @Test
  void shouldKeepTheConnectionThroughErrors() throws Exception {
    try (Connection connection = new Connection()) {
      for (String body : List.of("{}", "{", "[]", "{\"maxResults\": 1001}", "", "{}")) {
        connection.post("ListActivities", body);
        assertThat(connection.answer()).startsWith(body.matches("\\{?}|") ? "200 " : "400 ");
      }
      connection.post("Nothing", "{}");
      assertThat(connection.answer()).startsWith("400 ").contains("UnknownOperationException");
      connection.write("GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertThat(connection.answer()).startsWith("404 ");
      connection.post("ListActivities", "{}");
      assertThat(connection.answer()).startsWith("200 ");
    }
  }

  @Test
  void shouldAnswerRequestsThatCameTogether() throws Exception {
    try (Connection connection = new Connection()) {
      String one = head("ListActivities") + "Content-Length: 2\r\n\r\n{}";
      connection.write(one + one + one);
      for (int i = 0; i < 3; i++) {
        assertThat(connection.answer()).startsWith("200 ");
      }
    }
  }

  @Test
  void shouldTellAClientThatWaitsToGoOn() throws Exception {
    try (Connection connection = new Connection()) {
      connection.write(
          head("ListActivities") + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(connection.line()).startsWith("HTTP/1.1 100");
      assertThat(connection.line()).isEmpty();
      connection.write("{}");
      assertThat(connection.answer()).startsWith("200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sync-127.0.0.1:8083", "sync-states.us-east-1.amazonaws.com", "localhost", "x"})
  void shouldAnswerUnderEveryName(String host) throws Exception {
    String name = "quick" + Integer.toHexString(host.hashCode());
    String machine =
        call(
                "CreateStateMachine",
                "name",
                name,
                "definition",
                PASS,
                "roleArn",
                ROLE,
                "type",
                "EXPRESS")
            .path("stateMachineArn")
            .asText();
    try (Connection connection = new Connection()) {
      String body = "{\"stateMachineArn\": \"" + machine + "\", \"input\": \"[1]\"}";
      connection.write(
          head("StartSyncExecution").replace("Host: 127.0.0.1", "Host: " + host)
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      assertThat(connection.answer()).startsWith("200 ").contains("SUCCEEDED").contains("[1]");
    }
  }

  @Test
  void shouldGiveEveryAnswerAnId() throws Exception {
    List<String> ids = new ArrayList<>();
    List<HttpRequest.Builder> requests =
        List.of(
            request("ListActivities", BodyPublishers.ofString("{}")),
            request("ListActivities", BodyPublishers.ofString("{")),
            request("Nothing", BodyPublishers.ofString("{}")),
            request("ListActivities", BodyPublishers.ofByteArray(new byte[11 << 20])),
            request("ListActivities", BodyPublishers.ofString("{}"))
                .header("Origin", "http://evil.example"),
            request("ListActivities", BodyPublishers.ofString("{}"))
                .uri(URI.create(server.url() + "/x")),
            HttpRequest.newBuilder(URI.create(server.url() + "/health")));
    for (HttpRequest.Builder request : requests) {
      ids.add(send(request).headers().firstValue("x-amzn-requestid").orElse("none"));
    }
    assertThat(ids).allMatch(id -> id.matches("[0-9a-f-]{36}")).doesNotHaveDuplicates();
  }

  // Browsers

  private static HttpResponse<String> preflight(String origin, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type,x-amz-target"));
  }

  @Test
  void shouldLetPagesOfThisMachineCall() throws Exception {
    String origin = "http://localhost:5173";
    HttpResponse<String> asked = preflight(origin, "/");

    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().map())
        .containsEntry("access-control-allow-origin", List.of(origin))
        .containsEntry("vary", List.of("Origin"));
    assertThat(asked.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("POST");
    assertThat(asked.headers().firstValue("access-control-allow-headers").orElse(""))
        .contains("authorization", "content-type", "x-amz-target", "x-amz-date", "amz-sdk-request")
        .doesNotContain("pawl");

    HttpResponse<String> called =
        send(request("ListActivities", BodyPublishers.ofString("{}")).header("Origin", origin));
    assertThat(called.statusCode()).isEqualTo(200);
    assertThat(called.headers().firstValue("access-control-allow-origin")).hasValue(origin);
    assertThat(called.headers().firstValue("access-control-expose-headers").orElse(""))
        .contains("x-amzn-requestid");
  }

  @Test
  void shouldRefusePagesFromElsewhereWithoutCarryingAnythingOut() throws Exception {
    String origin = "https://evil.example";
    assertThat(preflight(origin, "/").statusCode()).isEqualTo(403);
    HttpResponse<String> called =
        send(
            request("CreateActivity", BodyPublishers.ofString("{\"name\": \"planted\"}"))
                .header("Origin", origin));

    assertThat(called.statusCode()).isEqualTo(403);
    assertThat(called.body())
        .contains("AccessDeniedException")
        .contains("--allow-origin " + origin);
    assertThat(called.headers().firstValue("access-control-allow-origin")).isEmpty();
    assertThat(call("ListActivities").toString()).doesNotContain("planted");
  }

  /** A page whose name was made to point here after it was loaded names no origin when it reads. */
  @Test
  void shouldNotBeReadUnderANameThatAnybodyCanPointHere() throws Exception {
    for (String host : List.of("evil.example", "evil.example:8083", "127.0.0.1.evil.example")) {
      assertThat(read("/2015-03-31/functions", host)).as(host).startsWith("403 ");
    }
    for (String host : List.of("127.0.0.1:8083", "localhost", "[::1]:8083", "LOCALHOST:1")) {
      assertThat(read("/2015-03-31/functions", host)).as(host).startsWith("200 ");
    }
    assertThat(read("/health", "evil.example")).startsWith("200 ");
  }

  private static String read(String path, String host) throws IOException {
    try (Connection connection = new Connection()) {
      connection.write("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      return connection.answer();
    }
  }

  /** What a form or an image of a page can send without asking first. */
  @Test
  void shouldTakeNoRequestThatBrowsersSendUnasked() throws Exception {
    for (String type :
        List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
      HttpResponse<String> response =
          send(
              HttpRequest.newBuilder(URI.create(server.url() + "/"))
                  .header("Content-Type", type)
                  .header("X-Amz-Target", "AWSStepFunctions.ListActivities")
                  .POST(BodyPublishers.ofString("{}")));
      assertThat(response.statusCode()).as(type).isEqualTo(404);
    }
  }

  @Test
  void shouldNotShowBrowsersWhatIsForTheCommandLine() throws Exception {
    assertThat(preflight("http://localhost:5173", "/pawl/quarantine").statusCode()).isEqualTo(403);
    assertThat(
            send(HttpRequest.newBuilder(URI.create(server.url() + "/pawl/quarantine"))
                    .header("Origin", "http://localhost:5173")
                    .header("X-Pawl-Admin", "1"))
                .statusCode())
        .isEqualTo(403);
  }

  // Pages

  @Test
  void shouldTakeAPageTokenAfterARestart() throws Exception {
    for (String name : List.of("page-a", "page-b", "page-c")) {
      call("CreateActivity", "name", name);
    }
    List<String> before = new ArrayList<>();
    JsonNode first = call("ListActivities", "maxResults", 1);
    before.addAll(first.findValuesAsText("name"));
    String token = first.path("nextToken").asText();

    server.close();
    server = Server.start(config());

    JsonNode rest = call("ListActivities", "nextToken", token);
    assertThat(rest.findValuesAsText("name"))
        .contains("page-b", "page-c")
        .doesNotContainAnyElementsOf(before);
    byte[] forged = java.util.Base64.getDecoder().decode(token);
    forged[forged.length - 1] ^= 1;
    HttpResponse<String> refused =
        send(
            request(
                "ListActivities",
                BodyPublishers.ofString(
                    Json.MAPPER.writeValueAsString(
                        Map.of(
                            "nextToken", java.util.Base64.getEncoder().encodeToString(forged))))));
    assertThat(refused.body()).contains("InvalidToken");
  }

  private static String head(String operation) {
    return "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\n"
        + "X-Amz-Target: AWSStepFunctions."
        + operation
        + "\r\n";
  }

  /** A connection on which a test says every byte itself. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection() throws IOException {
      socket = new Socket("127.0.0.1", port());
      socket.setSoTimeout(10_000);
      in = socket.getInputStream();
    }

    void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    void post(String operation, String body) throws IOException {
      write(head(operation) + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        assertThat(c).as("the connection has ended after '%s'", line).isNotEqualTo(-1);
        line.append((char) c);
      }
      return line.toString().strip();
    }

    /** The status and the body of the next answer. */
    String answer() throws IOException {
      String status = line();
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).strip());
        }
      }
      return status.substring("HTTP/1.1 ".length())
          + " "
          + new String(in.readNBytes(length), US_ASCII);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
