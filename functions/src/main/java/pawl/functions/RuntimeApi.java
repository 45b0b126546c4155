package pawl.functions;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lambda Runtime API (2018-06-01) for one process: a listener on a loopback port of its own, by
 * which the process is told apart, since clients take nothing but HOST:PORT.
 *
 * <p>A client of our own sends the POST of a result and the GET of the next event in one piece. The
 * GET is then handled before the result is handed on, so that a caller who comes back at once finds
 * the process ready.
 */
final class RuntimeApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeApi.class);
  private static final String BASE = "/2018-06-01/runtime/";
  private static final String INVOCATION = BASE + "invocation/";

  /** What the process says. Called on the connection's thread. */
  interface Calls {

    /** The process waits for an event on this connection. */
    void onNext(RuntimeConnection connection) throws IOException;

    /**
     * The process has finished an invocation.
     *
     * @param outputBytes how much the process has written to its output so far, or -1 if it doesn't
     *     say
     * @return hands the result on, or null if this invocation isn't the one in progress
     */
    @Nullable Runnable onResult(String requestId, Posted result, long outputBytes);

    /** The process could not be initialised and is about to end. */
    void onInitError(byte[] body);

    /** A connection has ended. */
    void onDisconnected(RuntimeConnection connection);
  }

  /** What was posted for an invocation. */
  sealed interface Posted {
    record Response(byte[] body) implements Posted {}

    record Error(byte[] body) implements Posted {}

    record TooLarge() implements Posted {}
  }

  private final ServerSocket server;
  private final Calls calls;
  private final Set<RuntimeConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

  private RuntimeApi(ServerSocket server, Calls calls) {
    this.server = server;
    this.calls = calls;
  }

  static RuntimeApi open(Calls calls) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    RuntimeApi api = new RuntimeApi(server, calls);
    Thread.ofVirtual().name("runtime-api").start(api::acceptAll);
    return api;
  }

  /** HOST:PORT for {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Waits until what the process had sent before it ended is handled. */
  void awaitDrained(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    for (Thread reader : readers) {
      Duration left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isPositive()) {
        boolean unused = reader.join(left);
      }
    }
  }

  /** Closes the port and all connections; clients take that as the sign to end. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("closing the port of a Runtime API", e);
    }
    connections.forEach(RuntimeConnection::close);
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread reader = Thread.ofVirtual().name("runtime-api").unstarted(() -> serve(socket));
        readers.add(reader);
        reader.start();
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a connection to the Runtime API failed", e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      RuntimeConnection connection = new RuntimeConnection(socket);
      connections.add(connection);
      try {
        if (!server.isClosed()) {
          serve(connection, socket);
        }
      } finally {
        connections.remove(connection);
        calls.onDisconnected(connection);
      }
    } catch (IOException e) {
      LOG.debug("a connection to the Runtime API ended", e);
    } finally {
      readers.remove(Thread.currentThread());
    }
  }

  private void serve(RuntimeConnection connection, Socket socket) throws IOException {
    RuntimeRequestReader reader =
        new RuntimeRequestReader(
            socket.getInputStream(), PlatformError.RESPONSE_LIMIT_BYTES, connection::mayContinue);
    Runnable handOn = null;
    try {
      while (true) {
        RuntimeRequest request = reader.read();
        if (request == null) {
          return;
        }
        Runnable result = handle(request, connection, reader.hasBuffered());
        if (handOn != null) {
          handOn.run();
        }
        handOn = result;
        if (handOn != null && !reader.hasBuffered()) {
          handOn.run();
          handOn = null;
        }
        if (request.closesConnection() && !request.path().equals(INVOCATION + "next")) {
          return;
        }
      }
    } finally {
      if (handOn != null) {
        handOn.run();
      }
    }
  }

  private @Nullable Runnable handle(
      RuntimeRequest request, RuntimeConnection connection, boolean moreFollows)
      throws IOException {
    String path = request.path();
    if (path.equals(INVOCATION + "next") && request.method().equals("GET")) {
      calls.onNext(connection);
      return null;
    }
    if (path.equals(BASE + "init/error") && request.method().equals("POST")) {
      calls.onInitError(request.body());
      connection.accept(moreFollows);
      return null;
    }
    if (path.startsWith(INVOCATION) && request.method().equals("POST")) {
      return handleResult(request, connection, moreFollows);
    }
    connection.fail(
        404, "UnknownPath", request.method() + " " + path + " is not part of the Runtime API.");
    return null;
  }

  private @Nullable Runnable handleResult(
      RuntimeRequest request, RuntimeConnection connection, boolean moreFollows)
      throws IOException {
    String[] parts = request.path().substring(INVOCATION.length()).split("/", -1);
    Posted posted = parts.length == 2 ? posted(parts[1], request) : null;
    if (posted == null) {
      connection.fail(404, "UnknownPath", request.path() + " is not part of the Runtime API.");
      return null;
    }
    Runnable handOn = calls.onResult(parts[0], posted, outputBytes(request));
    if (handOn == null) {
      connection.fail(400, "InvalidRequestID", "Invalid request ID");
      return null;
    }
    // Lambda answers 413 to a body that is too large; some clients end on that, so it is accepted
    // and only reported.
    connection.accept(moreFollows);
    return handOn;
  }

  private static @Nullable Posted posted(String kind, RuntimeRequest request) {
    if (request.bodyTooLarge()) {
      return new Posted.TooLarge();
    }
    return switch (kind) {
      case "response" -> streamed(request);
      case "error" -> new Posted.Error(request.body());
      default -> null;
    };
  }

  /** A streaming handler that fails midway says so in trailers behind the body. */
  private static Posted streamed(RuntimeRequest request) {
    String errorType = request.headers().get("lambda-runtime-function-error-type");
    String errorBody = request.headers().get("lambda-runtime-function-error-body");
    if (errorType == null) {
      return new Posted.Response(request.body());
    }
    try {
      if (errorBody != null) {
        return new Posted.Error(
            Base64.getDecoder().decode(errorBody.getBytes(StandardCharsets.US_ASCII)));
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("the error body in a trailer is not base64", e);
    }
    return new Posted.Error(PlatformError.body(errorType, ""));
  }

  private static long outputBytes(RuntimeRequest request) {
    String text = request.headers().get("pawl-output-bytes");
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
