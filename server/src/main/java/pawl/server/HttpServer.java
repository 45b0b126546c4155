package pawl.server;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import io.helidon.http.encoding.ContentEncodingContextConfig;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.functions.RequestId;

/**
 * Listens for HTTP/1.1 and HTTP/2 without TLS, a virtual thread a request, and hands whole requests
 * of bounded size to an {@link Endpoint}. With {@link Preparation}, the only place that knows which
 * HTTP server this is.
 */
final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** Between two packets of a request; a client that has nothing to say for so long is gone. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  /** Every answer has one, as on AWS: clients show it with errors, and so does the log. */
  private static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");

  private static final Duration BODY_TIMEOUT = Duration.ofMinutes(1);
  private static final int PART_BYTES = 16 << 10;
  private static final int LEAST_PART_BYTES = 512;
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  /** Kept, since the logging of the JDK forgets the level of a logger that nobody holds. */
  private static final java.util.logging.Logger HELIDON_LOG = quietHelidon();

  private final WebServer server;

  private HttpServer(WebServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @throws StartException if the port is taken or the host is not an address of this machine
   */
  static HttpServer start(String host, int port, Endpoint endpoint) {
    checkAddress(host, port);
    WebServer server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(STOP_PATIENCE)
            .idleConnectionTimeout(IDLE_TIMEOUT)
            .connectionOptions(HttpServer::socketOptions)
            .protocolsDiscoverServices(false)
            .contentEncoding(HttpServer::contentEncoding)
            .addProtocol(Http1Config.builder().maxHeadersSize(64 << 10).build())
            .addProtocol(Http2Config.create())
            .routing(routing -> routing.any((in, out) -> serve(endpoint, in, out)))
            .build();
    server.start();
    if (!server.isRunning()) {
      throw new StartException("can't listen on %s, port %d".formatted(host, port));
    }
    return new HttpServer(server);
  }

  /** Helidon logs why it can't listen and tells nobody, so the address is tried beforehand. */
  private static void checkAddress(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw new StartException(
          ("can't listen on %s, port %d (%s). If another program has the port, stop that or choose"
                  + " another port with --port (or PAWL_PORT)")
              .formatted(host, port, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new StartException(
          "can't listen on %s, port %d: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  /** Helidon's own word on every start and stop is of no use to anybody here. */
  private static java.util.logging.Logger quietHelidon() {
    var logger = java.util.logging.Logger.getLogger("io.helidon");
    logger.setLevel(java.util.logging.Level.WARNING);
    return logger;
  }

  private static void contentEncoding(ContentEncodingContextConfig.Builder context) {
    context.contentEncodingsDiscoverServices(false).addContentEncoding(new ZippedRequests());
  }

  private static void socketOptions(SocketOptions.Builder options) {
    options.readTimeout(READ_TIMEOUT).tcpNoDelay(true);
  }

  int port() {
    return server.port();
  }

  /** Stops listening and gives running requests a moment to end. */
  @Override
  public void close() {
    server.stop();
  }

  private static void serve(Endpoint endpoint, ServerRequest in, ServerResponse out) {
    String id = RequestId.next();
    Answer answer;
    try {
      answer = endpoint.answer(read(endpoint, in));
    } catch (Refused refused) {
      answer = refused.answer;
      LOG.info(
          "{} {} refused: {} (request {})",
          in.prologue().method(),
          in.path().rawPath(),
          refused.why,
          id);
    } catch (RuntimeException e) {
      // The raw path: a decoded one could hold a line of its own.
      LOG.error("{} {} failed (request {})", in.prologue().method(), in.path().rawPath(), id, e);
      answer =
          Answer.error(500, "InternalFailure", "An internal error occurred; the log says more.");
    }
    boolean last = in.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    if (last) {
      out.header(HeaderValues.CONNECTION_CLOSE);
    }
    out.status(answer.status());
    answer.headers().forEach((name, value) -> out.header(name, value));
    if (!out.headers().contains(REQUEST_ID)) {
      out.header(REQUEST_ID, id);
    }
    if (answer.stream() == null) {
      out.send(answer.body());
    } else {
      stream(answer.stream(), out, id);
    }
    if (last) {
      // Helidon itself would wait for another request until the connection is idle for too long.
      throw new CloseConnectionException("the client asked for it");
    }
  }

  /** What is broken off gets no end, so that nobody takes it for the whole. */
  private static void stream(Answer.Stream stream, ServerResponse out, String id) {
    try {
      OutputStream body = out.outputStream();
      stream.writeTo(body);
      body.close();
    } catch (IOException | UncheckedIOException | CloseConnectionException e) {
      throw new CloseConnectionException("the client is gone", e);
    } catch (InterruptedException e) {
      throw new CloseConnectionException("the answer is broken off", e);
    } catch (RuntimeException e) {
      LOG.error("An answer had to be broken off (request {})", id, e);
      throw new CloseConnectionException("the answer is broken off", e);
    }
  }

  private static Request read(Endpoint endpoint, ServerRequest in) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (var header : in.headers()) {
      headers.merge(
          header.name().toLowerCase(Locale.ROOT),
          String.join(",", header.allValues()),
          (a, b) -> a + "," + b);
    }
    // HTTP/2 has a pseudo-header in its place.
    headers.putIfAbsent("host", in.authority());
    return new Request(
        in.prologue().method().text(),
        in.path().path(),
        in.path().rawPath(),
        in.query().rawValue(),
        headers,
        readBody(in, endpoint.maxBodyBytes(in.path().path())),
        in.remotePeer().address() instanceof InetSocketAddress peer
            && peer.getAddress().isLoopbackAddress());
  }

  private static byte[] readBody(ServerRequest in, int limit) {
    if (!in.content().hasEntity()) {
      return new byte[0];
    }
    if (in.headers().contentLength().orElse(0) > limit) {
      throw tooLarge(limit);
    }
    int expected = (int) Math.min(in.headers().contentLength().orElse(PART_BYTES), PART_BYTES);
    try (InputStream body = in.content().inputStream()) {
      return readBounded(body, expected, limit);
    } catch (Refused refused) {
      throw refused;
    } catch (IOException | RuntimeException e) {
      // Chunks that are none come as a NumberFormatException: the client's fault all the same.
      throw new Refused(
          Answer.error(400, "SerializationException", "The request body can't be read."),
          "its body can't be read: " + e);
    }
  }

  private static byte[] readBounded(InputStream body, int expected, int limit) throws IOException {
    long deadline = System.nanoTime() + BODY_TIMEOUT.toNanos();
    ByteArrayOutputStream all = new ByteArrayOutputStream(expected);
    byte[] part = new byte[Math.max(expected, LEAST_PART_BYTES)];
    for (int n = body.read(part); n >= 0; n = body.read(part)) {
      all.write(part, 0, n);
      if (all.size() > limit) {
        throw tooLarge(limit);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new Refused(
            Answer.error(408, "RequestTimeout", "The request body took too long to arrive."),
            "its body took too long to arrive");
      }
    }
    return all.toByteArray();
  }

  private static Refused tooLarge(int limit) {
    String what = "The request body is larger than " + limit + " bytes.";
    return new Refused(Answer.error(413, "RequestEntityTooLargeException", what), what);
  }

  /** Understands gzip in requests; answers are small or for this machine and leave as they are. */
  private record ZippedRequests(String name, String type) implements ContentEncoding {
    ZippedRequests() {
      this("gzip", "gzip");
    }

    @Override
    public Set<String> ids() {
      // Names of codings know no case, but Helidon looks them up as they are written.
      return Set.of("gzip", "x-gzip", "GZIP", "X-GZIP");
    }

    @Override
    public boolean supportsEncoding() {
      return false;
    }

    @Override
    public boolean supportsDecoding() {
      return true;
    }

    @Override
    public ContentDecoder decoder() {
      return zipped -> {
        try {
          return new GZIPInputStream(zipped);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      };
    }

    @Override
    public ContentEncoder encoder() {
      return ContentEncoder.NO_OP;
    }
  }

  /** Ends the reading of a request that will not be answered by the endpoint. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer answer;
    private final transient String why;

    Refused(Answer answer, String why) {
      super(why, null, false, false);
      this.answer = answer;
      this.why = why;
    }
  }
}
