package pawl.integrations;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Plays an AWS service on a loopback port: keeps the requests, gives the scripted answers. */
public final class FakeService implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Answer> script = _ -> Answer.json(200, "{}");

  /** A request; header names are as the JDK's server writes them. */
  public record Request(
      String method, String path, Map<String, List<String>> headers, String body, int clientPort) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(it -> it.getKey().equalsIgnoreCase(name))
          .map(it -> it.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** An answer. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer json(int status, String body) {
      return new Answer(
          status,
          Map.of("Content-Type", "application/x-amz-json-1.0", "x-amzn-RequestId", "request-1"),
          body);
    }

    public static Answer xml(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "text/xml"), body);
    }

    public Answer with(String header, String value) {
      var all = new java.util.HashMap<>(headers);
      all.put(header, value);
      return new Answer(status, all, body);
    }
  }

  public FakeService() {
    this(null);
  }

  /**
   * One that is called over TLS.
   *
   * @param tls null for a plain one; if it asks for a certificate, so does the service
   */
  public FakeService(HttpsConfigurator tls) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (tls == null) {
        server = HttpServer.create(address, 500);
      } else {
        HttpsServer secure = HttpsServer.create(address, 500);
        secure.setHttpsConfigurator(tls);
        server = secure;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    scheme = tls == null ? "http" : "https";
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public FakeService answers(Answer answer) {
    script = _ -> answer;
    return this;
  }

  public FakeService answers(Function<Request, Answer> script) {
    this.script = script;
    return this;
  }

  public URI url() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Request> requests() {
    return requests;
  }

  public Request onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("Expected one request, got " + requests);
    }
    return requests.getFirst();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              exchange.getRemoteAddress().getPort());
      requests.add(request);
      Answer answer = script.apply(request);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      boolean hasBody = body.length > 0 && !request.method().equals("HEAD");
      exchange.sendResponseHeaders(answer.status(), hasBody ? body.length : -1);
      if (hasBody) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
