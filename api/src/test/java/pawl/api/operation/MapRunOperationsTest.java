package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Limits;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/** Runs of distributed Maps, on the real core. */
class MapRunOperationsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";
  private static final String LABELLED = MACHINE + "/Run";

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);

  @AfterEach
  void shouldHaveFoundNoBugs() {
    assertThat(host.bugs()).isEmpty();
  }

  /** Starts a Map over five items whose children wait for a call each. */
  private String start(String fields) {
    api.call(
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Run", %s "End": true,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}}}}
        """
            .formatted(fields),
        "roleArn",
        Api.ROLE);
    return api.call("StartExecution", "stateMachineArn", MACHINE, "input", "[1, 2, 3, 4, 5]")
        .path("executionArn")
        .asText();
  }

  private String mapRun(String execution) {
    return api.call("ListMapRuns", "executionArn", execution)
        .path("mapRuns")
        .get(0)
        .path("mapRunArn")
        .asText();
  }

  private JsonNode describe(String mapRun) {
    return api.call("DescribeMapRun", "mapRunArn", mapRun);
  }

  private void report(TaskReport report) {
    TaskCall call = host.calls().getFirst();
    host.takeCall(call.task());
    host.submit(new Command.ReportTask(call.task(), report, false));
  }

  private void succeed() {
    report(new TaskReport.Succeeded(Payload.ofText("1")));
  }

  private void fail() {
    report(new TaskReport.Failed("E", "because"));
  }

  private static JsonNode counts(
      int pending, int running, int succeeded, int failed, int aborted, int total) {
    return Api.json(
        """
        {"pending": %d, "running": %d, "succeeded": %d, "failed": %d, "timedOut": 0,
         "aborted": %d, "total": %d, "resultsWritten": 0, "failuresNotRedrivable": 0,
         "pendingRedrive": 0}
        """
            .formatted(pending, running, succeeded, failed, aborted, total));
  }

  @Test
  void shouldShowARunFromItsBeginningToItsEnd() {
    String execution = start("\"MaxConcurrency\": 2, \"ToleratedFailureCount\": 3,");
    String run = mapRun(execution);
    assertThat(run).startsWith("arn:aws:states:us-east-1:123456789012:mapRun:m/Run:");
    JsonNode running = describe(run);
    assertThat(running.path("executionArn").asText()).isEqualTo(execution);
    assertThat(running.path("status").asText()).isEqualTo("RUNNING");
    assertThat(running.has("stopDate")).isFalse();
    assertThat(running.path("maxConcurrency").asInt()).isEqualTo(2);
    assertThat(running.path("toleratedFailureCount").asInt()).isEqualTo(3);
    assertThat(running.path("toleratedFailurePercentage").asDouble()).isZero();
    assertThat(running.path("itemCounts")).isEqualTo(counts(3, 2, 0, 0, 0, 5));
    assertThat(running.path("executionCounts")).isEqualTo(counts(3, 2, 0, 0, 0, 5));

    succeed();
    fail();
    assertThat(describe(run).path("executionCounts")).isEqualTo(counts(1, 2, 1, 1, 0, 5));
    succeed();
    succeed();
    host.advanceTo(host.nowMillis() + 1000);
    succeed();
    JsonNode ended = describe(run);
    assertThat(ended.path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(ended.path("stopDate").decimalValue()).isEqualByComparingTo("1760000001.123");
    assertThat(ended.path("executionCounts")).isEqualTo(counts(0, 0, 4, 1, 0, 5));
    assertThat(api.call("ListMapRuns", "executionArn", execution).path("mapRuns").get(0))
        .isEqualTo(
            Api.json(
                """
                {"executionArn": "%s", "mapRunArn": "%s", "stateMachineArn": "%s",
                 "startDate": 1760000000.123, "stopDate": 1760000001.123}
                """
                    .formatted(execution, run, MACHINE)));
  }

  @Test
  void shouldCountItemsOfBatchesApart() {
    String run =
        mapRun(start("\"MaxConcurrency\": 1, \"ItemBatcher\": {\"MaxItemsPerBatch\": 2},"));

    assertThat(describe(run).path("itemCounts")).isEqualTo(counts(3, 2, 0, 0, 0, 5));
    assertThat(describe(run).path("executionCounts")).isEqualTo(counts(2, 1, 0, 0, 0, 3));
    succeed();
    succeed();
    assertThat(describe(run).path("itemCounts")).isEqualTo(counts(0, 1, 4, 0, 0, 5));
    assertThat(
            api.call("ListExecutions", "mapRunArn", run).path("executions").findValues("itemCount"))
        .extracting(JsonNode::asInt)
        .containsExactlyInAnyOrder(2, 2, 1);
  }

  @Test
  void shouldListTheChildrenOfARun() {
    String execution = start("\"MaxConcurrency\": 3, \"ToleratedFailureCount\": 5,");
    String run = mapRun(execution);
    fail();
    JsonNode failed = api.call("ListExecutions", "mapRunArn", run, "statusFilter", "FAILED");
    JsonNode row = failed.path("executions").get(0);

    assertThat(failed.path("executions")).hasSize(1);
    assertThat(row.path("stateMachineArn").asText()).isEqualTo(LABELLED);
    assertThat(row.path("mapRunArn").asText()).isEqualTo(run);
    assertThat(row.path("itemCount").asInt()).isEqualTo(1);
    assertThat(
            api.call("ListExecutions", "mapRunArn", run, "statusFilter", "RUNNING")
                .path("executions"))
        .hasSize(3);
    assertThat(
            api.call("ListExecutions", "mapRunArn", run, "statusFilter", "PENDING_REDRIVE")
                .path("executions"))
        .isEmpty();
    assertThat(
            api.call("ListExecutions", "mapRunArn", run, "redriveFilter", "REDRIVEN")
                .path("executions"))
        .isEmpty();
    assertThat(api.call("ListExecutions", "stateMachineArn", MACHINE).path("executions"))
        .hasSize(1);
    String child = row.path("executionArn").asText();
    JsonNode described = api.call("DescribeExecution", "executionArn", child);
    assertThat(described.path("mapRunArn").asText()).isEqualTo(run);
    assertThat(described.path("stateMachineArn").asText()).isEqualTo(LABELLED);
    assertThat(described.path("redriveStatus").asText()).isEqualTo("REDRIVABLE_BY_MAP_RUN");
    JsonNode machine = api.call("DescribeStateMachineForExecution", "executionArn", child);
    assertThat(machine.path("mapRunArn").asText()).isEqualTo(run);
    assertThat(machine.path("label").asText()).isEqualTo("Run");
  }

  @Test
  void shouldPageThroughChildren() {
    String run = mapRun(start(""));
    JsonNode first = api.call("ListExecutions", "mapRunArn", run, "maxResults", 3);
    JsonNode rest =
        api.call("ListExecutions", "mapRunArn", run, "nextToken", first.path("nextToken").asText());

    assertThat(first.path("executions")).hasSize(3);
    assertThat(rest.path("executions")).hasSize(2);
    assertThat(first.findValuesAsText("name"))
        .doesNotContainAnyElementsOf(rest.findValuesAsText("name"));
  }

  @Test
  void shouldTakeNewSettingsAtOnce() {
    String run = mapRun(start("\"MaxConcurrency\": 1,"));
    assertThat(host.calls()).hasSize(1);
    api.call("UpdateMapRun", "mapRunArn", run, "maxConcurrency", 4);

    assertThat(host.calls()).hasSize(4);
    assertThat(describe(run).path("maxConcurrency").asInt()).isEqualTo(4);
    api.call(
        "UpdateMapRun",
        "mapRunArn",
        run,
        "maxConcurrency",
        0,
        "toleratedFailurePercentage",
        40.5,
        "toleratedFailureCount",
        2);
    assertThat(host.calls()).hasSize(5);
    JsonNode described = describe(run);
    assertThat(described.path("toleratedFailurePercentage").asDouble()).isEqualTo(40.5);
    fail();
    fail();
    assertThat(describe(run).path("status").asText()).isEqualTo("RUNNING");
    fail();
    assertThat(describe(run).path("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void shouldFailWhenLessIsTolerated() {
    String execution = start("\"ToleratedFailureCount\": 3,");
    String run = mapRun(execution);
    fail();
    fail();
    api.call("UpdateMapRun", "mapRunArn", run, "toleratedFailureCount", 1);

    JsonNode ended = describe(run);
    assertThat(ended.path("status").asText()).isEqualTo("FAILED");
    assertThat(ended.path("executionCounts")).isEqualTo(counts(0, 0, 0, 2, 3, 5));
    assertThat(api.call("DescribeExecution", "executionArn", execution).path("error").asText())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
    assertThat(
            api.error("ValidationException", "UpdateMapRun", "mapRunArn", run, "maxConcurrency", 1))
        .contains(run);
  }

  @Test
  void shouldListTheRunsOfAnExecutionNewestFirst() {
    String map =
        """
        {"Type": "Map", "Label": "%1$s", "ResultPath": null, %2$s,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P%1$s", "States": {"P%1$s": {"Type": "Pass", "End": true}}}}
        """;
    api.call(
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        "{\"StartAt\": \"A\", \"States\": {\"A\": %s, \"B\": %s, \"C\": %s}}"
            .formatted(
                map.formatted("A", "\"Next\": \"B\""),
                map.formatted("B", "\"Next\": \"C\""),
                map.formatted("C", "\"End\": true")),
        "roleArn",
        Api.ROLE);
    String execution =
        api.call("StartExecution", "stateMachineArn", MACHINE, "input", "[1]")
            .path("executionArn")
            .asText();
    JsonNode first = api.call("ListMapRuns", "executionArn", execution, "maxResults", 2);
    JsonNode rest =
        api.call(
            "ListMapRuns",
            "executionArn",
            execution,
            "nextToken",
            first.path("nextToken").asText());

    assertThat(labels(first)).containsExactly("m/C", "m/B");
    assertThat(labels(rest)).containsExactly("m/A");
    assertThat(rest.has("nextToken")).isFalse();
  }

  private static List<String> labels(JsonNode page) {
    return page.path("mapRuns").findValuesAsText("mapRunArn").stream()
        .map(arn -> arn.split(":")[6])
        .toList();
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    String execution = start("");
    String missing = mapRun(execution) + "x";
    for (String operation : List.of("DescribeMapRun", "UpdateMapRun", "ListExecutions")) {
      assertThat(
              api.error("ResourceNotFound", operation, "mapRunArn", missing, "maxConcurrency", 1))
          .isEqualTo("Resource not found: '" + missing + "'");
      api.error("InvalidArn", operation, "mapRunArn", execution, "maxConcurrency", 1);
    }
    api.error("ExecutionDoesNotExist", "ListMapRuns", "executionArn", execution + "x");
    api.error("ValidationException", "UpdateMapRun", "mapRunArn", mapRun(execution));
    api.error(
        "ValidationException",
        "ListExecutions",
        "mapRunArn",
        mapRun(execution),
        "stateMachineArn",
        MACHINE);
    api.error(
        "ValidationException",
        "ListExecutions",
        "stateMachineArn",
        MACHINE,
        "statusFilter",
        "PENDING_REDRIVE");
  }
}
