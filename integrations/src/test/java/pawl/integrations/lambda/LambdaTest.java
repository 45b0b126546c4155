package pawl.integrations.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Payload;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.Integrations;
import pawl.integrations.lambda.FunctionInvoker.Invocation;
import pawl.integrations.lambda.FunctionInvoker.InvocationType;
import pawl.integrations.lambda.FunctionInvoker.Outcome;
import pawl.integrations.sdk.SdkBridge;

class LambdaTest {
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:f";

  private final FakeService aws = new FakeService();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final List<Invocation> invocations = new ArrayList<>();

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private static Answer function(String body) {
    return new Answer(
        200, Map.of("X-Amz-Executed-Version", "$LATEST", "x-amzn-RequestId", "r1"), body);
  }

  private TaskReport callThere(String resource, String parameters) {
    return with(FunctionInvoker.NONE)
        .call(
            resource.isEmpty()
                ? Calls.function(ARN, parameters)
                : Calls.service(resource, parameters));
  }

  private TaskReport callHere(Outcome outcome, String resource, String parameters) {
    return with(invocation -> {
          invocations.add(invocation);
          return outcome;
        })
        .call(
            resource.isEmpty()
                ? Calls.function(ARN, parameters)
                : Calls.service(resource, parameters));
  }

  private Integrations with(FunctionInvoker here) {
    return new Integrations(
        List.of(new FunctionTask(here, bridge), new LambdaInvoke(here, bridge)));
  }

  private static Outcome here(String functionError, String payload) {
    return new Outcome.Answered(
        200, functionError, payload.getBytes(StandardCharsets.UTF_8), "$LATEST", null, "r2");
  }

  private static JsonNode output(TaskReport report) {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return ((TaskReport.Succeeded) report).output().node();
  }

  @Test
  void shouldPassInputAndResultOfAFunctionVerbatim() {
    aws.answers(function("{\"a\": 1.0 }"));
    assertThat(callThere("", "{\"x\": 0.0}"))
        .isEqualTo(new TaskReport.Succeeded(Payload.ofText("{\"a\": 1.0 }")));
    assertThat(aws.onlyRequest().path())
        .isEqualTo("/2015-03-31/functions/" + ARN.replace(":", "%3A") + "/invocations");
    assertThat(aws.onlyRequest().body()).isEqualTo("{\"x\": 0.0}");
    assertThat(aws.onlyRequest().header("X-Amz-Invocation-Type")).isEqualTo("RequestResponse");
  }

  @Test
  void shouldWrapTheResultOfInvoke() {
    aws.answers(function("{\"a\":1.0}"));
    JsonNode output =
        output(callThere("lambda:invoke", "{\"FunctionName\":\"f\",\"Payload\":{\"x\":1}}"));
    assertThat(output.fieldNames())
        .toIterable()
        .containsExactly(
            "ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
    assertThat(output.path("ExecutedVersion").textValue()).isEqualTo("$LATEST");
    assertThat(output.path("Payload").toString()).isEqualTo("{\"a\":1.0}");
    assertThat(output.path("StatusCode").intValue()).isEqualTo(200);
    assertThat(output.at("/SdkResponseMetadata/RequestId").textValue()).isEqualTo("r1");
    assertThat(aws.onlyRequest().body()).isEqualTo("{\"x\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "null | ``",
        "`\"\\\"Hello\\\"\"` | `\"Hello\"`",
        "\"true\" | true",
        "\"0.0\" | 0.0",
        "[1,null] | [1,null]",
        "{} | {}"
      })
  void shouldSendAStringAsTheJsonItHoldsAndNullAsNothing(String payload, String sent) {
    aws.answers(function("{}"));
    output(
        callThere("lambda:invoke", "{\"FunctionName\":\"f\",\"Payload\":%s}".formatted(payload)));
    assertThat(aws.onlyRequest().body()).isEqualTo(sent);
  }

  @Test
  void shouldPassQualifierContextAndLog() {
    aws.answers(function("1").with("X-Amz-Log-Result", "bG9n"));
    JsonNode output =
        output(
            callThere(
                "lambda:invoke",
                "{\"FunctionName\":\"f\",\"Qualifier\":\"live\",\"LogType\":\"Tail\","
                    + "\"ClientContext\":\"e30=\"}"));
    assertThat(output.path("LogResult").textValue()).isEqualTo("bG9n");
    assertThat(aws.onlyRequest().path()).endsWith("/f/invocations?Qualifier=live");
    assertThat(aws.onlyRequest().header("X-Amz-Client-Context")).isEqualTo("e30=");
    assertThat(aws.onlyRequest().header("X-Amz-Log-Type")).isEqualTo("Tail");
  }

  @Test
  void shouldNotWaitForAnEvent() {
    aws.answers(new Answer(202, Map.of("X-Amz-Executed-Version", "$LATEST"), ""));
    JsonNode output =
        output(callThere("lambda:invoke", "{\"FunctionName\":\"f\",\"InvocationType\":\"Event\"}"));
    assertThat(output.path("StatusCode").intValue()).isEqualTo(202);
    assertThat(output.path("Payload").textValue()).isEmpty();
    assertThat(aws.onlyRequest().header("X-Amz-Invocation-Type")).isEqualTo("Event");
  }

  @Test
  void shouldFailWithTheTypeOfTheFunctionsError() {
    String said = "{\"errorMessage\": \"no\", \"errorType\": \"Custom\"}";
    aws.answers(function(said).with("X-Amz-Function-Error", "Unhandled"));
    assertThat(callThere("", "{}")).isEqualTo(new TaskReport.Failed("Custom", said));
    assertThat(callThere("lambda:invoke", "{\"FunctionName\":\"f\"}"))
        .isEqualTo(
            new TaskReport.Failed("Custom", "{\"errorMessage\":\"no\",\"errorType\":\"Custom\"}"));
    assertThat(callHere(here("Unhandled", said), "", "{}"))
        .isEqualTo(new TaskReport.Failed("Custom", said));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {"{\"errorMessage\":\"Task timed out\"}", "oops", "[]"})
  void shouldNameAnErrorWithoutATypeUnknown(String payload) {
    aws.answers(function(payload).with("X-Amz-Function-Error", "Unhandled"));
    assertThat(callThere("lambda:invoke", "{\"FunctionName\":\"f\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "Lambda.Unknown",
                "The cause could not be determined because Lambda did not return an error type."
                    + " Returned payload: "
                    + payload));
  }

  @Test
  void shouldReportAFunctionThatDoesNotReturnJson() {
    assertThat(callHere(here(null, "<html>"), "", "{}"))
        .isEqualTo(
            new TaskReport.Failed(
                "Lambda.Unknown",
                "The function did not return valid JSON. Returned payload: <html>"));
    assertThat(callHere(here(null, "<html>"), "lambda:invoke", "{\"FunctionName\":\"f\"}"))
        .isInstanceOf(TaskReport.Failed.class);
  }

  @Test
  void shouldReportAMissingFunction() {
    aws.answers(
        Answer.json(404, "{\"Type\":\"User\",\"Message\":\"Function not found: f:$LATEST\"}")
            .with("x-amzn-ErrorType", "ResourceNotFoundException"));
    assertThat(callThere("lambda:invoke", "{\"FunctionName\":\"f\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "Lambda.ResourceNotFoundException",
                "Function not found: f:$LATEST (Service: AWSLambda; Status Code: 404; Error Code:"
                    + " ResourceNotFoundException; Request ID: request-1; Proxy: null)"));
  }

  @Test
  void shouldReportTooManyRequestsAndServiceErrors() {
    aws.answers(
        Answer.json(429, "{\"message\":\"Rate Exceeded.\"}")
            .with("x-amzn-ErrorType", "TooManyRequestsException"));
    assertThat(((TaskReport.Failed) callThere("", "{}")).error())
        .isEqualTo("Lambda.TooManyRequestsException");
    aws.answers(
        Answer.json(500, "{\"Message\":\"Internal\"}")
            .with("x-amzn-ErrorType", "ServiceException"));
    assertThat(((TaskReport.Failed) callThere("", "{}")).error())
        .isEqualTo("Lambda.ServiceException");
    aws.answers(
        Answer.json(403, "{\"Message\":\"not authorized\"}")
            .with("x-amzn-ErrorType", "AccessDeniedException"));
    assertThat(callThere("", "{}"))
        .isEqualTo(
            new TaskReport.Failed(
                "Lambda.AWSLambdaException",
                "not authorized (Service: AWSLambda; Status Code: 403; Error Code:"
                    + " AccessDeniedException; Request ID: request-1; Proxy: null)"));
    aws.close();
    assertThat(((TaskReport.Failed) callThere("", "{}")).error())
        .isEqualTo("Lambda.SdkClientException");
  }

  @Test
  void shouldCallAFunctionThatIsHere() {
    TaskReport report =
        callHere(
            here(null, "{\"ok\":true}"),
            "lambda:invoke",
            "{\"FunctionName\":\"f\",\"Payload\":{\"x\":1},\"Qualifier\":\"3\"}");
    assertThat(output(report).path("Payload").path("ok").booleanValue()).isTrue();
    assertThat(output(report).at("/SdkResponseMetadata/RequestId").textValue()).isEqualTo("r2");
    assertThat(output(report).at("/SdkHttpMetadata/HttpHeaders/Content-Length").textValue())
        .isEqualTo("11");
    Invocation invocation = invocations.getFirst();
    assertThat(invocation.function()).isEqualTo("f");
    assertThat(invocation.qualifier()).isEqualTo("3");
    assertThat(invocation.type()).isEqualTo(InvocationType.REQUEST_RESPONSE);
    assertThat(invocation.payload()).asString(StandardCharsets.UTF_8).isEqualTo("{\"x\":1}");
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void shouldReportARefusalFromHereLikeOneFromLambda() {
    assertThat(
            callHere(
                new Outcome.Refused(429, "TooManyRequestsException", "Rate Exceeded.", "r3"),
                "",
                "{}"))
        .isEqualTo(
            new TaskReport.Failed(
                "Lambda.TooManyRequestsException",
                "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code:"
                    + " TooManyRequestsException; Request ID: r3; Proxy: null)"));
  }

  @Test
  void shouldSubmitWhenACallbackIsAwaitedAndFailIfTheFunctionDoes() {
    assertThat(
            callHere(here(null, "1"), "lambda:invoke.waitForTaskToken", "{\"FunctionName\":\"f\"}"))
        .isInstanceOf(TaskReport.Submitted.class);
    assertThat(
            callHere(
                here("Unhandled", "{\"errorType\":\"E\"}"),
                "lambda:invoke.waitForTaskToken",
                "{\"FunctionName\":\"f\"}"))
        .isEqualTo(new TaskReport.Failed("E", "{\"errorType\":\"E\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"FunctionName\":\"f\",\"Payload\":1} | The value for the field 'Payload' must be a"
            + " STRING",
        "{\"FunctionName\":\"f\",\"TaskToken\":\"t\"} | The field \"TaskToken\" is not supported by"
            + " Step Functions",
        "{\"Payload\":{}} | The field 'FunctionName' is required but was missing"
      })
  void shouldRefuseParametersThatInvokeDoesNotHave(String parameters, String problem) {
    assertThat(callHere(here(null, "1"), "lambda:invoke", parameters))
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "The Parameters '"
                    + parameters
                    + "' could not be used to start the Task: ["
                    + problem
                    + "]"));
    assertThat(invocations).isEmpty();
  }

  @Test
  void shouldReportAPayloadThatIsNoJson() {
    TaskReport report =
        callHere(here(null, "1"), "lambda:invoke", "{\"FunctionName\":\"f\",\"Payload\":\"Hi\"}");
    assertThat(((TaskReport.Failed) report).error())
        .isEqualTo("Lambda.InvalidRequestContentException");
    assertThat(((TaskReport.Failed) report).cause())
        .startsWith(
            "Could not parse request body into json: Could not parse payload into json: "
                + "Unrecognized token 'Hi'");
    assertThat(invocations).isEmpty();
  }

  @Test
  void shouldReportThatTheCallWasGivenUp() {
    TaskReport report =
        with(_ -> {
              throw new InterruptedException();
            })
            .call(Calls.function(ARN, "{}"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(report).isEqualTo(new TaskReport.TimedOut());
  }
}
