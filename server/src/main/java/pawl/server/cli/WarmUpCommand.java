package pawl.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import pawl.server.Config;
import pawl.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Goes once through what most runs do, so that the JVM can record which classes that takes. The
 * launcher calls it after a build.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Runnable {
  /** Where nobody listens: the "discard" port. */
  private static final String NOBODY = "http://127.0.0.1:9";

  @Option(names = "--commands", description = "Only what short commands do.")
  private boolean commands;

  @Override
  public void run() {
    if (commands) {
      command("--help");
      command("list", "--endpoint", NOBODY);
    } else {
      serve();
    }
  }

  private static void serve() {
    Path data = temporaryFolder();
    Config config =
        new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS);
    try (Server server = Server.start(config)) {
      command("list", "--endpoint", server.url());
    } finally {
      delete(data);
    }
  }

  private static void command(String... args) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Main.run(nowhere, nowhere, args);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("pawl-warm-up");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
