package pawl.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports that a task has failed whose token somebody holds. */
@Command(
    name = "send-failure",
    description = "Report that the task with this token has failed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SendFailureCommand implements Runnable {
  @Parameters(paramLabel = "TOKEN", description = "The task token.")
  private String token;

  @Option(names = "--error", description = "The error's name, as Retry and Catch see it.")
  private @Nullable String error;

  @Option(names = "--cause", description = "What went wrong, in words.")
  private @Nullable String cause;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    ObjectNode request = StatesClient.request().put("taskToken", token);
    if (error != null) {
      request.put("error", error);
    }
    if (cause != null) {
      request.put("cause", cause);
    }
    options.client().call("SendTaskFailure", request);
    options.confirm("reported: failed");
  }
}
