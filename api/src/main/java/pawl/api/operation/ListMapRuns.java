package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.MapRunView;
import pawl.engine.read.Page;

/** Lists the runs of distributed Maps that an execution has begun, newest first. */
final class ListMapRuns implements Operation {
  private final Host host;
  private final Paging paging;

  ListMapRuns(Host host, Paging paging) {
    this.host = host;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("executionArn");
    ExecutionId id = ResourceArn.execution(arn);
    String question = String.join("\n", "ListMapRuns", arn);
    Page<MapRunView> page =
        host.reads()
            .mapRuns(id, Paging.maxResults(input), paging.position(input, question))
            .orElseThrow(() -> Executions.doesNotExist(arn));
    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("mapRuns");
    for (MapRunView run : page.rows()) {
      ObjectNode row = rows.addObject();
      row.put("executionArn", run.executionArn());
      row.put("mapRunArn", run.arn());
      row.put("stateMachineArn", run.machineArn());
      row.put("startDate", Timestamps.of(run.startMillis()));
      Answers.putTime(row, "stopDate", run.stopMillis());
    }
    paging.addNext(answer, question, page.next());
    return answer;
  }
}
