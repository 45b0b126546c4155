package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;
import pawl.engine.id.TaskRef;

/** Carries what a worker says of its task to the execution that waits for it. */
final class TaskReports {
  private final Host host;

  TaskReports(Host host) {
    this.host = host;
  }

  /** The task that the request's token names. */
  TaskRef task(Input input) {
    return host.tokens()
        .read(input.text("taskToken"))
        .orElseThrow(() -> ApiException.service("InvalidToken", "Invalid Token: 'Invalid token'"));
  }

  ObjectNode submit(TaskRef task, TaskReport report) {
    return switch (host.submit(new Command.ReportTask(task, report, true))) {
      case Reply.Accepted() -> Answers.object();
      case Reply.Stale() -> throw stale(task);
      case Reply.Quarantined(String what) -> throw Executions.quarantined(what);
    };
  }

  /** Whether AWS says that the task is over or that it never was. */
  private ApiException stale(TaskRef task) {
    return host.reads().execution(task.execution()).isPresent()
        ? ApiException.service(
            "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
        : ApiException.service(
            "TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
  }
}
