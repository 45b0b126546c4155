package pawl.engine.read;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.ExecutionStatus;
import pawl.engine.Limits;
import pawl.engine.execution.Redrive;

/**
 * An execution as DescribeExecution shows it.
 *
 * @param stopMillis null while it runs
 * @param output null unless it succeeded
 * @param versionArn the version that it was started through
 * @param aliasArn the alias that it was started through
 * @param mapRunArn the run of a distributed Map whose child it is
 * @param quarantine why it was set aside; null if it was not
 * @param events how many its history has
 * @param isKept whether the states that had not succeeded at its end are still known
 */
public record ExecutionView(
    String arn,
    String name,
    String machineArn,
    ExecutionStatus status,
    long startMillis,
    @Nullable Long stopMillis,
    Payload input,
    @Nullable Payload output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String traceHeader,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    @Nullable String mapRunArn,
    @Nullable String quarantine,
    long events,
    boolean isKept,
    Redrives redrives) {
  /** What keeps it from being redriven; empty if nothing does. */
  public Optional<String> redriveObstacle(Limits limits, long nowMillis) {
    return Redrive.obstacle(
        status,
        startMillis,
        stopMillis == null ? 0 : stopMillis,
        events,
        isKept,
        limits,
        nowMillis);
  }
}
