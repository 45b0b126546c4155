package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;

/** A worker is still at it. */
final class SendTaskHeartbeat implements Operation {
  private final TaskReports reports;

  SendTaskHeartbeat(Host host) {
    this.reports = new TaskReports(host);
  }

  @Override
  public ObjectNode handle(Input input) {
    return reports.submit(reports.task(input), new TaskReport.Heartbeat());
  }
}
