package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.host.Host;

/** Ends an execution as ABORTED; one that has ended stays as it is. */
final class StopExecution implements Operation {
  private final Host host;

  StopExecution(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("executionArn");
    Command.Stop stop =
        new Command.Stop(
            ResourceArn.execution(arn), input.optionalText("error"), input.optionalText("cause"));
    return switch (host.submit(stop)) {
      case Reply.Stopped(long stopMillis) ->
          Answers.object().put("stopDate", Timestamps.of(stopMillis));
      case Reply.NoSuchExecution() -> throw Executions.doesNotExist(arn);
      case Reply.Quarantined(String what) -> throw Executions.quarantined(what);
    };
  }
}
