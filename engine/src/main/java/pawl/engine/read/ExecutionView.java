package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.ExecutionStatus;

/**
 * An execution as DescribeExecution shows it.
 *
 * @param stopMillis null while it runs
 * @param output null unless it succeeded
 * @param versionArn the version that it was started through
 * @param aliasArn the alias that it was started through
 * @param mapRunArn the run of a distributed Map whose child it is
 * @param quarantine why it was set aside; null if it was not
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
    @Nullable String quarantine) {}
