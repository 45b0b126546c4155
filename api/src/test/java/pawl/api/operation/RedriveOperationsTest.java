package pawl.api.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** RedriveExecution and what the other operations say of it, on the real core. */
class RedriveOperationsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:m";

  private final MemoryHost host =
      new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
  private final Api api = new Api(host, AslCompiler::compile);

  @AfterEach
  void shouldHaveFoundNoBugs() {
    assertThat(host.bugs()).isEmpty();
  }

  private String start() {
    api.call(
        "CreateStateMachine",
        "name",
        "m",
        "definition",
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
        """,
        "roleArn",
        Api.ROLE);
    return api.call("StartExecution", "stateMachineArn", MACHINE, "input", "{}")
        .path("executionArn")
        .asText();
  }

  private void report(TaskReport report) {
    TaskCall call = host.calls().getFirst();
    host.takeCall(call.task());
    host.submit(new Command.ReportTask(call.task(), report, false));
  }

  private void fail() {
    report(new TaskReport.Failed("E", "because"));
  }

  @Test
  void shouldRedriveAndTellOfIt() {
    String execution = start();
    fail();
    JsonNode failed = api.call("DescribeExecution", "executionArn", execution);
    assertThat(failed.path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
    assertThat(failed.path("redriveCount").asInt()).isZero();
    assertThat(failed.has("redriveDate")).isFalse();

    JsonNode answer = api.call("RedriveExecution", "executionArn", execution, "clientToken", "t");

    JsonNode running = api.call("DescribeExecution", "executionArn", execution);
    assertThat(running.path("status").asText()).isEqualTo("RUNNING");
    assertThat(running.has("stopDate")).isFalse();
    assertThat(running.has("error")).isFalse();
    assertThat(running.path("redriveCount").asInt()).isEqualTo(1);
    assertThat(running.path("redriveDate")).isEqualTo(answer.path("redriveDate"));
    assertThat(running.path("redriveStatus").asText()).isEqualTo("NOT_REDRIVABLE");
    assertThat(running.path("redriveStatusReason").asText())
        .isEqualTo("Execution is RUNNING and cannot be redriven");
    assertThat(api.call("RedriveExecution", "executionArn", execution, "clientToken", "t"))
        .as("the same request again")
        .isEqualTo(answer);
    JsonNode events = api.call("GetExecutionHistory", "executionArn", execution).path("events");
    JsonNode redriven = events.get(6);
    assertThat(redriven.path("type").asText()).isEqualTo("ExecutionRedriven");
    assertThat(redriven.path("executionRedrivenEventDetails").path("redriveCount").asInt())
        .isEqualTo(1);
  }

  @Test
  void shouldListHowOftenTheyWereRedriven() {
    String execution = start();
    fail();
    assertThat(listed().path("redriveCount").asInt()).isZero();
    assertThat(listed().has("redriveDate")).isFalse();
    api.call("RedriveExecution", "executionArn", execution);
    report(new TaskReport.Succeeded(Payload.ofText("1")));
    assertThat(listed().path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(listed().path("redriveCount").asInt()).isEqualTo(1);
    assertThat(listed().has("redriveDate")).isTrue();
    api.error(
        "ValidationException",
        "ListExecutions",
        "stateMachineArn",
        MACHINE,
        "redriveFilter",
        "REDRIVEN");
  }

  private JsonNode listed() {
    return api.call("ListExecutions", "stateMachineArn", MACHINE).path("executions").get(0);
  }

  @Test
  void shouldSayWhyItCannotBeRedriven() {
    String execution = start();
    assertThat(api.error("ExecutionNotRedrivable", "RedriveExecution", "executionArn", execution))
        .isEqualTo("Execution is RUNNING and cannot be redriven");
    api.error("ExecutionDoesNotExist", "RedriveExecution", "executionArn", execution + "x");
    api.error(
        "InvalidArn",
        "RedriveExecution",
        "executionArn",
        "arn:aws:states:us-east-1:123456789012:express:m:e:f");
  }
}
