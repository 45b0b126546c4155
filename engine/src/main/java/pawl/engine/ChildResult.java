package pawl.engine;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * What a child of a distributed Map left.
 *
 * @param output null unless it succeeded
 * @param stopMillis 0 if it never ended
 */
public record ChildResult(
    String executionArn,
    String name,
    String machineArn,
    ExecutionStatus status,
    Payload input,
    @Nullable Payload output,
    @Nullable String error,
    @Nullable String cause,
    long startMillis,
    long stopMillis) {}
