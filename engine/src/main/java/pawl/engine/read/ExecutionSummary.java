package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;

/**
 * An execution as ListExecutions shows it.
 *
 * @param versionArn the version that it was started through
 * @param aliasArn the alias that it was started through
 * @param mapRunArn the run of a distributed Map whose child it is
 * @param itemCount how many items the child works on; null if it is none
 */
public record ExecutionSummary(
    String arn,
    String name,
    String machineArn,
    ExecutionStatus status,
    long startMillis,
    @Nullable Long stopMillis,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    @Nullable String mapRunArn,
    @Nullable Integer itemCount,
    Redrives redrives) {}
