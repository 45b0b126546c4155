package pawl.engine.step;

import org.jspecify.annotations.Nullable;
import pawl.engine.execution.MapRun;
import pawl.engine.failure.StatesError;

/** How many items of a distributed Map may fail before its run does. */
final class MapTolerance {
  private MapTolerance() {}

  /**
   * Without ToleratedFailureCount and -Percentage no item may fail; with both, either of them fails
   * the run. The percentage counts only once the number of items is known.
   */
  static boolean isExceeded(MapRun run) {
    @Nullable Long count = run.toleratedFailureCount;
    @Nullable Double percentage = run.toleratedFailurePercentage;
    long failed = run.items.unsuccessful();
    if (count == null && percentage == null) {
      return failed > 0;
    }
    return (count != null && failed > count)
        || (percentage != null
            && run.isComplete()
            && failed * 100.0 > percentage * run.items.total);
  }

  static StatesError error() {
    return StatesError.of(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
  }
}
