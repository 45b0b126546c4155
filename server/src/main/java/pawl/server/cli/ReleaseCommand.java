package pawl.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets an execution go on that was set aside. */
@Command(
    name = "release",
    description = "Let an execution go on that was set aside (see 'pawl quarantine').",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReleaseCommand implements Runnable {
  @Parameters(
      paramLabel = "EXECUTION",
      description = "An ARN, MACHINE/EXECUTION, or the id that 'pawl quarantine' shows.")
  private String execution;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    String named =
        execution.contains("/") && !Arn.looksLike(execution)
            ? Arn.execution(options.client(), execution)
            : execution;
    options.admin().post("release", StatesClient.request().put("execution", named));
    options.confirm("released; it goes on where it was");
  }
}
