package pawl.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import pawl.engine.HostException;
import pawl.engine.host.Host.ActivityTask;

/**
 * Workers that poll for tasks of an activity, first come first served: of an activity's pollers one
 * looks at the queue at a time, and those who find it empty wait in line.
 */
final class ActivityWaits {
  private final Threads threads;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();
  private final Map<String, OfferQueue> queues = new ConcurrentHashMap<>();

  private static final class Line {
    final Door door;

    /** For who is inside. */
    long offers;

    int pollers;

    Line(Door door) {
      this.door = door;
    }

    void offered() {
      door.call(() -> offers++);
    }
  }

  ActivityWaits(Threads threads) {
    this.threads = threads;
  }

  /** Tries {@code take} now and whenever a task was offered, until patience ends. */
  Optional<ActivityTask> poll(
      String activityArn, Supplier<Optional<ActivityTask>> take, Duration patience) {
    Line line =
        lines.compute(
            activityArn,
            (_, existing) -> {
              Line found = existing == null ? new Line(threads.door()) : existing;
              found.pollers++;
              return found;
            });
    try {
      return poll(line, take, patience.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException.Unavailable("Interrupted while waiting for an activity's task");
    } finally {
      lines.compute(
          activityArn, (_, found) -> found == null || --found.pollers == 0 ? null : found);
    }
  }

  private static Optional<ActivityTask> poll(
      Line line, Supplier<Optional<ActivityTask>> take, long nanos) throws InterruptedException {
    long left = nanos;
    line.door.enter();
    try {
      while (true) {
        long seen = line.offers;
        Optional<ActivityTask> task = take(line, take);
        if (task.isPresent() || left <= 0) {
          return task;
        }
        while (line.offers == seen && left > 0) {
          left = line.door.await(left);
        }
      }
    } finally {
      line.door.leave();
    }
  }

  private static Optional<ActivityTask> take(Line line, Supplier<Optional<ActivityTask>> take) {
    try {
      return take.get();
    } catch (RuntimeException e) {
      line.offered(); // what it was called for may still be there: the next in line looks
      throw e;
    }
  }

  /** Where the tasks of an activity that was polled are to be looked for. */
  OfferQueue queue(String activityArn) {
    return queues.computeIfAbsent(activityArn, _ -> new OfferQueue());
  }

  void offered(String activityArn, long millis) {
    OfferQueue queue = queues.get(activityArn);
    if (queue != null) {
      queue.offered(millis);
    }
    Line line = lines.get(activityArn);
    if (line != null) {
      threads.start(line::offered);
    }
  }
}
