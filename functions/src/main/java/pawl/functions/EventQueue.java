package pawl.functions;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs event invocations: the caller doesn't wait, and a failure is tried again, twice by default,
 * after growing waits. Bounded in number and bytes. The queue is in memory: events that have not
 * been run are lost when the host ends.
 */
final class EventQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_BYTES = 64 << 20;
  private static final Duration THROTTLE_WAIT = Duration.ofSeconds(1);

  /** One attempt of an event. */
  @FunctionalInterface
  interface Attempt {
    InvocationResult run() throws InterruptedException;
  }

  private final List<Duration> retryDelays;
  private final Semaphore places = new Semaphore(MOST_EVENTS);
  private final Semaphore bytes = new Semaphore(MOST_BYTES);
  private volatile boolean closed;

  EventQueue(List<Duration> retryDelays) {
    this.retryDelays = retryDelays;
  }

  /** Takes an event, or answers false if there is no room for it. */
  boolean offer(String functionName, int payloadBytes, Attempt attempt) {
    if (closed || !places.tryAcquire()) {
      return false;
    }
    if (!bytes.tryAcquire(payloadBytes)) {
      places.release();
      return false;
    }
    Thread.ofVirtual()
        .name("event for " + functionName)
        .start(
            () -> {
              try {
                run(functionName, attempt);
              } finally {
                bytes.release(payloadBytes);
                places.release();
              }
            });
    return true;
  }

  /** Takes no more events and tries none again. */
  @Override
  public void close() {
    closed = true;
  }

  private void run(String functionName, Attempt attempt) {
    int failures = 0;
    try {
      while (!closed) {
        switch (attempt.run()) {
          case InvocationResult.Succeeded _ -> {
            return;
          }
          case InvocationResult.Failed failed -> {
            if (failures == retryDelays.size()) {
              LOG.warn(
                  "event {} for {} has failed {} times and is dropped",
                  failed.requestId(),
                  functionName,
                  failures + 1);
              return;
            }
            Thread.sleep(retryDelays.get(failures));
            failures++;
          }
          case InvocationResult.Rejected rejected when rejected.status() == 429 ->
              Thread.sleep(THROTTLE_WAIT);
          case InvocationResult.Rejected rejected -> {
            LOG.warn(
                "event {} for {} is dropped: {}",
                rejected.requestId(),
                functionName,
                rejected.message());
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException e) {
      LOG.debug("an event for {} ended with the host", functionName, e);
    }
  }
}
