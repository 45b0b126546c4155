package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiError;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.Payload;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;
import pawl.engine.id.TaskRef;

/** A worker has done its task. */
final class SendTaskSuccess implements Operation {
  private final TaskReports reports;
  private final int outputBytes;

  SendTaskSuccess(Host host) {
    this.reports = new TaskReports(host);
    this.outputBytes = host.limits().payloadBytes();
  }

  @Override
  public ObjectNode handle(Input input) {
    TaskRef task = reports.task(input);
    String output = input.text("output");
    String fault = JsonText.fault(output);
    if (fault != null) {
      throw ApiException.service("InvalidOutput", "Invalid Output: '" + fault + "'");
    }
    Payload payload = Payload.ofText(output);
    if (payload.size() > outputBytes) {
      throw new ApiException(ApiError.payloadTooLarge("output", outputBytes));
    }
    return reports.submit(task, new TaskReport.Succeeded(payload));
  }
}
