package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Redrives;

/** Texts and members are those of recordings of the service unless a test says otherwise. */
class ExecutionOperationsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  private static final String EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:m:e";

  private final FakeHost host = new FakeHost();
  private final Api api = new Api(host);

  private void start(String name) {
    api.createMachine("m");
    api.call("StartExecution", "stateMachineArn", MACHINE, "name", name, "input", "{\"a\": 1}");
  }

  private void end(ExecutionStatus status, String output, String error, String cause) {
    Payload payload = output == null ? null : Payload.ofText(output);
    host.change(
        ExecutionId.of(EXECUTION), view -> FakeHost.ended(view, status, payload, error, cause));
  }

  @Test
  void shouldStartUnderTheGivenNameWithTheInputAsItWasSent() {
    api.createMachine("m");
    JsonNode started =
        api.call(
            "StartExecution",
            "stateMachineArn",
            MACHINE,
            "name",
            "e",
            "input",
            "{ \"a\" : 1.0 }",
            "traceHeader",
            "Root=1");

    assertThat(started)
        .isEqualTo(
            Api.json("{\"executionArn\": \"" + EXECUTION + "\", \"startDate\": 1760000000.123}"));
    assertThat(host.commands)
        .containsExactly(
            new Command.Start(
                EXECUTION, "e", MACHINE, Payload.ofText("{ \"a\" : 1.0 }"), "Root=1", null));
  }

  @Test
  void shouldNameItByAUuidAndTakeAnEmptyObject() {
    api.createMachine("m");
    String arn =
        api.call("StartExecution", "stateMachineArn", MACHINE).path("executionArn").asText();

    assertThat(arn).matches("arn:aws:states:us-east-1:123456789012:execution:m:[0-9a-f-]{36}");
    assertThat(api.call("DescribeExecution", "executionArn", arn).path("input").asText())
        .isEqualTo("{}");
  }

  @Test
  void shouldStartTheSameExecutionOnce() {
    start("e");
    start("e");

    assertThat(
            api.error(
                "ExecutionAlreadyExists",
                "StartExecution",
                "stateMachineArn",
                MACHINE,
                "name",
                "e",
                "input",
                "{\"b\": 1}"))
        .isEqualTo("Execution Already Exists: '" + EXECUTION + "'");
  }

  @Test
  void shouldLookForTheMachineFirst() {
    assertThat(
            api.error(
                "StateMachineDoesNotExist",
                "StartExecution",
                "stateMachineArn",
                MACHINE,
                "name",
                "a b",
                "input",
                "{"))
        .isEqualTo("State Machine Does Not Exist: '" + MACHINE + "'");
    api.createMachine("m");
    assertThat(
            api.error("InvalidName", "StartExecution", "stateMachineArn", MACHINE, "name", "a b"))
        .isEqualTo("Invalid Name: 'a b'");
  }

  @Test
  void shouldFindNoVersions() {
    api.createMachine("m");
    api.error("StateMachineDoesNotExist", "StartExecution", "stateMachineArn", MACHINE + ":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "nonsense", "{} {}", "{'a': 1}", "[1,]", "NaN", "\u0000"})
  void shouldRefuseInputThatIsNoJson(String input) {
    api.createMachine("m");

    assertThat(
            api.error(
                "InvalidExecutionInput",
                "StartExecution",
                "stateMachineArn",
                MACHINE,
                "input",
                input))
        .startsWith("Invalid State Machine Execution Input: '")
        .endsWith("'");
    assertThat(host.commands).isEmpty();
  }

  @Test
  void shouldSayWhereTheInputIsNoJson() {
    api.createMachine("m");

    assertThat(
            api.error(
                "InvalidExecutionInput",
                "StartExecution",
                "stateMachineArn",
                MACHINE,
                "input",
                "nonsense"))
        .isEqualTo(
            "Invalid State Machine Execution Input: 'Unrecognized token 'nonsense': was expecting"
                + " (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n"
                + " at [Source: (String)\"nonsense\"; line: 1, column: 9]'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"text\"", "[]", " {\"a\": [1, {}]} ", "1.0e5"})
  void shouldAcceptAnyJsonValue(String input) {
    api.createMachine("m");
    api.call("StartExecution", "stateMachineArn", MACHINE, "input", input);

    assertThat(host.commands).hasSize(1);
  }

  @Test
  void shouldNotListTheExecutionsOfExpressMachines() {
    api.call(
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        Api.DEFINITION,
        "roleArn",
        Api.ROLE,
        "type",
        "EXPRESS");
    assertThat(
            api.error("StateMachineTypeNotSupported", "ListExecutions", "stateMachineArn", MACHINE))
        .isEqualTo("This operation is not supported by this type of state machine");
  }

  @Test
  void shouldDescribeARunningExecution() {
    start("e");

    assertThat(api.call("DescribeExecution", "executionArn", EXECUTION))
        .isEqualTo(
            Api.json(
                """
                {"executionArn": "%s", "stateMachineArn": "%s", "name": "e", "status": "RUNNING",
                 "startDate": 1760000000.123, "input": "{\\"a\\": 1}",
                 "inputDetails": {"included": true}, "redriveCount": 0,
                 "redriveStatus": "NOT_REDRIVABLE",
                 "redriveStatusReason": "Execution is RUNNING and cannot be redriven"}
                """
                    .formatted(EXECUTION, MACHINE)));
  }

  @Test
  void shouldSayWhyAnExecutionIsSetAside() {
    start("e");
    host.change(ExecutionId.of(EXECUTION), view -> setAside(view, "java.lang.Error: a bug"));

    JsonNode described = api.call("DescribeExecution", "executionArn", EXECUTION);

    assertThat(described.path("status").asText()).isEqualTo("RUNNING");
    assertThat(described.path("error").asText()).isEqualTo("Pawl.Quarantined");
    assertThat(described.path("cause").asText()).isEqualTo("java.lang.Error: a bug");
    assertThat(described.has("stopDate")).isFalse();
  }

  private static ExecutionView setAside(ExecutionView view, String why) {
    return new ExecutionView(
        view.arn(),
        view.name(),
        view.machineArn(),
        view.status(),
        view.startMillis(),
        null,
        view.input(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        why,
        5,
        true,
        Redrives.NONE);
  }

  @Test
  void shouldDescribeASucceededExecution() {
    start("e");
    end(ExecutionStatus.SUCCEEDED, "[1]", null, null);
    JsonNode described = api.call("DescribeExecution", "executionArn", EXECUTION);

    assertThat(described.path("output").asText()).isEqualTo("[1]");
    assertThat(described.path("outputDetails")).isEqualTo(Api.json("{\"included\": true}"));
    assertThat(described.path("stopDate").decimalValue()).isEqualByComparingTo("1760000001.123");
    assertThat(described.path("redriveStatusReason").asText())
        .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "TIMED_OUT", "ABORTED"})
  void shouldDescribeAnExecutionThatEndedBadly(ExecutionStatus status) {
    start("e");
    end(status, null, "SomeFailure", "because");
    JsonNode described = api.call("DescribeExecution", "executionArn", EXECUTION);

    assertThat(described.path("status").asText()).isEqualTo(status.name());
    assertThat(described.path("error").asText()).isEqualTo("SomeFailure");
    assertThat(described.path("cause").asText()).isEqualTo("because");
    assertThat(described.has("output")).isFalse();
    assertThat(described.has("outputDetails")).isFalse();
    assertThat(described.path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
    assertThat(described.has("redriveStatusReason")).isFalse();
  }

  @Test
  void shouldLeaveDataOutOfMetadata() {
    start("e");
    end(ExecutionStatus.SUCCEEDED, "1", null, null);
    JsonNode described =
        api.call("DescribeExecution", "executionArn", EXECUTION, "includedData", "METADATA_ONLY");

    assertThat(described.has("input")).isFalse();
    assertThat(described.has("output")).isFalse();
    assertThat(described.path("inputDetails")).isEqualTo(Api.json("{\"included\": false}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeExecution",
        "StopExecution",
        "GetExecutionHistory",
        "DescribeStateMachineForExecution"
      })
  void shouldNotFindWhatIsNotThere(String operation) {
    assertThat(api.error("ExecutionDoesNotExist", operation, "executionArn", EXECUTION))
        .isEqualTo("Execution Does Not Exist: '" + EXECUTION + "'");
    assertThat(api.error("InvalidArn", operation, "executionArn", "invalid_state_machine_arn"))
        .isEqualTo("Invalid Arn: 'Invalid ARN prefix: invalid_state_machine_arn'");
    assertThat(
            api.error(
                "InvalidArn", operation, "executionArn", EXECUTION.replace("execution", "express")))
        .isEqualTo("Invalid Arn: 'Resource type not valid in this context: express'");
  }

  @Test
  void shouldStopOnceAndStayStopped() {
    start("e");
    JsonNode stopped =
        api.call("StopExecution", "executionArn", EXECUTION, "error", "E", "cause", "C");

    assertThat(stopped).isEqualTo(Api.json("{\"stopDate\": 1760000001.123}"));
    assertThat(api.call("StopExecution", "executionArn", EXECUTION)).isEqualTo(stopped);
    JsonNode described = api.call("DescribeExecution", "executionArn", EXECUTION);
    assertThat(described.path("status").asText()).isEqualTo("ABORTED");
    assertThat(described.path("error").asText()).isEqualTo("E");
  }

  @Test
  void shouldDescribeTheMachineOfAnExecution() {
    start("e");
    JsonNode described = api.call("DescribeStateMachineForExecution", "executionArn", EXECUTION);

    assertThat(described)
        .isEqualTo(
            Api.json(
                """
                {"stateMachineArn": "%s", "updateDate": 1760000000.123, "definition": "%s",
                 "roleArn": "%s", "name": "m",
                 "loggingConfiguration": {"includeExecutionData": false, "level": "OFF"},
                 "tracingConfiguration": {"enabled": false},
                 "encryptionConfiguration": {"type": "AWS_OWNED_KEY"}}
                """
                    .formatted(MACHINE, Api.DEFINITION.replace("\"", "\\\""), Api.ROLE)));
  }

  @Test
  void shouldListByStatus() {
    start("e");
    start("f");
    end(ExecutionStatus.SUCCEEDED, "1", null, null);

    JsonNode succeeded =
        api.call("ListExecutions", "stateMachineArn", MACHINE, "statusFilter", "SUCCEEDED");
    assertThat(succeeded.path("executions"))
        .isEqualTo(
            Api.json(
                """
                [{"executionArn": "%s", "stateMachineArn": "%s", "name": "e",
                  "status": "SUCCEEDED", "startDate": 1760000000.123, "stopDate": 1760000001.123,
                  "redriveCount": 0}]
                """
                    .formatted(EXECUTION, MACHINE)));
    JsonNode running =
        api.call("ListExecutions", "stateMachineArn", MACHINE, "statusFilter", "RUNNING");
    assertThat(running.path("executions").findValuesAsText("name")).containsExactly("f");
    assertThat(running.path("executions").get(0).has("stopDate")).isFalse();
  }

  @Test
  void shouldListTheExecutionsOfOneMachineThatExists() {
    assertThat(api.error("StateMachineDoesNotExist", "ListExecutions", "stateMachineArn", MACHINE))
        .isEqualTo("State Machine Does Not Exist: '" + MACHINE + "'");
    api.error("ValidationException", "ListExecutions");
    api.error(
        "ValidationException", "ListExecutions", "stateMachineArn", MACHINE, "mapRunArn", "x");
  }

  @Test
  void shouldTakeAPageTokenForTheSameQuestionOnly() {
    api.createMachine("m");
    IntStream.range(0, 13)
        .forEach(i -> api.call("StartExecution", "stateMachineArn", MACHINE, "name", "e" + i));
    JsonNode first = api.call("ListExecutions", "stateMachineArn", MACHINE, "maxResults", 10);
    String token = first.path("nextToken").asText();

    JsonNode rest =
        api.call("ListExecutions", "stateMachineArn", MACHINE, "maxResults", 3, "nextToken", token);
    assertThat(rest.path("executions")).hasSize(3);
    assertThat(rest.has("nextToken")).isFalse();
    assertThat(
            api.error(
                "InvalidToken",
                "ListExecutions",
                "stateMachineArn",
                MACHINE,
                "statusFilter",
                "RUNNING",
                "nextToken",
                token))
        .isEqualTo("Invalid Token: 'Invalid token'");
    api.error("InvalidToken", "ListStateMachines", "nextToken", token);
    api.error(
        "InvalidToken", "ListExecutions", "stateMachineArn", MACHINE, "nextToken", "InvalidToken");

    api.now = api.now.plus(Duration.ofHours(25));
    api.error("InvalidToken", "ListExecutions", "stateMachineArn", MACHINE, "nextToken", token);
  }

  private static HistoryEvent event(long id, String input) {
    return new HistoryEvent(
        id,
        id - 1,
        FakeHost.NOW + id,
        EventType.PASS_STATE_ENTERED,
        new EventDetails.StateEntered("S", Payload.ofText(input)));
  }

  private void history(int events, String input) {
    start("e");
    host.histories.put(
        ExecutionId.of(EXECUTION),
        LongStream.rangeClosed(1, events).mapToObj(id -> event(id, input)).toList());
  }

  private static List<Integer> ids(JsonNode page) {
    List<Integer> ids = new ArrayList<>();
    page.path("events").forEach(event -> ids.add(event.path("id").asInt()));
    return ids;
  }

  @ParameterizedTest
  @CsvSource({"false, 1, 7", "true, 250, 244"})
  void shouldReadTheHistoryInPages(boolean reverse, int first, int seventh) {
    history(250, "{}");
    JsonNode page =
        api.call(
            "GetExecutionHistory",
            "executionArn",
            EXECUTION,
            "reverseOrder",
            reverse,
            "maxResults",
            120);
    List<Integer> ids = new ArrayList<>(ids(page));
    assertThat(ids).hasSize(120);
    while (page.has("nextToken")) {
      page =
          api.call(
              "GetExecutionHistory",
              "executionArn",
              EXECUTION,
              "reverseOrder",
              reverse,
              "nextToken",
              page.path("nextToken").asText());
      ids.addAll(ids(page));
    }

    assertThat(ids).hasSize(250).doesNotHaveDuplicates().startsWith(first).contains(seventh);
    assertThat(ids.get(6)).isEqualTo(seventh);
  }

  @Test
  void shouldEndAPageThatHasBecomeLargeEarly() {
    history(100, "\"" + "x".repeat(200_000) + "\"");
    JsonNode page = api.call("GetExecutionHistory", "executionArn", EXECUTION, "maxResults", 1000);

    assertThat(ids(page)).hasSizeLessThan(100);
    assertThat(page.has("nextToken")).isTrue();
  }

  @Test
  void shouldLeaveExecutionDataOutOfTheHistory() {
    history(1, "{}");
    JsonNode event =
        api.call("GetExecutionHistory", "executionArn", EXECUTION, "includeExecutionData", false)
            .path("events")
            .get(0);

    assertThat(event.path("stateEnteredEventDetails")).isEqualTo(Api.json("{\"name\": \"S\"}"));
  }
}
