package pawl.server;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.dev.Application;
import pawl.dev.ApplicationException;
import pawl.dev.ApplicationSettings;
import pawl.dev.Console;
import pawl.embedded.StoreException;
import pawl.functions.LogListener;
import pawl.integrations.http.ConnectionsException;
import pawl.integrations.mock.MockFileException;

/**
 * A running server. It listens before its parts are opened, so that a taken port is found before
 * any data is touched; while they are opened and closed it turns requests away.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** Functions of a server alone speak in its log. */
  private static final LogListener LOG_LINES =
      line -> {
        if (line.source() == LogListener.Source.FUNCTION) {
          LOG.info("{} | {}", line.functionName(), line.text());
        }
      };

  private final FrontDoor frontDoor;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final String url;

  private Server(Config config) {
    frontDoor = new FrontDoor(Version.text(), config.profile().limits());
    HttpServer http =
        HttpServer.start(
            config.host(), config.port(), new CrossOrigin(frontDoor, config.origins()));
    closing.push(http::close);
    url = "http://" + reachable(config.host()) + ":" + http.port();
  }

  /**
   * Starts a server alone; returns when requests are answered.
   *
   * @throws StartException if that can't be, for a reason that the user can do something about
   */
  public static Server start(Config config) {
    return open(config, (server, _) -> server.assemble(config, null, LOG_LINES));
  }

  /**
   * Starts a server with the application that the template in {@code source} describes; the table
   * of what was made is told to the console.
   *
   * @param source the template, or its folder
   * @param parameters of the template
   * @throws StartException as {@link #start}, or if the template can't be made
   */
  public static Server develop(
      Config config, Path source, Map<String, String> parameters, Console console) {
    return open(
        config,
        (server, url) -> {
          Application application =
              Application.open(
                  new ApplicationSettings(
                      source, config.data(), config.arns(), url, parameters, ServiceChecks.all()),
                  console);
          // Closed last: what runs may still send to its queues.
          server.closing.push(application::close);
          server.assemble(config, application, console::hear);
          application.run();
          console.block(application.table());
        });
  }

  private static Server open(Config config, BiConsumer<Server, String> assembly) {
    Server server = new Server(config);
    try {
      assembly.accept(server, server.url);
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw explained(e);
    } catch (Error e) {
      server.close();
      throw e;
    }
  }

  private void assemble(Config config, @Nullable Application application, LogListener log) {
    Wiring parts = Wiring.open(config, url, application, log);
    closing.push(parts::close);
    frontDoor.open(parts.rooms());
  }

  /** What a user can do something about is one sentence, not a bug. */
  private static RuntimeException explained(RuntimeException e) {
    return switch (e) {
      case StoreException _,
          ApplicationException _,
          MockFileException _,
          ConnectionsException _,
          UncheckedIOException _ ->
          new StartException(String.valueOf(e.getMessage()), e);
      default -> e;
    };
  }

  /** An address for clients on this machine; a wildcard is one to listen on, not to call. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
      default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    };
  }

  /** Where clients on this machine reach the server, without a slash at the end. */
  public String url() {
    return url;
  }

  /** Stops everything, in order; running executions go on at the next start. */
  @Override
  public void close() {
    frontDoor.shut();
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (RuntimeException e) {
        LOG.error("Stopping was not orderly; nothing that was answered is lost", e);
      }
    }
  }
}
