package pawl.bench.work;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.bench.load.Load;

/**
 * How a workload is run.
 *
 * @param data an empty folder of its own
 * @param warmUpSeconds before anything counts
 * @param inFlight how many at a time; empty for what the workload's goal says
 * @param rate operations a second; empty for a closed loop
 * @param count how many of whatever the workload counts; empty for its usual number
 * @param sync whether a commit waits for the disk
 * @param launcher the program {@code pawl}; null if there is none
 * @param measuring run when measuring begins
 */
public record Setting(
    Path data,
    double warmUpSeconds,
    double seconds,
    Optional<Integer> inFlight,
    Optional<Double> rate,
    Optional<Integer> count,
    boolean sync,
    @Nullable Path launcher,
    Runnable measuring) {
  int inFlightOr(int usual) {
    return inFlight.orElse(usual);
  }

  int countOr(int usual) {
    return count.orElse(usual);
  }

  /** Load on virtual threads, such as callers inside the process make it. */
  Load.Shape inside(int workers) {
    return shape(workers, true);
  }

  /** Load on threads of its own, whose CPU time can be told from that of the program. */
  Load.Shape outside(int workers) {
    return shape(workers, false);
  }

  private Load.Shape shape(int workers, boolean virtual) {
    return new Load.Shape(workers, warmUpSeconds, seconds, rate.orElse(null), virtual, measuring);
  }
}
