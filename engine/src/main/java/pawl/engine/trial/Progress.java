package pawl.engine.trial;

import org.jspecify.annotations.Nullable;
import pawl.engine.step.TaskOrder;

/** How far a trial gets by itself. */
public sealed interface Progress {
  /** To its end. */
  record Ended(Verdict verdict) implements Progress {}

  /**
   * To the work of the state; {@link Trial#report} goes on.
   *
   * @param order what a Task wants done; null for a Parallel or Map
   */
  record AtWork(@Nullable TaskOrder order) implements Progress {}

  /** To a wait; {@link Trial#waited} goes on. {@code untilMillis} may lie in the past. */
  record Waiting(long untilMillis) implements Progress {}
}
