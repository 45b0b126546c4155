package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiError;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.MachineType;
import pawl.engine.ExecutionStatus;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.Page;

/** Lists the executions of a state machine, newest first. */
final class ListExecutions implements Operation {
  private final Host host;
  private final Machines machines;
  private final Paging paging;

  ListExecutions(Host host, Machines machines, Paging paging) {
    this.host = host;
    this.machines = machines;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    Machine machine = machines.find(ResourceArn.stateMachine(machineArn(input)));
    if (machine.revision().type() == MachineType.EXPRESS) {
      throw ApiException.service(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    String statusName = input.optionalText("statusFilter");
    ExecutionStatus status = statusName == null ? null : ExecutionStatus.valueOf(statusName);
    String redrive = input.optionalText("redriveFilter");
    String question = String.join("\n", "ListExecutions", machine.arn(), "" + status, "" + redrive);
    byte @Nullable [] position = paging.position(input, question);

    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("executions");
    // No execution has been redriven, since RedriveExecution is not implemented.
    if (!"REDRIVEN".equals(redrive)) {
      Page<ExecutionSummary> page =
          host.reads().executions(machine.arn(), status, Paging.maxResults(input), position);
      page.rows().forEach(execution -> add(rows, execution));
      paging.addNext(answer, question, page.next());
    }
    return answer;
  }

  private static String machineArn(Input input) {
    String machineArn = input.optionalText("stateMachineArn");
    boolean ofMapRun = input.has("mapRunArn");
    if ((machineArn != null) == ofMapRun) {
      throw ApiException.service(
          "ValidationException", "Exactly one of stateMachineArn and mapRunArn must be specified");
    }
    if (machineArn == null) {
      throw new ApiException(ApiError.notImplemented("Listing the executions of a map run"));
    }
    return machineArn;
  }

  private static void add(ArrayNode rows, ExecutionSummary execution) {
    ObjectNode row = rows.addObject();
    row.put("executionArn", execution.arn());
    row.put("stateMachineArn", execution.machineArn());
    row.put("name", execution.name());
    row.put("status", execution.status().name());
    row.put("startDate", Timestamps.of(execution.startMillis()));
    if (execution.stopMillis() != null) {
      row.put("stopDate", Timestamps.of(execution.stopMillis()));
    }
    row.put("redriveCount", 0);
  }
}
