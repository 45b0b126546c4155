package pawl.server.cli;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import pawl.server.Config;
import pawl.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until the process is told to end. */
@Command(
    name = "serve",
    description = "Run the server alone.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Runnable {
  @Mixin private ServerOptions options;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Config config = options.config(Path.of(".pawl"), null);
    Screen screen = Screen.of(spec.commandLine().getOut());
    Server server = Server.start(config);
    untilTheEnd(server, () -> new StartLines(config, server.url()).print(screen, options.json()));
  }

  /** Runs {@code then}, and keeps the server up until the process is told to end. */
  static void untilTheEnd(AutoCloseable server, Runnable then) {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              closeQuietly(server);
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    then.run();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      System.err.println("pawl: stopping was not orderly: " + e);
    }
  }
}
