package pawl.integrations.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Json;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.FakeService.Request;
import pawl.integrations.Integrations;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;

class ApiGatewayInvokeTest {
  private static final String API = "abc123.execute-api.eu-west-1.amazonaws.com";

  private final FakeService gateway = new FakeService();
  private final AwsAccess access =
      new AwsAccess(
          "us-east-1",
          URI.create("http://127.0.0.1:9"),
          Map.of("apigateway", gateway.url()),
          new AwsAccess.Credentials("AKID", "secret", null));
  private final SdkBridge bridge = new SdkBridge(access);
  private final Integrations integrations =
      new Integrations(List.of(new ApiGatewayInvoke(access, bridge)));

  @AfterEach
  void stop() {
    bridge.close();
    gateway.close();
  }

  private TaskReport call(String more) {
    return integrations.call(
        Calls.service(
            "apigateway:invoke",
            "{\"ApiEndpoint\":\"" + API + "\",\"Method\":\"POST\"" + more + "}"));
  }

  private static JsonNode output(TaskReport report) throws IOException {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return Json.MAPPER.readTree(((TaskReport.Succeeded) report).output().text());
  }

  @Test
  void shouldHandTheTraceOnInBothForms() {
    integrations.call(
        Calls.service("apigateway:invoke", "{\"ApiEndpoint\":\"" + API + "\",\"Method\":\"GET\"}")
            .withTraceHeader(
                "Root=1-0123abcd-0123456789abcdef01234567;Parent=89abcdef01234567;Sampled=1"));

    assertThat(gateway.onlyRequest().header("X-Amzn-Trace-Id"))
        .isEqualTo("Root=1-0123abcd-0123456789abcdef01234567;Parent=89abcdef01234567;Sampled=1");
    assertThat(gateway.onlyRequest().header("traceparent"))
        .isEqualTo("00-0123abcd0123456789abcdef01234567-89abcdef01234567-01");
  }

  @Test
  void shouldCallTheApiAtTheConfiguredEndpointUnderItsName() throws Exception {
    gateway.answers(
        new Answer(
            200, Map.of("Content-Type", "application/json"), "{\"message\": \"HelloWorld!\"}"));

    JsonNode output =
        output(
            call(
                """
                ,"Stage":"prod","Path":"/bills/a b","RequestBody":{"message":"Hello"},
                "QueryParameters":{"one":["1"],"two":["a&b","c"]},
                "Headers":{"custom_header":["x","y"],"single":"z"}\
                """));

    Request request = gateway.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/prod/bills/a%20b?one=1&two=a%26b&two=c");
    assertThat(request.header("Host")).isEqualTo(API);
    assertThat(request.header("Content-Type")).isEqualTo("application/json");
    assertThat(request.header("single")).isEqualTo("z");
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(
            request.headers().entrySet().stream()
                .filter(it -> it.getKey().equalsIgnoreCase("custom_header"))
                .flatMap(it -> it.getValue().stream()))
        .containsExactly("x", "y");
    assertThat(request.body()).isEqualTo("{\"message\":\"Hello\"}");
    assertThat(((ObjectNode) output).remove("Headers").path("Content-type"))
        .isEqualTo(Json.MAPPER.readTree("[\"application/json\"]"));
    assertThat(output)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"ResponseBody":{"message":"HelloWorld!"},"StatusCode":200,"StatusText":"OK"}\
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "HelloWorld"                     | false | "HelloWorld"
          null                             | false | ``
          null                             | true  | null
          {"a":1.0,"b":null,"c":[null,{"d":null}]} | false | {"a":1.0,"c":[null,{}]}
          {"a":null}                       | true  | {"a":null}
          """)
  void shouldSendTheBodyAsJson(String body, boolean allowsNull, String sent) {
    call(",\"RequestBody\":" + body + ",\"AllowNullValues\":" + allowsNull);
    assertThat(gateway.onlyRequest().body()).isEqualTo(sent);
  }

  @Test
  void shouldFailWithStatusAndBody() {
    gateway.answers(Answer.json(403, "{\"message\":\"Missing Authentication Token\"}"));
    assertThat(call(""))
        .isEqualTo(
            new TaskReport.Failed(
                "ApiGateway.403", "{\"message\":\"Missing Authentication Token\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain text", "", "{broken"})
  void shouldKeepWhatIsNoJsonAsText(String body) throws Exception {
    gateway.answers(new Answer(201, Map.of(), body));
    assertThat(output(call("")).path("ResponseBody").textValue()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"IAM_ROLE", "RESOURCE_POLICY"})
  void shouldSignForTheRegionOfTheApi(String authType) {
    call(",\"RequestBody\":{},\"AuthType\":\"" + authType + "\"");
    assertThat(gateway.onlyRequest().header("Authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
        .contains("/eu-west-1/execute-api/aws4_request")
        .containsIgnoringCase("SignedHeaders=content-length;content-type;host;");
    assertThat(gateway.onlyRequest().header("Host")).isEqualTo(API);
    assertThat(gateway.onlyRequest().body()).isEqualTo("{}");
  }

  @Test
  void shouldCallAnyOtherHostAsItIs() throws Exception {
    String host = gateway.url().getAuthority();
    TaskReport report =
        integrations.call(
            Calls.service(
                "apigateway:invoke", "{\"ApiEndpoint\":\"" + host + "\",\"Method\":\"GET\"}"));
    assertThat(output(report).path("StatusCode").intValue()).isEqualTo(200);
    assertThat(gateway.onlyRequest().method()).isEqualTo("GET");
    assertThat(gateway.onlyRequest().header("Host")).isEqualTo(host);
  }

  @Test
  void shouldWaitForTheTokenAfterTheAnswer() {
    TaskReport report =
        integrations.call(
            Calls.service(
                "apigateway:invoke.waitForTaskToken",
                "{\"ApiEndpoint\":\"" + API + "\",\"Method\":\"GET\"}"));
    assertThat(report).isInstanceOf(TaskReport.Submitted.class);
  }

  @Test
  void shouldSayWhenNobodyAnswers() {
    gateway.close();
    TaskReport.Failed failed = (TaskReport.Failed) call("");
    assertThat(failed.error()).isEqualTo("ApiGateway.SdkClientException");
    assertThat(failed.cause()).startsWith("Unable to execute HTTP request: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Method":"GET"}                    | The field 'ApiEndpoint' is required but was missing
          {"ApiEndpoint":"a","Method":"get"}  | The value of the field 'Method' has an invalid format
          {"ApiEndpoint":"a b","Method":"GET"}| The value of the field 'ApiEndpoint' has an invalid format
          {"ApiEndpoint":"a","Method":"GET","X":1} | The field "X" is not supported by Step Functions
          {"ApiEndpoint":"a","Method":"GET","Headers":{"X-Amz-Date":"x"}} | The HTTP header 'X-Amz-Date' is not supported by Step Functions
          """)
  void shouldRefuseParametersThatMakeNoCall(String parameters, String problem) {
    TaskReport report = integrations.call(Calls.service("apigateway:invoke", parameters));
    assertThat(report)
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "The Parameters '%s' could not be used to start the Task: [%s]"
                    .formatted(parameters, problem)));
    assertThat(gateway.requests()).isEmpty();
  }
}
