package pawl.engine.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.id.ExecutionId;

/**
 * What an execution is from its first event to its last: who it is, what it runs, who asked for it.
 *
 * @param machineArn without version or alias; of a child of a distributed Map, with the run's label
 * @param revision key of the machine's revision that it runs
 * @param traceHeader as StartExecution was given it
 * @param parent the task that waits for it ({@code startExecution.sync})
 * @param mapParent the run of a distributed Map that it is a child of
 * @param versionArn the version that it was started through
 * @param aliasArn the alias that it was started through
 */
public record ExecutionOrigin(
    ExecutionId id,
    String arn,
    String name,
    String machineArn,
    String machineName,
    UUID revision,
    long startMillis,
    @Nullable String traceHeader,
    Command.@Nullable Parent parent,
    Command.@Nullable MapParent mapParent,
    @Nullable String versionArn,
    @Nullable String aliasArn) {
  private static final String EXPRESS = ":express:";

  /** Whether it belongs to an Express machine: then it is nowhere but in these events. */
  public boolean isExpress() {
    return arn.contains(EXPRESS);
  }
}
