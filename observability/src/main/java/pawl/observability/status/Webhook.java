package pawl.observability.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import pawl.observability.Losses;

/**
 * An address that events are posted to, one a request. A refusal that may pass (no connection, no
 * answer, 408, 429, 5xx) is tried again for a while; events of one execution keep their order,
 * those of several travel side by side.
 */
public final class Webhook implements EventReceiver, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 16;

  private final URI url;
  private final List<Duration> pauses;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  public Webhook(URI url) {
    this(
        url,
        List.of(
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15)));
  }

  /** With the pauses between attempts. */
  Webhook(URI url, List<Duration> pauses) {
    this.url = url;
    this.pauses = pauses;
  }

  @Override
  public void take(List<ObjectNode> events, Losses losses) throws InterruptedException {
    Map<String, List<ObjectNode>> byExecution = new LinkedHashMap<>();
    for (ObjectNode event : events) {
      byExecution
          .computeIfAbsent(
              event.path("detail").path("executionArn").asText(), _ -> new ArrayList<>())
          .add(event);
    }
    Semaphore room = new Semaphore(AT_ONCE);
    List<Thread> threads = new ArrayList<>();
    try {
      for (List<ObjectNode> ofOne : byExecution.values()) {
        room.acquire();
        threads.add(Thread.startVirtualThread(() -> postAll(ofOne, room, losses)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
  }

  private void postAll(List<ObjectNode> events, Semaphore room, Losses losses) {
    int done = 0;
    try {
      for (ObjectNode event : events) {
        String failure = post(event);
        done++;
        if (failure != null) {
          losses.add(1, url + " " + failure);
        }
      }
    } catch (InterruptedException e) {
      losses.add(events.size() - done, "the server is stopping");
    } finally {
      room.release();
    }
  }

  /** Why it failed in the end; null if it did not. */
  private @Nullable String post(ObjectNode event) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("User-Agent", "pawl")
            .header("X-Pawl-Event-Id", event.path("id").asText())
            .POST(BodyPublishers.ofByteArray(event.toString().getBytes(UTF_8)))
            .build();
    String failure = null;
    for (int attempt = 0; attempt <= pauses.size(); attempt++) {
      if (attempt > 0) {
        Thread.sleep(pauses.get(attempt - 1));
      }
      try {
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status >= 200 && status < 300) {
          return null;
        }
        failure = "answers " + status;
        if (status != 408 && status != 429 && status < 500) {
          return failure;
        }
      } catch (IOException e) {
        failure = "can't be reached: " + e;
      }
    }
    return failure;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
