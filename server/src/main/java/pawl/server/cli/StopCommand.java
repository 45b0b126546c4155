package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops an execution. */
@Command(
    name = "stop",
    description = "Stop an execution.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StopCommand implements Runnable {
  @Parameters(paramLabel = "EXECUTION", description = "An ARN, or MACHINE/EXECUTION.")
  private String execution;

  @Option(names = "--error", description = "Kept with the execution as its error.")
  private @Nullable String error;

  @Option(names = "--cause", description = "Kept with the execution as the error's cause.")
  private @Nullable String cause;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    StatesClient client = options.client();
    ObjectNode request =
        StatesClient.request().put("executionArn", Arn.execution(client, execution));
    if (error != null) {
      request.put("error", error);
    }
    if (cause != null) {
      request.put("cause", cause);
    }
    JsonNode stopped = client.call("StopExecution", request);
    if (options.json()) {
      options.screen().json(stopped);
    } else {
      options.screen().line("stopped at " + Text.time(stopped.path("stopDate")));
    }
  }
}
