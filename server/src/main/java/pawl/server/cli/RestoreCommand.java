package pawl.server.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pawl.server.Backup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a data folder of a backup. */
@Command(
    name = "restore",
    description = "Make a data folder of a backup, to start a server on.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RestoreCommand implements Runnable {
  @Parameters(paramLabel = "BACKUP", description = "What 'pawl backup' has written.")
  private Path backup;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:PAWL_DATA}",
      description = "The data folder to make; it must not exist, or be empty (PAWL_DATA).")
  private @Nullable Path data;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path target = (data == null ? Path.of(".pawl") : data).toAbsolutePath().normalize();
    Instant time = Backup.restore(backup, target);
    Screen.of(spec.commandLine().getOut())
        .line("restored to " + target + ", as it was at " + Text.time(time));
  }
}
