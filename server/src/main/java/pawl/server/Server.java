package pawl.server;

import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.dev.Application;

/**
 * A running server. It listens before its parts are opened, so that a taken port is found before
 * any data is touched, and stops listening before they are closed.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final FrontDoor frontDoor;
  private final HttpServer http;
  private final Wiring parts;
  private final String url;

  private Server(FrontDoor frontDoor, HttpServer http, Wiring parts, String url) {
    this.frontDoor = frontDoor;
    this.http = http;
    this.parts = parts;
    this.url = url;
  }

  /**
   * Returns when requests are answered.
   *
   * @throws StartException if that can't be, for a reason that the user can do something about
   */
  public static Server start(Config config) {
    return start(config, _ -> Optional.empty());
  }

  /**
   * The same with an application, which is opened once the server's URL is known.
   *
   * @throws pawl.dev.ApplicationException if the application's template is wrong
   */
  public static Server start(Config config, Function<String, Optional<Application>> application) {
    FrontDoor frontDoor = new FrontDoor(Version.text());
    HttpServer http = HttpServer.start(config.host(), config.port(), frontDoor);
    try {
      String url = "http://" + reachable(config.host()) + ":" + http.port();
      Wiring parts = Wiring.open(config, url, application.apply(url));
      frontDoor.open(parts.rooms());
      return new Server(frontDoor, http, parts, url);
    } catch (RuntimeException | Error e) {
      http.close();
      throw e;
    }
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
    http.close();
    try {
      parts.close();
    } catch (RuntimeException e) {
      LOG.error("Stopping was not orderly; nothing that was answered is lost", e);
    }
  }
}
