package pawl.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import pawl.server.Config;
import pawl.server.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until the process is told to end. */
@Command(
    name = "serve",
    description = "Run the server alone.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    modelTransformer = ServerOptions.Added.class)
final class ServeCommand implements Runnable, ServerOptions.Owner {
  private final ServerOptions options = new ServerOptions();

  @Spec private CommandSpec spec;

  /** What is to be done, if the command line is so plain that picocli need not be asked. */
  static @Nullable Runnable plain(List<String> arguments, PrintWriter out) {
    var command = new ServeCommand();
    List<String> rest = command.options.readPlain(arguments);
    return rest == null || !rest.isEmpty() ? null : () -> command.serve(out);
  }

  @Override
  public ServerOptions options() {
    return options;
  }

  @Override
  public void run() {
    options.check(spec);
    serve(spec.commandLine().getOut());
  }

  private void serve(PrintWriter out) {
    Config config = options.config(Path.of(".pawl"), null);
    Screen screen = Screen.of(out);
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
