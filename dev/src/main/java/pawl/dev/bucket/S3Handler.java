package pawl.dev.bucket;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests apart, and says in XML what was wrong with them. */
final class S3Handler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(S3Handler.class);

  private final BucketRequests buckets;
  private final ObjectRequests objects;

  S3Handler(BucketFolder folder) {
    this.buckets = new BucketRequests(folder);
    this.objects = new ObjectRequests(folder);
  }

  @Override
  public void handle(HttpExchange exchange) {
    S3Exchange request = new S3Exchange(exchange);
    try (exchange) {
      exchange.getResponseHeaders().set("x-amz-request-id", UUID.randomUUID().toString());
      try {
        answer(request);
      } catch (S3Error e) {
        request.refuse(e);
      } catch (IllegalArgumentException e) {
        request.refuse(S3Error.invalid(String.valueOf(e.getMessage())));
      } catch (IOException | RuntimeException e) {
        if (request.isAnswered()) {
          throw e; // whoever asked has gone, or the file has changed meanwhile
        }
        LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
        request.refuse(new S3Error(500, "InternalError", String.valueOf(e)));
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} {} was broken off", exchange.getRequestMethod(), exchange.getRequestURI(), e);
    }
  }

  private void answer(S3Exchange request) throws IOException {
    if (request.bucket().isEmpty()) {
      buckets.list(request);
    } else if (request.key().isEmpty()) {
      buckets.answer(request);
    } else {
      objects.answer(request);
    }
  }

  /** A request and its answer. */
  static final class S3Exchange {
    private static final int COPY_BYTES = 1 << 16;

    private final HttpExchange exchange;
    private final String bucket;
    private final String key;
    private final Query query;

    S3Exchange(HttpExchange exchange) {
      this.exchange = exchange;
      String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
      this.bucket = path[0];
      this.key = path.length > 1 ? path[1] : "";
      this.query = Query.of(exchange.getRequestURI().getRawQuery());
    }

    String method() {
      return exchange.getRequestMethod();
    }

    String bucket() {
      return bucket;
    }

    String key() {
      return key;
    }

    Query query() {
      return query;
    }

    /** A header of the request; empty if it has none of this name. */
    String header(String name) {
      String value = exchange.getRequestHeaders().getFirst(name);
      return value == null ? "" : value;
    }

    ObjectHeaders objectHeaders() {
      return ObjectHeaders.of(exchange.getRequestHeaders());
    }

    InputStream body() {
      boolean isFramed =
          header("x-amz-content-sha256").startsWith("STREAMING-")
              || header("Content-Encoding").contains("aws-chunked");
      return isFramed ? new ChunkedBody(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    boolean isAnswered() {
      return exchange.getResponseCode() >= 0;
    }

    S3Exchange set(String header, String value) {
      exchange.getResponseHeaders().set(header, value);
      return this;
    }

    void empty(int status) throws IOException {
      drain();
      exchange.sendResponseHeaders(status, -1);
    }

    void xml(int status, String text) throws IOException {
      drain();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      set("Content-Type", "application/xml");
      boolean hasBody = !method().equals("HEAD");
      exchange.sendResponseHeaders(status, hasBody ? bytes.length : -1);
      if (hasBody) {
        exchange.getResponseBody().write(bytes);
      }
    }

    void stream(int status, InputStream body, long length) throws IOException {
      exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
      byte[] block = new byte[COPY_BYTES];
      long left = length;
      while (left > 0) {
        int count = body.read(block, 0, (int) Math.min(block.length, left));
        if (count < 0) {
          throw new IOException("The file has become shorter while it was read");
        }
        exchange.getResponseBody().write(block, 0, count);
        left -= count;
      }
    }

    /** A connection is used again only if the request was read to its end. */
    private void drain() throws IOException {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    }

    void refuse(S3Error error) throws IOException {
      xml(
          error.status(),
          new Xml()
              .begin("Error")
              .element("Code", error.code())
              .element("Message", String.valueOf(error.getMessage()))
              .element("Resource", exchange.getRequestURI().getPath())
              .end("Error")
              .toString());
    }
  }
}
