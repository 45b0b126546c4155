package pawl.server.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.dev.ApplicationSettings;
import pawl.dev.Console;
import pawl.server.Config;
import pawl.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a working application of a SAM template and keeps it up to date. */
@Command(
    name = "dev",
    description = "Make a working application of the SAM template in FOLDER, and watch its files.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = ServerOptions.Added.class)
final class DevCommand implements Runnable, ServerOptions.Owner {
  private static final String CONNECTIONS = "connections.json";

  @Parameters(
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where template.yaml is, or the template itself (default: here).")
  private Path source = Path.of(".");

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A value for a parameter of the template instead of its default.")
  private @Nullable Map<String, String> parameters;

  private final ServerOptions options = new ServerOptions();

  @Spec private CommandSpec spec;

  /** As {@link ServeCommand#plain}. */
  static @Nullable Runnable plain(List<String> arguments, PrintWriter out) {
    var command = new DevCommand();
    List<String> rest = command.options.readPlain(arguments);
    if (rest == null || rest.size() > 1) {
      return null;
    }
    if (!rest.isEmpty()) {
      command.source = Path.of(rest.getFirst());
    }
    return () -> command.develop(out);
  }

  @Override
  public ServerOptions options() {
    return options;
  }

  @Override
  public void run() {
    options.check(spec);
    develop(spec.commandLine().getOut());
  }

  private void develop(PrintWriter out) {
    if (!Files.exists(source)) {
      throw new CliException("there is no folder " + source);
    }
    Screen screen = Screen.of(out);
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
