package pawl.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Json;
import pawl.engine.ExchangeObserver;
import pawl.engine.HttpExchange;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.FakeService.Request;

class HttpInvokeTest {
  private static final String CONNECTION =
      """
      {"AuthorizationType": "API_KEY",
       "AuthParameters": {
         "ApiKeyAuthParameters": {"ApiKeyName": "ApiKey", "ApiKeyValue": "key ${env:SECRET}"},
         "InvocationHttpParameters": {
           "HeaderParameters": [{"Key": "Header-Param", "Value": "of-connection"}],
           "QueryStringParameters": [{"Key": "QueryParam", "Value": "of connection"},
             {"Key": "sig", "Value": "${env:SECRET}"}],
           "BodyParameters": [
             {"Key": "BodyParam", "Value": "connection_body_param", "IsValueSecret": true}]}}}
      """;
  private static final String BARE = "{\"AuthorizationType\": \"NONE\"}";

  @TempDir private Path folder;

  private final FakeService api = new FakeService();
  private HttpTasks tasks;

  @BeforeEach
  void start() {
    tasks = HttpTasks.of(HttpTasks.file(folder, BARE));
  }

  @AfterEach
  void stop() {
    tasks.close();
    api.close();
  }

  private void connection(String connection) {
    tasks.close();
    tasks = HttpTasks.of(HttpTasks.file(folder, connection));
  }

  private TaskReport call(String method, String more) {
    return tasks.call(method, api.url().resolve("/path"), more);
  }

  private static JsonNode output(TaskReport report) throws IOException {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return Json.MAPPER.readTree(((TaskReport.Succeeded) report).output().text());
  }

  @Test
  void shouldSendWhatStateAndConnectionSayTogether() {
    connection(CONNECTION);
    call(
        "POST",
        """
        ,"Headers":{"Request-Id":["a","b"],"header-param":"of-state","user-agent":"me","Range":"x"},
        "RequestBody":{"Job":"Software Engineer","BodyParam":"of-state","Pay":1.50},
        "QueryParameters":{"QueryParam":"of-state","list":[1,"a&b"]}\
        """);

    Request request = api.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path())
        .isEqualTo("/path?QueryParam=of%20connection&list=1&list=a%26b&sig=from-environment");
    assertThat(request.body())
        .isEqualTo(
            "{\"Job\":\"Software Engineer\",\"BodyParam\":\"connection_body_param\",\"Pay\":1.50}");
    assertThat(request.header("ApiKey")).isEqualTo("key from-environment");
    assertThat(request.header("Header-Param")).isEqualTo("of-connection");
    assertThat(request.header("User-Agent")).isEqualTo("Amazon|StepFunctions|HttpInvoke|eu-west-1");
    assertThat(request.header("Range")).isEqualTo("bytes=0-262144");
    assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
    assertThat(request.header("Host")).isEqualTo(api.url().getAuthority());
    assertThat(request.headers().get("Request-id")).containsExactly("a", "b");
  }

  @Test
  void shouldShowTheAnswerAsAwsDoes() throws Exception {
    api.answers(
        new Answer(201, Map.of("Content-Type", "application/json", "X-One", "1"), "{\"id\": 1.0}"));

    JsonNode output = output(call("POST", ",\"RequestBody\":{}"));

    assertThat(output.path("ResponseBody").toString()).isEqualTo("{\"id\":1.0}");
    assertThat(output.path("StatusCode").intValue()).isEqualTo(201);
    assertThat(output.path("StatusText").textValue()).isEqualTo("Created");
    assertThat(output.at("/Headers/content-type/0").textValue()).isEqualTo("application/json");
    assertThat(output.at("/Headers/x-one/0").textValue()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain text", "", "{broken", "<a/>"})
  void shouldKeepWhatIsNoJsonAsText(String body) throws Exception {
    api.answers(new Answer(200, Map.of(), body));
    assertThat(output(call("GET", "")).path("ResponseBody").textValue()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"})
  void shouldSendEveryMethod(String method) {
    assertThat(call(method, method.equals("HEAD") ? "" : ",\"RequestBody\":{\"a\":1}"))
        .isInstanceOf(TaskReport.Succeeded.class);
    assertThat(api.onlyRequest().method()).isEqualTo(method);
    assertThat(api.onlyRequest().body()).isEqualTo(method.equals("HEAD") ? "" : "{\"a\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INDICES  | a%5B0%5D=x&a%5B1%5D=y%2Cz
          REPEAT   | a=x&a=y%2Cz
          COMMAS   | a=x%2Cy%2Cz
          BRACKETS | a%5B%5D=x&a%5B%5D=y%2Cz
          """)
  void shouldEncodeForms(String arrays, String encoded) {
    call(
        "POST",
        """
        ,"RequestBody":{"a":["x","y,z"],"metadata":{"order_details":"monthly report data"},"n":1.5,"t":true,"e":null},
        "Headers":{"Content-Type":"application/x-www-form-urlencoded"},
        "Transform":{"RequestBodyEncoding":"URL_ENCODED","RequestEncodingOptions":{"ArrayFormat":"%s"}}\
        """
            .formatted(arrays));
    assertThat(api.onlyRequest().body())
        .isEqualTo(
            encoded + "&metadata%5Border_details%5D=monthly%20report%20data&n=1.5&t=true&e=");
    assertThat(api.onlyRequest().header("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
  }

  @Test
  void shouldNameMembersOfElements() {
    call(
        "POST",
        """
        ,"RequestBody":{"items":[{"id":1,"tags":["a"]},{"id":2}]},
        "Transform":{"RequestBodyEncoding":"URL_ENCODED"}\
        """);
    assertThat(api.onlyRequest().body())
        .isEqualTo("items%5B0%5D%5Bid%5D=1&items%5B0%5D%5Btags%5D%5B0%5D=a&items%5B1%5D%5Bid%5D=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"b":[1,null,"x"],"c":null}  | ?q=0&b=1&b=&b=x
          "b=1&c=a b"                  | ?q=0&b=1&c=a%20b
          ["b=1",{"c":true}]           | ?q=0&b=1&c=true
          null                         | ?q=0
          """)
  void shouldAddTheQueryToThatOfTheAddress(String query, String sent) {
    tasks.call("GET", api.url().resolve("/p?q=0"), ",\"QueryParameters\":" + query);
    assertThat(api.onlyRequest().path()).isEqualTo("/p" + sent);
  }

  @Test
  void shouldSendATextAsItIs() {
    call("POST", ",\"RequestBody\":\"<order/>\",\"Headers\":{\"Content-Type\":\"text/xml\"}");
    assertThat(api.onlyRequest().body()).isEqualTo("<order/>");
  }

  @Test
  void shouldNotMergeIntoAText() {
    connection(CONNECTION);
    TaskReport.Failed failed = (TaskReport.Failed) call("POST", ",\"RequestBody\":\"text\"");
    assertThat(failed.error()).isEqualTo("States.Runtime");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void shouldSendTheBodyOfTheConnectionAlone() {
    connection(CONNECTION);
    call("POST", "");
    assertThat(api.onlyRequest().body()).isEqualTo("{\"BodyParam\":\"connection_body_param\"}");
  }

  @Test
  void shouldHandTheTraceOn() {
    tasks.call(
        Calls.service("http:invoke", HttpTasks.parameters("GET", api.url(), ""))
            .withTraceHeader(
                "Root=1-0123abcd-0123456789abcdef01234567;Parent=89abcdef01234567;Sampled=1"));
    assertThat(api.onlyRequest().header("traceparent"))
        .isEqualTo("00-0123abcd0123456789abcdef01234567-89abcdef01234567-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          404 | {"message":"no such order"} | {"message":"no such order"}
          503 | ``                          | Service Unavailable
          302 | moved                       | moved
          """)
  void shouldFailWithTheStatus(int status, String body, String cause) {
    api.answers(new Answer(status, Map.of("Location", "/elsewhere"), body));
    assertThat(call("GET", ""))
        .isEqualTo(new TaskReport.Failed("States.Http.StatusCode." + status, cause));
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void shouldNotReadMoreThanAResultMayHave() {
    api.answers(new Answer(200, Map.of(), "x".repeat(HttpTasks.LIMIT + 1)));
    assertThat(call("GET", ""))
        .isEqualTo(
            new TaskReport.Failed(
                "States.DataLimitExceeded",
                "The state/task 'http' returned a result with a size exceeding the maximum number"
                    + " of bytes service limit."));
    api.answers(new Answer(200, Map.of(), "x".repeat(HttpTasks.LIMIT)));
    assertThat(call("GET", "")).isInstanceOf(TaskReport.Succeeded.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/octet-stream",
        "image/png",
        "text/plain; charset=us-ascii",
        "audio/x"
      })
  void shouldRefuseWhatIsNoText(String type) {
    api.answers(new Answer(200, Map.of("Content-Type", type), "caf\u00e9"));
    assertThat(((TaskReport.Failed) call("GET", "")).error()).isEqualTo("States.Runtime");
  }

  @Test
  void shouldSayWhenNobodyAnswers() {
    api.close();
    TaskReport.Failed failed = (TaskReport.Failed) call("GET", "");
    assertThat(failed.error()).isEqualTo("States.Http.Socket");
    assertThat(failed.cause()).contains(api.url().getAuthority()).contains("refused");
    failed = (TaskReport.Failed) tasks.call("GET", URI.create("https://no-such-host.invalid/"), "");
    assertThat(failed.error()).isEqualTo("States.Http.Socket");
    assertThat(failed.cause()).isEqualTo("no-such-host.invalid: Name or service not known");
  }

  @Test
  void shouldSayWhenTheAnswerBreaksOff() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(
          () -> {
            try {
              // Once more for the repetition by which the JDK's client meets stale connections.
              for (int i = 0; i < 5; i++) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read();
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes());
                }
              }
            } catch (IOException _) {
              // the test is over
            }
          });
      TaskReport.Failed failed =
          (TaskReport.Failed)
              tasks.call(
                  "POST",
                  URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"),
                  ",\"RequestBody\":{}");
      assertThat(failed.error()).isEqualTo("States.Http.Socket");
    }
  }

  @Test
  void shouldNotWaitLongerThanAwsDoes() {
    CountDownLatch never = new CountDownLatch(1);
    api.answers(
        _ -> {
          try {
            never.await();
          } catch (InterruptedException _) {
            // the test is over
          }
          return Answer.json(200, "{}");
        });
    try (HttpTasks hasty =
        HttpTasks.of(
            HttpTasks.file(folder, BARE), InstantSource.system(), Duration.ofMillis(200))) {
      assertThat(hasty.call("GET", api.url(), ""))
          .isEqualTo(new TaskReport.Failed("States.Http.Socket", "Read timed out"));
    } finally {
      never.countDown();
    }
  }

  @Test
  void shouldGiveUpWhenTheHostDoes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    api.answers(
        _ -> {
          asked.countDown();
          try {
            never.await();
          } catch (InterruptedException _) {
            // the test is over
          }
          return Answer.json(200, "{}");
        });
    AtomicReference<TaskReport> report = new AtomicReference<>();
    Thread caller = Thread.startVirtualThread(() -> report.set(call("GET", "")));
    asked.await();
    caller.interrupt();
    caller.join();
    never.countDown();
    assertThat(report.get()).isEqualTo(new TaskReport.TimedOut());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Method":"get"                       | The value of the field 'Method' has an invalid format
          "ApiEndpoint":"example.com"          | The value of the field 'ApiEndpoint' has an invalid format
          "ApiEndpoint":"http://192.0.2.1/"    | The value of the field 'ApiEndpoint' has an invalid format
          "ApiEndpoint":"https://a:b@c/"       | The value of the field 'ApiEndpoint' has an invalid format
          "ApiEndpoint":null                   | The field 'ApiEndpoint' is required but was missing
          "InvocationConfig":{}                | The field 'ConnectionArn' is required but was missing
          "Headers":{"AUTHORIZATION":"x"}      | The HTTP header 'AUTHORIZATION' is not supported by Step Functions
          "Headers":{"x-amzn-trace-id":"x"}    | The HTTP header 'x-amzn-trace-id' is not supported by Step Functions
          "Headers":{"A":"x\\ny"}              | The value of the field 'Headers' has an invalid format
          "Headers":"A: x"                     | The value for the field 'Headers' must be an OBJECT
          "QueryParameters":5                  | The value for the field 'QueryParameters' must be an OBJECT
          "Transform":{"RequestBodyEncoding":"GZIP"} | The value of the field 'RequestBodyEncoding' has an invalid format
          "Transform":{"RequestEncodingOptions":{"ArrayFormat":"X"}} | The value of the field 'ArrayFormat' has an invalid format
          "Stage":"x"                          | The field "Stage" is not supported by Step Functions
          """)
  void shouldRefuseParametersThatMakeNoCall(String member, String problem) throws Exception {
    JsonNode parameters =
        Json.MAPPER
            .readerForUpdating(Json.MAPPER.readTree(HttpTasks.parameters("GET", api.url(), "")))
            .readValue("{" + member + "}");
    if (member.startsWith("\"InvocationConfig\"")) {
      ((com.fasterxml.jackson.databind.node.ObjectNode) parameters).putObject("InvocationConfig");
    }
    assertThat(tasks.call(parameters.toString()))
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "The Parameters '%s' could not be used to start the Task: [%s]"
                    .formatted(parameters, problem)));
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void shouldLetAConnectionAllowPlainHttpElsewhere() {
    connection("{\"AuthorizationType\": \"NONE\", \"AllowHttp\": true}");
    TaskReport.Failed failed =
        (TaskReport.Failed) tasks.call("GET", URI.create("http://no-such-host.invalid/"), "");
    assertThat(failed.error()).isEqualTo("States.Http.Socket");
  }

  @Test
  void shouldSayWhichConnectionsThereAre() {
    String parameters =
        HttpTasks.parameters("GET", api.url(), "")
            .replace(HttpTasks.arn("Api"), HttpTasks.arn("X"));
    TaskReport.Failed failed = (TaskReport.Failed) tasks.call(parameters);
    assertThat(failed.error()).isEqualTo("Events.ConnectionResource.ResourceNotFound");
    assertThat(failed.cause())
        .startsWith("Connection '" + HttpTasks.arn("X") + "' does not exist.")
        .endsWith("connections.json has: Api");
    try (HttpTasks none = HttpTasks.of(null)) {
      assertThat(((TaskReport.Failed) none.call(parameters)).cause()).contains("--connections");
    }
  }

  @Test
  void shouldTakeTheOlderFieldForTheConnection() {
    String parameters =
        HttpTasks.parameters("GET", api.url(), "").replace("InvocationConfig", "Authentication");
    assertThat(tasks.call(parameters)).isInstanceOf(TaskReport.Succeeded.class);
  }

  @Test
  void shouldHaveNoOtherAction() {
    TaskReport.Failed failed =
        (TaskReport.Failed) tasks.call(Calls.service("http:invoke.waitForTaskToken", "{}"));
    assertThat(failed.cause())
        .isEqualTo("http has the action invoke, not invoke.waitForTaskToken.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldShowSecretsOnlyToWhomTheyAreRevealed(boolean reveals) {
    connection(CONNECTION);
    api.answers(new Answer(404, Map.of("Content-Type", "text/plain"), "nothing"));
    AtomicReference<HttpExchange> seen = new AtomicReference<>();

    tasks.watched(
        HttpTasks.parameters("POST", api.url(), ",\"RequestBody\":{\"a\":1}"),
        new ExchangeObserver() {
          @Override
          public boolean revealsSecrets() {
            return reveals;
          }

          @Override
          public void observed(HttpExchange exchange) {
            seen.set(exchange);
          }
        });

    String secret = reveals ? "from-environment" : "******";
    String query = reveals ? secret : "%2A%2A%2A%2A%2A%2A";
    assertThat(seen.get().request())
        .isEqualTo(
            new HttpExchange.Request(
                "http",
                "POST",
                api.url() + "?QueryParam=of%20connection&sig=" + query,
                "[ApiKey: %s, Header-Param: of-connection, Content-Type: application/json; charset=UTF-8, User-Agent: Amazon|StepFunctions|HttpInvoke|eu-west-1, Range: bytes=0-262144]"
                    .formatted(reveals ? "key from-environment" : "******"),
                "{\"a\":1,\"BodyParam\":\"%s\"}"
                    .formatted(reveals ? "connection_body_param" : "******")));
    HttpExchange.Response response = seen.get().response();
    assertThat(response.statusCode()).isEqualTo("404");
    assertThat(response.statusMessage()).isEqualTo("Not Found");
    assertThat(response.headers())
        .startsWith("[content-length: 7, content-type: text/plain, date: ");
    assertThat(response.body()).isEqualTo("nothing");
  }
}
