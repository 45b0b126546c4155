package pawl.engine.execution;

import java.time.Duration;
import java.util.Optional;
import pawl.engine.ExecutionStatus;
import pawl.engine.Limits;

/**
 * Whether an execution that has ended can be taken up again, and if not why: the reasons and their
 * sentences are those of DescribeExecution's {@code redriveStatusReason}.
 */
public final class Redrive {
  private static final long PERIOD_MILLIS = Duration.ofDays(14).toMillis();

  /** ExecutionRedriven and one event more. */
  private static final int EVENTS = 2;

  private Redrive() {}

  /**
   * What stands in the way; empty if nothing does.
   *
   * @param stopMillis when it ended; 0 while it runs
   * @param isKept whether what had not succeeded at its end is still there
   */
  public static Optional<String> obstacle(
      ExecutionStatus status,
      long startMillis,
      long stopMillis,
      long lastEvent,
      boolean isKept,
      Limits limits,
      long nowMillis) {
    if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
      return Optional.of("Execution is " + status + " and cannot be redriven");
    }
    if (lastEvent + EVENTS > limits.historyEvents()) {
      return Optional.of("Execution history event limit exceeded");
    }
    long seconds = limits.executionSeconds();
    if (seconds != 0 && nowMillis - startMillis >= Duration.ofSeconds(seconds).toMillis()) {
      return Optional.of("Execution has exceeded the max execution time");
    }
    if (seconds != 0 && nowMillis - stopMillis >= PERIOD_MILLIS) {
      return Optional.of("Execution redrivable period exceeded");
    }
    return isKept
        ? Optional.empty()
        : Optional.of("Execution was started before the launch of RedriveExecution");
  }

  /** The same of an execution in hand. */
  public static Optional<String> obstacle(Execution execution, Limits limits, long nowMillis) {
    return obstacle(
        execution.status,
        execution.startMillis,
        execution.stopMillis,
        execution.lastEvent,
        execution.top != null,
        limits,
        nowMillis);
  }
}
