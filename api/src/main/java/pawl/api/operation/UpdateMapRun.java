package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.host.Host;
import pawl.engine.read.MapRunView;

/** Changes the settings of a run of a distributed Map while it runs. */
final class UpdateMapRun implements Operation {
  private final Host host;

  UpdateMapRun(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("mapRunArn");
    MapRunView run = MapRuns.find(host, arn);
    if (!input.has("maxConcurrency")
        && !input.has("toleratedFailureCount")
        && !input.has("toleratedFailurePercentage")) {
      throw invalid(
          "Either the maxConcurrency, the toleratedFailureCount, or the toleratedFailurePercentage"
              + " must be specified");
    }
    Command.UpdateMapRun update =
        new Command.UpdateMapRun(
            run.execution(),
            arn,
            input.optionalLong("maxConcurrency"),
            input.optionalLong("toleratedFailureCount"),
            input.optionalNumber("toleratedFailurePercentage"));
    return switch (host.submit(update)) {
      case Reply.Done() -> Answers.object();
      case Reply.MapRunEnded() ->
          throw invalid("A Map Run that has ended can not be updated: " + arn);
      case Reply.NoSuchMapRun() -> throw MapRuns.notFound(arn);
      case Reply.Quarantined(String what) -> throw Executions.quarantined(what);
    };
  }

  private static ApiException invalid(String what) {
    return ApiException.service("ValidationException", what);
  }
}
