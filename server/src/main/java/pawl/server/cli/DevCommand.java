package pawl.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.dev.ApplicationSettings;
import pawl.dev.Console;
import pawl.server.Config;
import pawl.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a working application of a SAM template and keeps it up to date. */
@Command(
    name = "dev",
    description = "Make a working application of the SAM template in FOLDER, and watch its files.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DevCommand implements Runnable {
  private static final String CONNECTIONS = "connections.json";

  @Parameters(
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where template.yaml is, or the template itself (default: here).")
  private Path source;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A value for a parameter of the template instead of its default.")
  private @Nullable Map<String, String> parameters;

  @Mixin private ServerOptions options;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (!Files.exists(source)) {
      throw new CliException("there is no folder " + source);
    }
    Screen screen = Screen.of(spec.commandLine().getOut());
    Config config =
        options.config(ApplicationSettings.dataFolderBeside(source), connectionsBeside(source));
    Console console = new Console(System.out, screen.ansi());
    Server server =
        Server.develop(config, source, parameters == null ? Map.of() : parameters, console);
    ServeCommand.untilTheEnd(
        server, () -> new StartLines(config, server.url()).print(screen, options.json()));
  }

  /** The application's own file of connections; null if it has none. */
  private static @Nullable Path connectionsBeside(Path source) {
    Path file =
        Files.isDirectory(source)
            ? source.resolve(CONNECTIONS)
            : source.resolveSibling(CONNECTIONS);
    return Files.exists(file) ? file : null;
  }
}
