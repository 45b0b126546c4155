package pawl.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reports that whoever works on a task is alive. */
@Command(
    name = "send-heartbeat",
    description = "Report that the task with this token is being worked on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SendHeartbeatCommand implements Runnable {
  @Parameters(paramLabel = "TOKEN", description = "The task token.")
  private String token;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    options.client().call("SendTaskHeartbeat", StatesClient.request().put("taskToken", token));
    options.confirm("reported: alive");
  }
}
