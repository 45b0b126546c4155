package pawl.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.asl.AslCompiler;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/** The operations on the real core and compiler, without disk and threads. */
class EndToEndTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);

  @AfterEach
  void shouldHaveFoundNoBugs() {
    assertThat(host.bugs()).isEmpty();
  }

  private void create(String definition) {
    api.call("CreateStateMachine", "name", "m", "definition", definition, "roleArn", Api.ROLE);
  }

  private void createOneState(String state) {
    create("{\"StartAt\": \"S\", \"States\": {\"S\": " + state + "}}");
  }

  private String start(String name, String input) {
    return api.call("StartExecution", "stateMachineArn", MACHINE, "name", name, "input", input)
        .path("executionArn")
        .asText();
  }

  private String status(String execution) {
    return api.call("DescribeExecution", "executionArn", execution).path("status").asText();
  }

  private List<String> types(String execution) {
    return api.call("GetExecutionHistory", "executionArn", execution)
        .path("events")
        .findValuesAsText("type");
  }

  private void createExpress(String state) {
    api.call(
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        "{\"StartAt\": \"S\", \"States\": {\"S\": " + state + "}}",
        "roleArn",
        Api.ROLE,
        "type",
        "EXPRESS");
  }

  @Test
  void shouldRunExpressMachinesSynchronously() {
    createExpress("{\"Type\": \"Pass\", \"Result\": 1, \"End\": true}");
    JsonNode answer =
        api.call("StartSyncExecution", "stateMachineArn", MACHINE, "name", "n", "input", "[1]");
    assertThat(answer.path("executionArn").asText())
        .matches("arn:aws:states:us-east-1:123456789012:express:m:n:[-0-9a-f]{36}");
    assertThat(answer.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(answer.path("input").asText()).isEqualTo("[1]");
    assertThat(answer.path("output").asText()).isEqualTo("1");
    assertThat(answer.path("billingDetails"))
        .isEqualTo(parse("{\"billedMemoryUsedInMB\": 64, \"billedDurationInMilliseconds\": 100}"));
    assertThat(
            api.call(
                "StartSyncExecution", "stateMachineArn", MACHINE, "includedData", "METADATA_ONLY"))
        .isNotEmpty()
        .doesNotContain(parse("\"1\""));
  }

  @Test
  void shouldTellWhatFailedInASynchronousExecution() {
    createExpress("{\"Type\": \"Fail\", \"Error\": \"Boom\", \"Cause\": \"because\"}");
    JsonNode answer = api.call("StartSyncExecution", "stateMachineArn", MACHINE);
    assertThat(answer.path("status").asText()).isEqualTo("FAILED");
    assertThat(answer.path("error").asText()).isEqualTo("Boom");
    assertThat(answer.path("cause").asText()).isEqualTo("because");
    assertThat(answer.has("output")).isFalse();
    assertThat(answer.path("outputDetails").path("included").asBoolean()).isTrue();
  }

  @Test
  void shouldStartExpressMachinesAndKnowNothingOfTheirExecutions() {
    createExpress("{\"Type\": \"Pass\", \"End\": true}");
    String execution = start("n", "{}");
    assertThat(execution).contains(":express:m:n:");
    assertThat(api.error("InvalidArn", "DescribeExecution", "executionArn", execution))
        .isEqualTo("Invalid Arn: 'Resource type not valid in this context: express'");
  }

  @Test
  void shouldNotRunStandardMachinesSynchronously() {
    createOneState("{\"Type\": \"Succeed\"}");
    assertThat(
            api.error(
                "StateMachineTypeNotSupported", "StartSyncExecution", "stateMachineArn", MACHINE))
        .isEqualTo("This operation is not supported by this type of state machine");
  }

  @Test
  void shouldRunAMachineAndShowItsHistory() {
    createOneState("{\"Type\": \"Pass\", \"Result\": {\"Arg1\": \"argument1\"}, \"End\": true}");
    String execution =
        api.call("StartExecution", "stateMachineArn", MACHINE).path("executionArn").asText();

    JsonNode described = api.call("DescribeExecution", "executionArn", execution);
    assertThat(described.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(described.path("output").asText()).isEqualTo("{\"Arg1\":\"argument1\"}");
    JsonNode events = api.call("GetExecutionHistory", "executionArn", execution).path("events");
    String at = ", \"timestamp\": 1760000000.123";
    assertThat(events)
        .isEqualTo(
            parse(
                """
                [{"type": "ExecutionStarted", "id": 1, "previousEventId": 0@,
                  "executionStartedEventDetails": {"input": "{}",
                    "inputDetails": {"truncated": false}, "roleArn": "ROLE"}},
                 {"type": "PassStateEntered", "id": 2, "previousEventId": 0@,
                  "stateEnteredEventDetails": {"name": "S", "input": "{}",
                    "inputDetails": {"truncated": false}}},
                 {"type": "PassStateExited", "id": 3, "previousEventId": 2@,
                  "stateExitedEventDetails": {"name": "S",
                    "output": "{\\"Arg1\\":\\"argument1\\"}", "outputDetails": {"truncated": false}}},
                 {"type": "ExecutionSucceeded", "id": 4, "previousEventId": 3@,
                  "executionSucceededEventDetails": {
                    "output": "{\\"Arg1\\":\\"argument1\\"}", "outputDetails": {"truncated": false}}}]
                """
                    .replace("@", at)
                    .replace("ROLE", Api.ROLE)));
    JsonNode reversed =
        api.call("GetExecutionHistory", "executionArn", execution, "reverseOrder", true);
    assertThat(reversed.path("events").findValuesAsText("id")).containsExactly("4", "3", "2", "1");
  }

  private static JsonNode parse(String text) {
    return Api.json(text);
  }

  @Test
  void shouldFailWithErrorAndCause() {
    createOneState("{\"Type\": \"Fail\", \"Error\": \"SomeFailure\", \"Cause\": \"because\"}");
    JsonNode described = api.call("DescribeExecution", "executionArn", start("e", "{}"));

    assertThat(described.path("status").asText()).isEqualTo("FAILED");
    assertThat(described.path("error").asText()).isEqualTo("SomeFailure");
    assertThat(described.path("cause").asText()).isEqualTo("because");
    assertThat(described.path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
  }

  @Test
  void shouldStartByTheSameNameOnlyWhileItRunsAndWithTheSameInput() {
    createOneState("{\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}");
    String execution = start("e", "{\"a\": 1}");
    String taken = "Execution Already Exists: '" + execution + "'";

    assertThat(start("e", "{\"a\": 1}")).isEqualTo(execution);
    assertThat(
            api.error(
                "ExecutionAlreadyExists",
                "StartExecution",
                "stateMachineArn",
                MACHINE,
                "name",
                "e",
                "input",
                "{\"a\": 2}"))
        .isEqualTo(taken);
    host.advanceTo(FakeHost.NOW + 60_000);
    assertThat(status(execution)).isEqualTo("SUCCEEDED");
    assertThat(
            api.error(
                "ExecutionAlreadyExists",
                "StartExecution",
                "stateMachineArn",
                MACHINE,
                "name",
                "e",
                "input",
                "{\"a\": 1}"))
        .isEqualTo(taken);
  }

  @Test
  void shouldStopARunningExecution() {
    createOneState("{\"Type\": \"Wait\", \"Seconds\": 60, \"End\": true}");
    String execution = start("e", "{}");
    host.advanceTo(FakeHost.NOW + 5_000);
    JsonNode stopped = api.call("StopExecution", "executionArn", execution);
    host.advanceTo(FakeHost.NOW + 90_000);

    assertThat(stopped.path("stopDate").decimalValue()).isEqualByComparingTo("1760000005.123");
    assertThat(api.call("StopExecution", "executionArn", execution)).isEqualTo(stopped);
    assertThat(status(execution)).isEqualTo("ABORTED");
    JsonNode last =
        api.call("GetExecutionHistory", "executionArn", execution).path("events").get(2);
    assertThat(last.path("type").asText()).isEqualTo("ExecutionAborted");
    assertThat(last.path("previousEventId").asInt()).isZero();
    assertThat(last.path("executionAbortedEventDetails")).isEqualTo(Api.json("{}"));
  }

  @Test
  void shouldCompleteATaskByItsToken() {
    createOneState(
        """
        {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
         "Parameters": {"QueueUrl": "q", "MessageBody": {"Token.$": "$$.Task.Token"}},
         "HeartbeatSeconds": 30, "End": true}
        """);
    String execution = start("e", "{}");
    var call = host.takeCall(host.calls().getFirst().task());
    host.submit(
        new Command.ReportTask(
            call.task(), new TaskReport.Submitted(Payload.ofText("{}"), null), false));
    String token = call.taskToken();

    host.advanceTo(FakeHost.NOW + 20_000);
    api.call("SendTaskHeartbeat", "taskToken", token);
    host.advanceTo(FakeHost.NOW + 40_000);
    api.call("SendTaskSuccess", "taskToken", token, "output", "[1, 2]");

    assertThat(status(execution)).isEqualTo("SUCCEEDED");
    assertThat(types(execution))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
    assertThat(api.error("TaskTimedOut", "SendTaskHeartbeat", "taskToken", token))
        .isEqualTo("Task Timed Out: 'Provided task does not exist anymore'");
    api.error("TaskTimedOut", "SendTaskSuccess", "taskToken", token, "output", "1");
    api.error("TaskTimedOut", "SendTaskFailure", "taskToken", token);
  }

  @Test
  void shouldHandActivityTasksToWorkers() {
    String activity = api.call("CreateActivity", "name", "a").path("activityArn").asText();
    createOneState("{\"Type\": \"Task\", \"Resource\": \"" + activity + "\", \"End\": true}");
    assertThat(api.call("GetActivityTask", "activityArn", activity)).isEmpty();
    String execution = start("e", "{\"n\": 1}");

    JsonNode task = api.call("GetActivityTask", "activityArn", activity, "workerName", "w");
    assertThat(Api.json(task.path("input").asText())).isEqualTo(Api.json("{\"n\": 1}"));
    api.call(
        "SendTaskFailure",
        "taskToken",
        task.path("taskToken").asText(),
        "error",
        "E",
        "cause",
        "C");

    assertThat(types(execution))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "ActivityScheduled",
            "ActivityStarted",
            "ActivityFailed",
            "ExecutionFailed");
    assertThat(status(execution)).isEqualTo("FAILED");
  }

  @Test
  void shouldGiveANewRevisionIdOnlyIfSomethingChanges() {
    createOneState("{\"Type\": \"Pass\", \"End\": true}");
    String before = start("before", "{}");
    String other = "arn:aws:iam::123456789012:role/other";

    JsonNode unchanged =
        api.call(
            "UpdateStateMachine",
            "stateMachineArn",
            MACHINE,
            "roleArn",
            Api.ROLE,
            "loggingConfiguration",
            Api.json("{\"level\": \"OFF\"}"));
    assertThat(unchanged.has("revisionId")).isFalse();
    JsonNode updated = api.call("UpdateStateMachine", "stateMachineArn", MACHINE, "roleArn", other);
    assertThat(updated.path("revisionId").asText()).matches("[0-9a-f-]{36}");
    assertThat(api.call("UpdateStateMachine", "stateMachineArn", MACHINE, "roleArn", other))
        .isEqualTo(updated);
    String after = start("after", "{}");

    assertThat(
            api.call("DescribeStateMachineForExecution", "executionArn", before)
                .path("roleArn")
                .asText())
        .isEqualTo(Api.ROLE);
    assertThat(
            api.call("DescribeStateMachineForExecution", "executionArn", after).path("revisionId"))
        .isEqualTo(updated.path("revisionId"));
  }

  @Test
  void shouldListExecutionsNewestFirstInPages() {
    createOneState("{\"Type\": \"Pass\", \"End\": true}");
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      host.advanceTo(FakeHost.NOW + i);
      started.addFirst(start("e" + i, "{}"));
    }

    List<String> listed = new ArrayList<>();
    JsonNode page = api.call("ListExecutions", "stateMachineArn", MACHINE, "maxResults", 3);
    listed.addAll(page.findValuesAsText("executionArn"));
    while (page.has("nextToken")) {
      page =
          api.call(
              "ListExecutions",
              "stateMachineArn",
              MACHINE,
              "maxResults",
              3,
              "nextToken",
              page.path("nextToken").asText());
      listed.addAll(page.findValuesAsText("executionArn"));
    }
    assertThat(listed).isEqualTo(started);
  }

  @Test
  void shouldPageThroughALongHistoryBothWays() {
    createOneState(
        """
        {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "P", "States":
          {"P": {"Type": "Pass", "End": true}}}}
        """);
    String execution = start("e", Json.MAPPER.valueToTree(new int[60]).toString());
    int events = 60 * 4 + 6;

    for (boolean reverse : new boolean[] {false, true}) {
      List<Integer> ids = new ArrayList<>();
      String token = null;
      do {
        JsonNode page =
            api.call(
                "GetExecutionHistory",
                "executionArn",
                execution,
                "reverseOrder",
                reverse,
                "maxResults",
                70,
                "nextToken",
                token);
        page.path("events").forEach(event -> ids.add(event.path("id").asInt()));
        token = page.path("nextToken").textValue();
      } while (token != null);
      assertThat(reverse ? ids.reversed() : ids)
          .isEqualTo(java.util.stream.IntStream.rangeClosed(1, events).boxed().toList());
    }
  }

  @Test
  void shouldRefuseADefinitionInAwsWords() {
    assertThat(
            api.error(
                "InvalidDefinition",
                "CreateStateMachine",
                "name",
                "m",
                "definition",
                "{\"Comment\": \"BASE_INVALID_DER\", \"StartAt\": \"State_1\"}",
                "roleArn",
                Api.ROLE))
        .isEqualTo(
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are"
                + " required: [States] at /'");
    assertThat(
            api.call("ValidateStateMachineDefinition", "definition", "not a definition")
                .path("diagnostics")
                .get(0)
                .path("code")
                .asText())
        .isEqualTo("INVALID_JSON_DESCRIPTION");
  }

  @Test
  void shouldShowVariableReferences() {
    create(
        """
        {"StartAt": "A", "States": {
          "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
          "B": {"Type": "Pass", "Parameters": {"r.$": "$x"}, "End": true}}}
        """);

    assertThat(
            api.call("DescribeStateMachine", "stateMachineArn", MACHINE).path("variableReferences"))
        .isEqualTo(Api.json("{\"B\": [\"x\"]}"));
  }
}
