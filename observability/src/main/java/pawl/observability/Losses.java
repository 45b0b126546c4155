package pawl.observability;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/** Counts what could not be delivered, and says so in the log without flooding it. */
public final class Losses {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Logger log;
  private final String what;
  private final LongAdder lost = new LongAdder();
  private final AtomicLong lastLog = new AtomicLong(System.nanoTime() - QUIET_NANOS - 1);

  /**
   * Counts from zero.
   *
   * @param what is lost, in the plural: it begins a sentence
   */
  public Losses(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** Counts what was lost for this reason. */
  public void add(int count, String reason) {
    lost.add(count);
    long last = lastLog.get();
    long now = System.nanoTime();
    if (now - last > QUIET_NANOS && lastLog.compareAndSet(last, now)) {
      log.warn("{} are lost, {} so far: {}", what, lost.sum(), reason);
    }
  }

  /** How many were lost so far. */
  public long count() {
    return lost.sum();
  }
}
