package pawl.engine.trial;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * How a trial ended.
 *
 * @param output null if the state failed or would be tried again
 * @param error null if nothing went wrong, or a Fail state has no Error
 * @param nextState null if the flow ends here
 */
public record Verdict(
    Status status,
    @Nullable Payload output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String nextState,
    Inspection inspection) {
  /** AWS's values. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    /** A retrier would have the state tried again. */
    RETRIABLE,
    /** A catcher leads on. */
    CAUGHT_ERROR
  }
}
