package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.Input;
import pawl.asl.Payload;
import pawl.engine.host.Host;
import pawl.engine.read.ExecutionView;

/** Shows an execution. */
final class DescribeExecution implements Operation {
  /** The error of an execution that was set aside and has not ended. */
  private static final String QUARANTINED = "Pawl.Quarantined";

  private final Host host;
  private final InstantSource clock;

  DescribeExecution(Host host, InstantSource clock) {
    this.host = host;
    this.clock = clock;
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

  private ObjectNode describe(ExecutionView execution, boolean withData) {
    ObjectNode answer = Answers.object();
    answer.put("executionArn", execution.arn());
    answer.put("stateMachineArn", execution.machineArn());
    answer.put("name", execution.name());
    answer.put("status", execution.status().name());
    answer.put("startDate", Timestamps.of(execution.startMillis()));
    Answers.putTime(answer, "stopDate", execution.stopMillis());
    addData(answer, "input", execution.input(), withData);
    addData(answer, "output", execution.output(), withData);
    if (execution.quarantine() == null) {
      Answers.put(answer, "error", execution.error());
      Answers.put(answer, "cause", execution.cause());
    } else {
      // AWS has no such thing: it runs, since it has not ended and may go on, but it stands still.
      answer.put("error", QUARANTINED);
      answer.put("cause", execution.quarantine());
    }
    Answers.put(answer, "traceHeader", execution.traceHeader());
    Answers.put(answer, "stateMachineVersionArn", execution.versionArn());
    Answers.put(answer, "stateMachineAliasArn", execution.aliasArn());
    Answers.put(answer, "mapRunArn", execution.mapRunArn());
    addRedrive(answer, execution);
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

  /** A child of a distributed Map is redriven together with its run. */
  private void addRedrive(ObjectNode answer, ExecutionView execution) {
    answer.put("redriveCount", execution.redrives().count());
    Answers.putTime(answer, "redriveDate", execution.redrives().lastMillis());
    Optional<String> obstacle = execution.redriveObstacle(host.limits(), clock.millis());
    if (obstacle.isPresent()) {
      answer.put("redriveStatus", "NOT_REDRIVABLE");
      answer.put("redriveStatusReason", obstacle.get());
    } else {
      answer.put(
          "redriveStatus", execution.mapRunArn() == null ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
    }
  }
}
