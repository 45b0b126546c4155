package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.asl.MachineType;
import pawl.engine.ExecutionStatus;
import pawl.engine.host.Host;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.Page;

/** Lists the executions of a state machine or the children of a map run, newest first. */
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
    ExecutionQuery query = query(input);
    String question = String.join("\n", "ListExecutions", query.toString());
    byte @Nullable [] position = paging.position(input, question);

    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("executions");
    Page<ExecutionSummary> page =
        host.reads().executions(query, Paging.maxResults(input), position);
    page.rows().forEach(execution -> add(rows, execution));
    paging.addNext(answer, question, page.next());
    return answer;
  }

  private ExecutionQuery query(Input input) {
    String machineArn = input.optionalText("stateMachineArn");
    String mapRunArn = input.optionalText("mapRunArn");
    String statusName = input.optionalText("statusFilter");
    ExecutionStatus status = statusName == null ? null : ExecutionStatus.valueOf(statusName);
    String redriveFilter = input.optionalText("redriveFilter");
    Boolean redriven = redriveFilter == null ? null : redriveFilter.equals("REDRIVEN");
    if (machineArn != null && mapRunArn == null) {
      if (redriven != null) {
        throw invalid("The redriveFilter can only be used with mapRunArn");
      }
      return ofMachine(machineArn, status);
    }
    if (mapRunArn != null && machineArn == null) {
      return new ExecutionQuery(MapRuns.find(host, mapRunArn).arn(), null, null, status, redriven);
    }
    throw invalid("Exactly one of stateMachineArn and mapRunArn must be specified");
  }

  private ExecutionQuery ofMachine(String text, @Nullable ExecutionStatus status) {
    MachineArn arn = ResourceArn.stateMachine(text);
    Machines.Named named = machines.resolve(arn);
    if (named.machine().revision().type() == MachineType.EXPRESS) {
      throw ApiException.service(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    if (status == ExecutionStatus.PENDING_REDRIVE) {
      throw invalid("The statusFilter PENDING_REDRIVE can only be used with mapRunArn");
    }
    return new ExecutionQuery(
        named.machine().arn(),
        named.version() == null ? null : arn.qualifier(),
        named.alias() == null ? null : arn.qualifier(),
        status,
        null);
  }

  private static ApiException invalid(String what) {
    return ApiException.service("ValidationException", what);
  }

  private static void add(ArrayNode rows, ExecutionSummary execution) {
    ObjectNode row = rows.addObject();
    row.put("executionArn", execution.arn());
    row.put("stateMachineArn", execution.machineArn());
    row.put("name", execution.name());
    row.put("status", execution.status().name());
    row.put("startDate", Timestamps.of(execution.startMillis()));
    Answers.putTime(row, "stopDate", execution.stopMillis());
    Answers.put(row, "stateMachineVersionArn", execution.versionArn());
    Answers.put(row, "stateMachineAliasArn", execution.aliasArn());
    Answers.put(row, "mapRunArn", execution.mapRunArn());
    if (execution.itemCount() != null) {
      row.put("itemCount", execution.itemCount());
    }
    row.put("redriveCount", execution.redrives().count());
    Answers.putTime(row, "redriveDate", execution.redrives().lastMillis());
  }
}
