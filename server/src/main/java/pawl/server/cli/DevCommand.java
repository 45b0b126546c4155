package pawl.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import pawl.dev.Application;
import pawl.dev.ApplicationException;
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
  @Mixin private ServerOptions options;

  @Parameters(
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where template.yaml is (default: here).")
  private Path folder;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A value for a parameter of the template, instead of its default.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    long begun = System.nanoTime();
    if (!Files.isDirectory(folder) && !Files.isRegularFile(folder)) {
      throw new CliException("there is no folder " + folder);
    }
    Path data = ApplicationSettings.dataFolderBeside(folder);
    Config config = options.config(Objects.requireNonNull(data.getParent()));
    Screen screen = Screen.of(spec.commandLine().getOut());
    Console console = new Console(System.out, screen.ansi());
    AtomicReference<Application> opened = new AtomicReference<>();
    Server server;
    try {
      server = Server.start(config, url -> open(config, url, console, opened));
    } catch (ApplicationException e) {
      throw new CliException(e.getMessage());
    }
    ServeCommand.untilTheEnd(
        server,
        () -> {
          Application application = opened.get();
          console.block(application.table());
          console.block("");
          console.say("Step Functions and Lambda are at " + server.url());
          console.say("State is kept in " + config.data());
          console.say(
              "Ready in %d ms. Start something: pawl start NAME --follow. Ctrl-C ends it; what runs goes on at the next start."
                  .formatted((System.nanoTime() - begun) / 1_000_000));
          application.run();
        });
  }

  private Optional<Application> open(
      Config config, String url, Console console, AtomicReference<Application> opened) {
    Application application =
        Application.open(
            new ApplicationSettings(folder, config.data(), config.arns(), url, parameters),
            console);
    opened.set(application);
    return Optional.of(application);
  }
}
