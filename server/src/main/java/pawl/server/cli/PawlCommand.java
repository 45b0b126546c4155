package pawl.server.cli;

import pawl.server.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pawl} without a command: there is always one to name. */
@Command(
    name = "pawl",
    description = "Runs Amazon States Language workflows durably, outside AWS.",
    mixinStandardHelpOptions = true,
    versionProvider = PawlCommand.Versions.class,
    subcommands = {
      DevCommand.class,
      ServeCommand.class,
      StartCommand.class,
      ListCommand.class,
      DescribeCommand.class,
      HistoryCommand.class,
      StopCommand.class,
      SendSuccessCommand.class,
      SendFailureCommand.class,
      SendHeartbeatCommand.class,
      ValidateCommand.class,
      ServicesCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      QuarantineCommand.class,
      ReleaseCommand.class,
      DoctorCommand.class,
      CompletionCommand.class,
      WarmUpCommand.class
    },
    footer = {
      "",
      "First steps:",
      "  pawl dev examples/long-running    make a working application of a SAM template",
      "  pawl start MapPattern --input @examples/long-running/inputs/map.json --follow"
    })
final class PawlCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** The answer to {@code pawl --version}. */
  static final class Versions implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"pawl " + Version.text() + " (Java " + Runtime.version() + ")"};
    }
  }
}
