package pawl.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports that a task is done whose token somebody holds. */
@Command(
    name = "send-success",
    description = "Report that the task with this token is done.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SendSuccessCommand implements Runnable {
  @Parameters(paramLabel = "TOKEN", description = "The task token.")
  private String token;

  @Option(
      names = "--output",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "The task's output (default {}).")
  private String output;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    options
        .client()
        .call(
            "SendTaskSuccess",
            StatesClient.request().put("taskToken", token).put("output", output));
    options.confirm("reported: done");
  }
}
