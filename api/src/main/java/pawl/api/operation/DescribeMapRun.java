package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.host.Host;
import pawl.engine.read.MapRunView;

/** Shows a run of a distributed Map: its settings and how its children and items stand. */
final class DescribeMapRun implements Operation {
  private final Host host;

  DescribeMapRun(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    MapRunView run = MapRuns.find(host, input.text("mapRunArn"));
    ObjectNode answer = Answers.object();
    answer.put("mapRunArn", run.arn());
    answer.put("executionArn", run.executionArn());
    answer.put("status", run.status().name());
    answer.put("startDate", Timestamps.of(run.startMillis()));
    Answers.putTime(answer, "stopDate", run.stopMillis());
    answer.put("maxConcurrency", run.maxConcurrency());
    answer.put("toleratedFailurePercentage", run.toleratedFailurePercentage());
    answer.put("toleratedFailureCount", run.toleratedFailureCount());
    counts(answer.putObject("itemCounts"), run.items());
    counts(answer.putObject("executionCounts"), run.executions());
    answer.put("redriveCount", run.redrives().count());
    Answers.putTime(answer, "redriveDate", run.redrives().lastMillis());
    return answer;
  }

  private static void counts(ObjectNode answer, MapRunView.Counts counts) {
    answer.put("pending", counts.pending());
    answer.put("running", counts.running());
    answer.put("succeeded", counts.succeeded());
    answer.put("failed", counts.failed());
    answer.put("timedOut", counts.timedOut());
    answer.put("aborted", counts.aborted());
    answer.put("total", counts.total());
    answer.put("resultsWritten", counts.resultsWritten());
    answer.put("failuresNotRedrivable", 0);
    answer.put("pendingRedrive", counts.pendingRedrive());
  }
}
