package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.asl.Payload;
import pawl.engine.ExchangeObserver;
import pawl.engine.HttpExchange;
import pawl.engine.TaskReport;

class TestStateTest {
  private static final String PASS = "{\"Type\": \"Pass\", \"Next\": \"Elsewhere\"}";
  private static final String FUNCTION =
      "{\"Type\": \"Task\", \"End\": true,"
          + " \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"}";
  private static final String PUT_EVENTS = service("events:putEvents");
  private static final String PARALLEL =
      "{\"Type\": \"Parallel\", \"End\": true, \"Branches\": [{\"StartAt\": \"B\","
          + " \"States\": {\"B\": {\"Type\": \"Succeed\"}}}]}";

  private final FakeHost host = new FakeHost();
  private final Api api = new Api(host, AslCompiler::compile);

  private static String service(String name) {
    return "{\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::"
        + name
        + "\", \"Parameters\": {}}";
  }

  private static Map<String, Object> result(String json) {
    return Map.of("result", json);
  }

  private static JsonNode text(JsonNode answer, String member) {
    return Api.json(answer.path(member).asText());
  }

  private String invalid(Object... members) {
    return api.error("ValidationException", "TestState", members);
  }

  // The definition

  @Test
  void shouldTryAStateThatIsGivenAlone() {
    JsonNode answer = api.call("TestState", "definition", PASS, "input", "[1]");
    assertThat(answer)
        .isEqualTo(
            Api.json("{\"status\":\"SUCCEEDED\",\"output\":\"[1]\",\"nextState\":\"Elsewhere\"}"));
  }

  @Test
  void shouldTryAStateOfAMachine() {
    JsonNode answer =
        api.call(
            "TestState",
            "definition",
            "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Pass\", \"Next\": \"T\"},"
                + " \"T\": {\"Type\": \"Fail\", \"Error\": \"E\", \"Cause\": \"C\"}}}",
            "stateName",
            "T",
            "inspectionLevel",
            "DEBUG");
    assertThat(answer)
        .isEqualTo(
            Api.json(
                "{\"status\":\"FAILED\",\"error\":\"E\",\"cause\":\"C\","
                    + "\"inspectionData\":{\"input\":\"{}\"}}"));
  }

  @Test
  void shouldSayThatThereIsNoSuchState() {
    assertThat(invalid("definition", Api.DEFINITION, "stateName", "\"S\""))
        .isEqualTo("State not found in definition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"Type\": \"Parallel\", \"Branches\": [], \"End\": true}"
            + " | SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/StateName/Branches",
        "[] | SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object"
      })
  void shouldRefuseADefinitionThatIsWrong(String definition, String fault) {
    assertThat(api.error("InvalidDefinition", "TestState", "definition", definition))
        .isEqualTo("Invalid State Machine Definition: '" + fault + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "x", "\"Pass\""})
  void shouldRefuseADefinitionThatIsNoObject(String definition) {
    assertThat(api.error("InvalidDefinition", "TestState", "definition", definition))
        .startsWith("Invalid State Machine Definition: '");
  }

  @Test
  void shouldRefuseInputThatIsNoJson() {
    assertThat(api.error("InvalidExecutionInput", "TestState", "definition", PASS, "input", "{"))
        .startsWith("Invalid State Machine Execution Input: '");
  }

  // Mocks

  @Test
  void shouldTakeAMockForTheWork() {
    JsonNode answer =
        api.call(
            "TestState",
            "definition",
            PUT_EVENTS,
            "mock",
            result("{\"Entries\":[]}"),
            "inspectionLevel",
            "TRACE");
    assertThat(text(answer, "output")).isEqualTo(Api.json("{\"Entries\":[]}"));
    assertThat(text(answer.path("inspectionData"), "result"))
        .isEqualTo(Api.json("{\"Entries\":[]}"));
  }

  @Test
  void shouldTellWhatARetrierWouldDo() {
    JsonNode answer =
        api.call(
            "TestState",
            "definition",
            FUNCTION.replace("}", ", \"Retry\": [{\"ErrorEquals\": [\"E\"]}]}"),
            "mock",
            Map.of("errorOutput", Map.of("error", "E")),
            "stateConfiguration",
            Map.of("retrierRetryCount", 2),
            "inspectionLevel",
            "DEBUG");
    assertThat(answer.path("status").asText()).isEqualTo("RETRIABLE");
    assertThat(answer.path("inspectionData").path("errorDetails"))
        .isEqualTo(Api.json("{\"retryIndex\":0,\"retryBackoffIntervalSeconds\":4}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"result\": \"{}\", \"errorOutput\": {\"error\": \"E\"}}", "{}"})
  void shouldWantOneOutcomeOfAMock(String mock) {
    assertThat(invalid("definition", PUT_EVENTS, "mock", Api.json(mock)))
        .isEqualTo(
            "A test mock should have only one of the following fields: [result, errorOutput].");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pass | {\"Type\": \"Pass\", \"End\": true}",
        "Succeed | {\"Type\": \"Succeed\"}",
        "Fail | {\"Type\": \"Fail\"}",
        "Wait | {\"Type\": \"Wait\", \"Seconds\": 1, \"End\": true}",
      })
  void shouldRefuseAMockForAStateWithoutWork(String type, String state) {
    assertThat(invalid("definition", state, "mock", result("{}")))
        .isEqualTo("State type '" + type + "' is not supported when a mock is specified");
  }

  @Test
  void shouldHoldTheMockOfAParallelAgainstItsBranches() {
    assertThat(invalid("definition", PARALLEL, "mock", result("{}")))
        .isEqualTo("Mocked result must be an array.");
    assertThat(invalid("definition", PARALLEL, "mock", result("[1,2]")))
        .isEqualTo(
            "Mocked result must contain the same number of items as number of Parallel branches.");
    assertThat(text(api.call("TestState", "definition", PARALLEL, "mock", result("[1]")), "output"))
        .isEqualTo(Api.json("[1]"));
  }

  @Test
  void shouldHoldTheMockOfAMapAgainstWhereItsResultsGo() {
    String map =
        "{\"Type\": \"Map\", \"End\": true, %s \"ItemProcessor\": {\"ProcessorConfig\":"
            + " {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, \"StartAt\": \"I\","
            + " \"States\": {\"I\": {\"Type\": \"Succeed\"}}}}";
    String writing =
        "\"ResultWriter\": {\"Resource\": \"arn:aws:states:::s3:putObject\","
            + " \"Parameters\": {\"Bucket\": \"b\"}},";
    assertThat(invalid("definition", map.formatted(""), "mock", result("{}")))
        .isEqualTo("Mocked result must be an array.");
    assertThat(invalid("definition", map.formatted(writing), "mock", result("[]")))
        .isEqualTo("Mocked result must be a JSON object.");
  }

  @Test
  void shouldValidateAMockAsStrictlyAsItIsTold() {
    String wrong = "{\"Entries\": 1}";
    String fault = "Mock result schema validation error: Field 'Entries' must be an array";
    assertThat(invalid("definition", PUT_EVENTS, "mock", result(wrong))).isEqualTo(fault);
    assertThat(
            invalid(
                "definition",
                PUT_EVENTS,
                "mock",
                Map.of("result", wrong, "fieldValidationMode", "PRESENT")))
        .isEqualTo(fault);
    assertThat(
            text(
                api.call(
                    "TestState",
                    "definition",
                    PUT_EVENTS,
                    "mock",
                    Map.of("result", wrong, "fieldValidationMode", "NONE")),
                "output"))
        .isEqualTo(Api.json(wrong));
    assertThat(
            invalid(
                "definition",
                PUT_EVENTS,
                "mock",
                Map.of("result", "no JSON", "fieldValidationMode", "NONE")))
        .isEqualTo("Mocked result must be valid JSON");
  }

  @Test
  void shouldWantAMockForWhatNoCallCanAnswer() {
    assertThat(api.error("InvalidDefinition", "TestState", "definition", PARALLEL))
        .isEqualTo(
            "TestState API does not support Map or Parallel states. Supported state types"
                + " include: [Task, Wait, Pass, Succeed, Fail, Choice]");
    String activity = FUNCTION.replace(":lambda:", ":states:").replace(":function:", ":activity:");
    assertThat(
            api.error(
                "InvalidDefinition", "TestState", "definition", activity, "roleArn", Api.ROLE))
        .contains("unless a mock is specified");
    assertThat(
            api.error(
                "InvalidDefinition",
                "TestState",
                "definition",
                service("glue:startJobRun.sync"),
                "roleArn",
                Api.ROLE))
        .contains("unless a mock is specified");
  }

  @Test
  void shouldKnowTheStateThatAnErrorComesFrom() {
    Map<String, Object> error = Map.of("errorOutput", Map.of("error", "E"));
    assertThat(
            api.call(
                    "TestState",
                    "definition",
                    PARALLEL,
                    "mock",
                    error,
                    "stateConfiguration",
                    Map.of("errorCausedByState", "B"))
                .path("error")
                .asText())
        .isEqualTo("E");
    assertThat(
            invalid(
                "definition",
                PARALLEL,
                "mock",
                error,
                "stateConfiguration",
                Map.of("errorCausedByState", "X")))
        .isEqualTo("State not found in definition");
  }

  // Calls

  @Test
  void shouldCallTheRealThingIfThereIsNoMock() {
    host.tasks =
        call -> {
          assertThat(call.parameters()).hasToString("{\"a\":1}");
          assertThat(call.timeoutSeconds()).isEqualTo(300);
          return new TaskReport.Succeeded(Payload.ofText("\"done\""));
        };
    JsonNode answer =
        api.call("TestState", "definition", FUNCTION, "input", "{\"a\":1}", "roleArn", Api.ROLE);
    assertThat(answer.path("output").asText()).isEqualTo("\"done\"");
    assertThat(host.commands).isEmpty();
  }

  @Test
  void shouldWantARoleToCall() {
    assertThat(invalid("definition", FUNCTION))
        .isEqualTo("RoleArn must be specified when testing a Task state");
    assertThat(
            api.error("InvalidArn", "TestState", "definition", PASS, "roleArn", "arn:aws:iam::x"))
        .startsWith("Invalid Role Arn");
  }

  @ParameterizedTest
  @CsvSource({"TRACE, true, secret", "TRACE, false, open", "DEBUG, true, none"})
  void shouldShowTheExchangeOfAnHttpTask(String level, boolean reveal, String header) {
    host.tasks =
        call -> {
          ExchangeObserver observer = call.observer();
          String key = observer.revealsSecrets() ? "secret" : "open";
          observer.observed(
              new HttpExchange(
                  new HttpExchange.Request("https", "GET", "https://x", key, null),
                  new HttpExchange.Response("https", "200", "OK", "{}", "hello")));
          return new TaskReport.Succeeded(Payload.EMPTY_OBJECT);
        };
    JsonNode data =
        api.call(
                "TestState",
                "definition",
                FUNCTION,
                "roleArn",
                Api.ROLE,
                "inspectionLevel",
                level,
                "revealSecrets",
                reveal)
            .path("inspectionData");
    assertThat(data.path("request").path("headers").asText("none")).isEqualTo(header);
    assertThat(data.path("response").path("body").asText("none"))
        .isEqualTo(header.equals("none") ? "none" : "hello");
  }

  @Test
  void shouldLetAWaitPass() {
    JsonNode answer =
        api.call(
            "TestState", "definition", "{\"Type\": \"Wait\", \"Seconds\": 0, \"Next\": \"N\"}");
    assertThat(answer.path("nextState").asText()).isEqualTo("N");
  }

  // Context and variables

  @Test
  void shouldMakeTheContextOfAnExpressExecution() {
    JsonNode context =
        text(
                api.call(
                    "TestState",
                    "definition",
                    FUNCTION.replace("}", ", \"ResultSelector\": {\"c.$\": \"$$\"}}"),
                    "input",
                    "[3]",
                    "roleArn",
                    Api.ROLE,
                    "mock",
                    result("1")),
                "output")
            .path("c");
    String machine = context.path("StateMachine").path("Name").asText();
    String name = context.path("Execution").path("Name").asText();
    assertThat(context.path("Execution").path("Id").asText())
        .isEqualTo("arn:aws:states:us-east-1:123456789012:express:" + machine + ":" + name);
    assertThat(context.path("Execution").path("Input")).isEqualTo(Api.json("[3]"));
    assertThat(context.path("Execution").path("RoleArn").asText()).isEqualTo(Api.ROLE);
    assertThat(context.path("StateMachine").path("Id").asText())
        .isEqualTo("arn:aws:states:us-east-1:123456789012:stateMachine:" + machine);
    assertThat(context.path("State"))
        .isEqualTo(
            Api.json(
                "{\"Name\":\"StateName\",\"EnteredTime\":\"2025-10-09T08:53:20.123Z\","
                    + "\"RetryCount\":0}"));
    assertThat(context.has("Task")).isFalse();
  }

  @Test
  void shouldTakeAGivenContextForTheWholeOfIt() {
    JsonNode answer =
        api.call(
            "TestState",
            "definition",
            "{\"Type\": \"Pass\", \"End\": true, \"InputPath\": \"$$\"}",
            "context",
            "{\"State\": {}, \"Execution\": {\"Name\": \"n\"}}");
    assertThat(text(answer, "output"))
        .isEqualTo(Api.json("{\"State\": {}, \"Execution\": {\"Name\": \"n\"}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Execution\": {\"pokemon\": 1}} | Field 'pokemon' is not allowed",
        "{\"pokemon\": 1} | Field 'pokemon' is not allowed",
        "{\"Execution\": {\"Id\": 1}} | Execution.Id must be a string",
        "{\"State\": {\"RetryCount\": \"1\"}} | State.RetryCount must be a number",
        "{\"StateMachine\": []} | StateMachine must be an object",
        "{\"Map\": {}} | 'Map' field is not supported when mocking a Context object",
        "{\"Task\": {\"Token\": \"t\"}} | Context object contains 'Task' when state is not a Task"
            + " state with a '.sync' or '.waitForTaskToken' service integration pattern",
        "[] | Context object must be a JSON object"
      })
  void shouldRefuseAContextThatNoneCanBe(String context, String fault) {
    assertThat(invalid("definition", PASS, "context", context))
        .isEqualTo("Invalid Context object provided: " + fault);
  }

  @Test
  void shouldTakeATokenForATaskThatHasOne() {
    String waiting =
        service("sqs:sendMessage.waitForTaskToken")
            .replace("{}", "{\"MessageBody.$\": \"$$.Task.Token\"}");
    JsonNode data =
        api.call(
                "TestState",
                "definition",
                waiting.replace("{\"MessageBody", "{\"QueueUrl\": \"u\", \"MessageBody"),
                "mock",
                result("1"),
                "context",
                "{\"Task\": {\"Token\": \"t\"}}",
                "inspectionLevel",
                "DEBUG")
            .path("inspectionData");
    assertThat(text(data, "afterParameters").path("MessageBody").asText()).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Type\": \"Pass\", \"End\": true, \"Parameters\": {\"a.$\": \"$\"}}",
        "{\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"a.$\": \"$\"}}",
        "{\"Type\": \"Pass\", \"End\": true, \"Parameters\": {\"a.$\": \"$\"},"
            + " \"OutputPath\": null}",
        "{\"Type\": \"Pass\", \"End\": true, \"InputPath\": \"$$\"}"
      })
  void shouldFailAStateWhoseDataNestsTooDeep(String state) {
    String deep = "[".repeat(1000) + "]".repeat(1000);
    JsonNode answer =
        api.call("TestState", "definition", state, "input", deep, "inspectionLevel", "TRACE");
    assertThat(answer.path("error").asText()).isEqualTo("States.Runtime");
    assertThat(answer.path("inspectionData").path("input").asText()).isEqualTo(deep);
  }

  @Test
  void shouldSeeTheVariablesThatAreGiven() {
    JsonNode answer =
        api.call(
            "TestState",
            "definition",
            "{\"Type\": \"Pass\", \"End\": true, \"Parameters\": {\"v.$\": \"$a\"},"
                + " \"Assign\": {\"b\": 2}}",
            "variables",
            "{\"a\": 1}",
            "inspectionLevel",
            "TRACE");
    assertThat(text(answer, "output")).isEqualTo(Api.json("{\"v\": 1}"));
    assertThat(text(answer.path("inspectionData"), "variables"))
        .isEqualTo(Api.json("{\"a\": 1, \"b\": 2}"));
    assertThat(invalid("definition", PASS, "variables", "[]")).contains("JSON object");
    assertThat(invalid("definition", PASS, "variables", "{")).contains("valid JSON");
  }
}
