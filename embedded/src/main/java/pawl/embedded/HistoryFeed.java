package pawl.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;

/**
 * Tells one listener what was committed, on a thread of its own. What waits for it is bounded by
 * its size; what does not fit any more is counted and logged, since commits must not wait for
 * listeners.
 */
final class HistoryFeed {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryFeed.class);

  /** A large payload may stand in several events and is counted each time. */
  static final long MOST_BYTES = 64 << 20;

  private static final int MOST_AT_ONCE = 64;
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);
  private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final HistoryListener listener;
  private final long mostBytes;

  /** Empty: the end. */
  private final LinkedBlockingQueue<Optional<Told>> queue = new LinkedBlockingQueue<>();

  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong lastLog = new AtomicLong(System.nanoTime() - LOG_NANOS - 1);
  private final Thread thread;

  private record Told(List<NewEvents> news, long weight) {}

  /**
   * @param mostBytes of what may wait for the listener
   */
  HistoryFeed(HistoryListener listener, long mostBytes) {
    this.listener = listener;
    this.mostBytes = mostBytes;
    this.thread =
        Thread.ofPlatform().daemon().name("pawl-tell-" + listener.name()).unstarted(this::run);
  }

  String name() {
    return listener.name();
  }

  /** How many turns the listener was not told of. */
  long untold() {
    return untold.get();
  }

  void start() {
    thread.start();
  }

  void add(List<NewEvents> all) {
    List<NewEvents> news = new ArrayList<>(all.size());
    long weight = 0;
    for (NewEvents one : all) {
      if (isWanted(one)) {
        news.add(one);
        weight += one.weight();
      }
    }
    if (news.isEmpty()) {
      return;
    }
    long before = waitingBytes.getAndAdd(weight);
    // One that is larger than all the room there is still gets through when nothing else waits.
    if (before > 0 && before + weight > mostBytes) {
      waitingBytes.addAndGet(-weight);
      drop(news.size());
    } else {
      queue.add(Optional.of(new Told(news, weight)));
    }
  }

  private boolean isWanted(NewEvents news) {
    try {
      return listener.wants(news);
    } catch (RuntimeException e) {
      LOG.error("'{}' can't say whether it wants to be told; it is", name(), e);
      return true;
    }
  }

  private void drop(int turns) {
    long all = untold.addAndGet(turns);
    long last = lastLog.get();
    long now = System.nanoTime();
    if (now - last > LOG_NANOS && lastLog.compareAndSet(last, now)) {
      LOG.warn(
          "'{}' is too slow for what executions do: it was not told of {} turns so far",
          name(),
          all);
    }
  }

  private void run() {
    try {
      Optional<Told> next = queue.take();
      while (next.isPresent() && tellFrom(next)) {
        next = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells some of what waits, for who runs no thread; says whether there was anything. */
  boolean step() throws InterruptedException {
    Optional<Told> next = queue.poll();
    return next != null && next.isPresent() && tellFrom(next);
  }

  /** Whether nothing waits. */
  boolean isIdle() {
    return queue.isEmpty();
  }

  /** Says whether more may come. */
  private boolean tellFrom(Optional<Told> next) throws InterruptedException {
    List<Optional<Told>> taken = new ArrayList<>();
    taken.add(next);
    boolean isLast = drain(taken);
    tell(taken);
    return !isLast;
  }

  /** Adds what else has come; says whether the end was among it. */
  private boolean drain(List<Optional<Told>> taken) {
    while (taken.size() < MOST_AT_ONCE) {
      Optional<Told> next = queue.poll();
      if (next == null) {
        return false;
      }
      if (next.isEmpty()) {
        return true;
      }
      taken.add(next);
    }
    return false;
  }

  private void tell(List<Optional<Told>> taken) throws InterruptedException {
    List<NewEvents> all = new ArrayList<>();
    long weight = 0;
    for (Optional<Told> one : taken) {
      Told told = one.orElseThrow();
      all.addAll(told.news);
      weight += told.weight;
    }
    try {
      listener.heard(all);
    } catch (RuntimeException e) {
      untold.addAndGet(all.size());
      LOG.error("'{}' failed on what it was told; it goes on with what comes next", name(), e);
    } finally {
      waitingBytes.addAndGet(-weight);
    }
  }

  /** Nothing comes any more. */
  void end() {
    queue.add(Optional.empty());
  }

  /** Waits a moment; a listener that hangs is interrupted and then left behind. */
  void awaitEnd() throws InterruptedException {
    if (!thread.join(LAST_PATIENCE)) {
      thread.interrupt();
      if (!thread.join(LAST_PATIENCE)) {
        LOG.warn("'{}' does not end; it is left behind", name());
      }
    }
  }
}
