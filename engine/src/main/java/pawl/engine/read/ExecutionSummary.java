package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;

/** An execution as ListExecutions shows it. */
public record ExecutionSummary(
    String arn,
    String name,
    String machineArn,
    ExecutionStatus status,
    long startMillis,
    @Nullable Long stopMillis) {}
