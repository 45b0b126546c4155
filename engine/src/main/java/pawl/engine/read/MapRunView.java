package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;
import pawl.engine.id.ExecutionId;

/**
 * A run of a distributed Map as DescribeMapRun shows it.
 *
 * @param execution whose state it is a run of
 * @param machineArn of that execution
 * @param labelled the machine's name, a slash, the label of the Map
 * @param stopMillis null while it runs
 * @param maxConcurrency 0 means no limit of its own
 * @param executions how the children stand
 * @param items how the items stand
 */
public record MapRunView(
    String arn,
    ExecutionId execution,
    String executionArn,
    String machineArn,
    String labelled,
    ExecutionStatus status,
    long startMillis,
    @Nullable Long stopMillis,
    long maxConcurrency,
    long toleratedFailureCount,
    double toleratedFailurePercentage,
    Counts executions,
    Counts items,
    Redrives redrives) {
  /**
   * How many there are in each condition.
   *
   * @param pending not begun yet
   * @param pendingRedrive wait to be redriven
   */
  public record Counts(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten,
      long pendingRedrive) {}
}
