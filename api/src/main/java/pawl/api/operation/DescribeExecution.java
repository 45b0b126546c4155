package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.Input;
import pawl.asl.Payload;
import pawl.engine.ExecutionStatus;
import pawl.engine.host.Host;
import pawl.engine.read.ExecutionView;

/** Shows an execution. */
final class DescribeExecution implements Operation {
  private final Host host;

  DescribeExecution(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("executionArn");
    ExecutionView execution =
        host.reads()
            .execution(ResourceArn.execution(arn))
            .orElseThrow(() -> Executions.doesNotExist(arn));
    return describe(execution, !IncludedData.isMetadataOnly(input));
  }

  private static ObjectNode describe(ExecutionView execution, boolean withData) {
    ObjectNode answer = Answers.object();
    answer.put("executionArn", execution.arn());
    answer.put("stateMachineArn", execution.machineArn());
    answer.put("name", execution.name());
    answer.put("status", execution.status().name());
    answer.put("startDate", Timestamps.of(execution.startMillis()));
    if (execution.stopMillis() != null) {
      answer.put("stopDate", Timestamps.of(execution.stopMillis()));
    }
    addData(answer, "input", execution.input(), withData);
    addData(answer, "output", execution.output(), withData);
    addText(answer, "error", execution.error());
    addText(answer, "cause", execution.cause());
    addText(answer, "traceHeader", execution.traceHeader());
    addRedrive(answer, execution.status());
    return answer;
  }

  private static void addData(
      ObjectNode answer, String member, @Nullable Payload data, boolean withData) {
    if (data != null) {
      if (withData) {
        answer.put(member, data.text());
      }
      answer.putObject(member + "Details").put("included", withData);
    }
  }

  private static void addText(ObjectNode answer, String member, @Nullable String text) {
    if (text != null) {
      answer.put(member, text);
    }
  }

  /** What ended badly could be started again where it failed. */
  private static void addRedrive(ObjectNode answer, ExecutionStatus status) {
    boolean redrivable =
        switch (status) {
          case FAILED, TIMED_OUT, ABORTED -> true;
          case RUNNING, SUCCEEDED, PENDING_REDRIVE -> false;
        };
    answer.put("redriveCount", 0);
    answer.put("redriveStatus", redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE");
    if (!redrivable) {
      answer.put(
          "redriveStatusReason", "Execution is " + status.name() + " and cannot be redriven");
    }
  }
}
