package pawl.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import pawl.asl.Json;

/**
 * Plays whoever is told of executions, on a loopback port: keeps what arrives, answers by script.
 */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private volatile Function<Request, Answer> script = _ -> new Answer(200, "{}");

  /** Header names are in lower case. */
  public record Request(String path, Map<String, String> headers, byte[] body) {
    public JsonNode json() {
      try {
        return Json.MAPPER.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The operation of AWS's JSON protocols. */
    public String operation() {
      String target = headers.getOrDefault("x-amz-target", "");
      return target.substring(target.indexOf('.') + 1);
    }
  }

  public record Answer(int status, String body) {}

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public Receiver answers(Function<Request, Answer> newScript) {
    script = newScript;
    return this;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next request of those that have come or will come. */
  public Request next() throws InterruptedException {
    Request next = requests.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("Nothing arrives");
    }
    return next;
  }

  /** The next request with this operation; those before are dropped. */
  public Request next(String operation) throws InterruptedException {
    Request next = next();
    while (!next.operation().equals(operation)) {
      next = next();
    }
    return next;
  }

  public boolean hasMore() {
    return !requests.isEmpty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      Request request =
          new Request(
              exchange.getRequestURI().getPath(),
              headers,
              exchange.getRequestBody().readAllBytes());
      Answer answer = script.apply(request);
      requests.add(request);
      byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
