package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.host.Host;

/** Takes up an execution that has ended without success, where it ended. */
final class RedriveExecution implements Operation {
  private final Host host;

  RedriveExecution(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("executionArn");
    var redrive =
        new Command.Redrive(ResourceArn.execution(arn), input.optionalText("clientToken"));
    return switch (host.submit(redrive)) {
      case Reply.Redriven(long redriveMillis) ->
          Answers.object().put("redriveDate", Timestamps.of(redriveMillis));
      case Reply.NotRedrivable(String reason) ->
          throw ApiException.service("ExecutionNotRedrivable", reason);
      case Reply.NoSuchExecution() -> throw Executions.doesNotExist(arn);
      case Reply.Quarantined(String what) -> throw Executions.quarantined(what);
    };
  }
}
