package pawl.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What processes made of a time.
 *
 * @param busyNanos in which an invocation was in progress
 * @param runNanos on a processor
 * @param waitNanos ready to run, while the processors were taken by others
 */
record ProcessUse(long busyNanos, long runNanos, long waitNanos) {
  static final ProcessUse NONE = new ProcessUse(0, 0, 0);

  /** For what an average of a second does not tell. */
  private static final double MARGIN = 1.5;

  private static final long LEAST_NANOS = 50_000_000;

  /**
   * Of a process since its start; empty where the machine doesn't tell, or the process is gone.
   * Linux tells it of the thread that a process began with, where Node.js and Python run handlers.
   * Java has another one for that: its functions seem to wait, and are not limited.
   */
  static Optional<ProcessUse> of(long pid, long busyNanos) {
    Path file = Path.of("/proc", Long.toString(pid), "schedstat");
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      String[] numbers = Files.readString(file).strip().split(" ", -1);
      return Optional.of(
          new ProcessUse(busyNanos, Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
    } catch (IOException | RuntimeException e) {
      // The process ended while it was looked at.
      return Optional.empty();
    }
  }

  ProcessUse plus(ProcessUse more) {
    return new ProcessUse(
        busyNanos + more.busyNanos, runNanos + more.runNanos, waitNanos + more.waitNanos);
  }

  ProcessUse since(ProcessUse earlier) {
    return new ProcessUse(
        busyNanos - earlier.busyNanos, runNanos - earlier.runNanos, waitNanos - earlier.waitNanos);
  }

  /**
   * How many invocations like these keep so many processors busy: one for each if they only
   * compute, many if they mostly wait for something else. More of them at a time make each slower,
   * and none is done earlier.
   *
   * @param most the answer if they were too few to tell
   */
  int concurrency(int processors, int most) {
    if (busyNanos < LEAST_NANOS || runNanos <= 0) {
      return most;
    }
    double alone = Math.max(busyNanos - waitNanos, runNanos);
    long enough = Math.round(MARGIN * processors * alone / runNanos);
    return (int) Math.min(most, Math.max(1, enough));
  }
}
