package pawl.integrations.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import pawl.engine.ExchangeObserver;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.Integrations;

/** Makes HTTP Tasks through the connections of a file. */
final class HttpTasks implements AutoCloseable {
  static final int LIMIT = 262_144;

  private final Connections connections;
  private final Integrations integrations;

  private HttpTasks(Connections connections, Duration patience) {
    this.connections = connections;
    this.integrations =
        new Integrations(List.of(new HttpInvoke(connections, "eu-west-1", LIMIT, patience)));
  }

  static HttpTasks of(Path file) {
    return of(file, InstantSource.system(), Duration.ofSeconds(60));
  }

  static HttpTasks of(Path file, InstantSource clock, Duration patience) {
    return new HttpTasks(
        Connections.of(file, Map.of("SECRET", "from-environment"), clock), patience);
  }

  /** Writes the file of one connection, {@code Api}. */
  static Path file(Path folder, String connection) {
    Path file = folder.resolve("connections.json");
    try {
      return Files.writeString(file, "{\"Connections\": {\"Api\": " + connection + "}}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String arn(String name) {
    return "arn:aws:events:us-east-1:123456789012:connection/" + name + "/81210c42-8af1";
  }

  /** Calls through the connection {@code Api}; {@code more} begins with a comma. */
  TaskReport call(String method, URI endpoint, String more) {
    return integrations.call(Calls.service("http:invoke", parameters(method, endpoint, more)));
  }

  TaskReport call(String parameters) {
    return integrations.call(Calls.service("http:invoke", parameters));
  }

  TaskReport call(TaskCall call) {
    return integrations.call(call);
  }

  TaskReport watched(String parameters, ExchangeObserver observer) {
    TaskCall call = Calls.service("http:invoke", parameters);
    return integrations.call(
        new TaskCall(
            call.task(),
            call.executionArn(),
            call.stateName(),
            call.resource(),
            call.parameters(),
            null,
            null,
            null,
            0,
            0,
            0,
            observer,
            null));
  }

  static String parameters(String method, URI endpoint, String more) {
    return """
    {"ApiEndpoint":"%s","Method":"%s","InvocationConfig":{"ConnectionArn":"%s"}%s}\
    """
        .formatted(endpoint, method, arn("Api"), more);
  }

  @Override
  public void close() {
    connections.close();
  }
}
