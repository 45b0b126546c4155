package pawl.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import pawl.bench.measure.Snapshot;
import pawl.bench.measure.Usage;

/**
 * Does one thing again and again on several threads, first to warm up, then measured. In a closed
 * loop each thread begins anew as soon as it is done. At a rate, the times to begin are fixed
 * beforehand, and how late it began counts as latency: a slow answer does not hide that others had
 * to wait for their turn (coordinated omission).
 */
public final class Load {
  private static final int DIGITS = 3;

  /** One thing to do; what it throws ends the benchmark. */
  @FunctionalInterface
  public interface Operation {
    void run(int worker) throws Exception;
  }

  /**
   * How load is made.
   *
   * @param rate operations a second; null for a closed loop
   * @param virtual whether workers are virtual threads
   * @param measuring run when warm-up has ended
   */
  public record Shape(
      int workers,
      double warmUpSeconds,
      double seconds,
      @Nullable Double rate,
      boolean virtual,
      Runnable measuring) {}

  /**
   * What came of it.
   *
   * @param operations that ended while it was measured
   * @param latencies of those, in nanoseconds
   * @param all operations there were, before and after too
   */
  public record Outcome(long operations, Histogram latencies, Usage usage, long all) {
    public double perSecond() {
      return operations / usage.seconds();
    }
  }

  private final Shape shape;
  private final Operation operation;
  private final Histogram latencies = new ConcurrentHistogram(DIGITS);
  private final AtomicLong begun = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final long began = System.nanoTime();
  private volatile boolean measuring;
  private volatile boolean stopping;

  private Load(Shape shape, Operation operation) {
    this.shape = shape;
    this.operation = operation;
  }

  /**
   * Makes the load and returns when all workers have ended.
   *
   * @param commits see {@link Snapshot#take}
   * @throws IllegalStateException if an operation failed
   */
  public static Outcome run(Shape shape, LongSupplier commits, Operation operation)
      throws InterruptedException {
    return new Load(shape, operation).run(commits);
  }

  private Outcome run(LongSupplier commits) throws InterruptedException {
    ThreadFactory factory =
        shape.virtual
            ? Thread.ofVirtual().name("bench-", 0).factory()
            : Thread.ofPlatform().name("bench-", 0).factory();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < shape.workers; i++) {
      int number = i;
      Thread worker = factory.newThread(() -> work(number));
      workers.add(worker);
      worker.start();
    }
    pause(shape.warmUpSeconds);
    shape.measuring.run();
    Snapshot before = Snapshot.take(commits);
    measuring = true;
    pause(shape.seconds);
    while (latencies.getTotalCount() == 0 && !stopping) {
      Thread.sleep(1); // nothing has ended yet, and a result of nothing says nothing
    }
    measuring = false;
    Snapshot after = Snapshot.take(commits);
    stopping = true;
    for (Thread worker : workers) {
      worker.join();
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("An operation failed: " + failed, failed);
    }
    return new Outcome(
        latencies.getTotalCount(), latencies, Usage.between(before, after), done.get());
  }

  private void pause(double seconds) throws InterruptedException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (!stopping && System.nanoTime() < end) {
      Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 50));
    }
  }

  private void work(int worker) {
    try {
      while (!stopping) {
        long start = shape.rate == null ? System.nanoTime() : awaitTurn(shape.rate);
        if (stopping) {
          return;
        }
        operation.run(worker);
        done.incrementAndGet();
        if (measuring) {
          latencies.recordValue(Math.max(0, System.nanoTime() - start));
        }
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      stopping = true;
    }
  }

  /** Waits until the next operation has to begin; returns that time, which may be long ago. */
  private long awaitTurn(double rate) {
    long turn = began + (long) (begun.getAndIncrement() * 1e9 / rate);
    while (!stopping && System.nanoTime() < turn) {
      LockSupport.parkNanos(Math.min(turn - System.nanoTime(), 50_000_000));
    }
    return turn;
  }
}
