package pawl.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a working application of a SAM template and keeps it up to date. */
@Command(
    name = "dev",
    description = "Make a working application of the SAM template in FOLDER, and watch its files.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DevCommand implements Runnable {
  @Mixin private ServerOptions options;

  @Parameters(
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where template.yaml is (default: here).")
  private Path folder;

  @Override
  public void run() {
    if (!Files.isDirectory(folder)) {
      throw new CliException("there is no folder " + folder);
    }
    throw new CliException("this build can't read templates yet");
  }
}
