package pawl.integrations.http;

import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests, with the certificates of a connection or those of the JVM. Follows no redirects:
 * what authorises a request is meant for the address that the state names.
 */
final class Wire implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Executor THREADS = task -> Thread.ofVirtual().name("http-task").start(task);

  private final @Nullable SSLContext certificates;
  private @Nullable HttpClient client;
  private boolean isClosed;

  /** What became of a request. */
  sealed interface Outcome {
    record Answered(int status, Map<String, List<String>> headers, byte[] body) implements Outcome {
      /** The first value of a header, without its parameters; empty if it is not there. */
      String plainHeader(String name) {
        String value = headers.getOrDefault(name, List.of("")).getFirst();
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip();
      }
    }

    /** The body was longer than it may be. */
    record TooLarge() implements Outcome {}

    /** No answer, or not all of it. */
    record Broken(String reason) implements Outcome {}
  }

  /**
   * A wire with certificates of its own.
   *
   * @param certificates null for those of the JVM
   */
  Wire(@Nullable SSLContext certificates) {
    this.certificates = certificates;
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @param mostBytes that the body of the answer may have
   * @param patience for everything together
   * @throws InterruptedException if the thread was interrupted
   */
  Outcome send(Outgoing request, int mostBytes, Duration patience) throws InterruptedException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> coming =
        client().sendAsync(sendable(request), _ -> new BoundedBody(mostBytes));
    try {
      return answer(coming.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      coming.cancel(true);
      return new Outcome.Broken("Read timed out");
    } catch (ExecutionException e) {
      return new Outcome.Broken(reason(request.address(), e.getCause()));
    } catch (InterruptedException e) {
      coming.cancel(true);
      throw e;
    }
  }

  private static Outcome answer(HttpResponse<Optional<byte[]>> response) {
    return response
        .body()
        .<Outcome>map(
            body -> new Outcome.Answered(response.statusCode(), response.headers().map(), body))
        .orElseGet(Outcome.TooLarge::new);
  }

  private static HttpRequest sendable(Outgoing request) {
    byte[] body = request.body();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.address())
            .method(
                request.method(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    request.headers().forEach((name, values) -> values.forEach(it -> builder.header(name, it)));
    return builder.build();
  }

  private synchronized HttpClient client() {
    if (isClosed) {
      throw new IllegalStateException("The wire is closed");
    }
    HttpClient known = client;
    if (known == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .executor(THREADS);
      if (certificates != null) {
        builder.sslContext(certificates);
      }
      known = builder.build();
      client = known;
    }
    return known;
  }

  /** The JDK's client often says why only in a cause, or nothing but the kind of exception. */
  private static String reason(URI address, @Nullable Throwable failure) {
    String place = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return address.getHost() + ": Name or service not known";
      }
    }
    String message = failure == null ? null : failure.getMessage();
    if (failure instanceof ConnectException
        && (message == null || failure.getCause() instanceof ClosedChannelException)) {
      return "Connect to " + place + " failed: Connection refused";
    }
    return "Request to " + place + " failed: " + (message == null ? failure : message);
  }

  /** Breaks off what is under way. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
