package pawl.engine.read;

import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;

/**
 * Which executions are wanted; null means that anything will do.
 *
 * @param owner ARN of the machine, or of the run of a distributed Map whose children are wanted
 * @param version number of the version that they were started through
 * @param alias name of the alias that they were started through
 * @param redriven whether they were redriven
 */
public record ExecutionQuery(
    String owner,
    @Nullable String version,
    @Nullable String alias,
    @Nullable ExecutionStatus status,
    @Nullable Boolean redriven) {
  /** All executions of a machine, or all children of a run. */
  public static ExecutionQuery of(String owner) {
    return new ExecutionQuery(owner, null, null, null, null);
  }
}
