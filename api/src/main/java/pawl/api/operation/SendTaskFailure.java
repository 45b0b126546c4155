package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;

/** A worker could not do its task. */
final class SendTaskFailure implements Operation {
  private final TaskReports reports;

  SendTaskFailure(Host host) {
    this.reports = new TaskReports(host);
  }

  @Override
  public ObjectNode handle(Input input) {
    return reports.submit(
        reports.task(input),
        new TaskReport.Failed(input.optionalText("error"), input.optionalText("cause")));
  }
}
