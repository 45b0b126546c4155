package pawl.engine.failure;

import org.jspecify.annotations.Nullable;
import pawl.asl.data.ErrorOutput;
import pawl.engine.history.EventType;

/**
 * What a state failed with.
 *
 * @param error the error's name; null where a Fail state or SendTaskFailure gave none
 * @param catchable whether Retry and Catch are asked: {@code States.Runtime} passes both
 * @param timeout whether it is a time-out, whose error output has an empty cause
 * @param alias a second name that ErrorEquals may use, else null: a missed heartbeat is reported as
 *     {@code States.Timeout} and found as {@code States.HeartbeatTimeout} too
 * @param closing the event that says so once no retry follows: {@code MapStateFailed}, {@code
 *     ParallelStateFailed}, or null
 */
public record StatesError(
    @Nullable String error,
    @Nullable String cause,
    boolean catchable,
    boolean timeout,
    @Nullable String alias,
    @Nullable EventType closing) {

  public static final String TIMEOUT = "States.Timeout";
  public static final String RUNTIME = "States.Runtime";
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  public static StatesError of(@Nullable String error, @Nullable String cause) {
    return new StatesError(error, cause, !RUNTIME.equals(error), false, null, null);
  }

  /** A result is larger than the quota; {@code what} is the state or what it called. */
  public static StatesError tooLarge(String what) {
    return of(
        DATA_LIMIT_EXCEEDED,
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
            .formatted(what));
  }

  /** What one state assigns is larger than the quota. */
  public static StatesError variablesTooLarge(String stateName) {
    return of(
        DATA_LIMIT_EXCEEDED,
        "The variables assigned by the state '%s' exceed the maximum number of bytes service limit."
            .formatted(stateName));
  }

  public static StatesError timedOut() {
    return new StatesError(TIMEOUT, null, true, true, null, null);
  }

  public static StatesError heartbeatMissed() {
    return new StatesError(TIMEOUT, null, true, true, "States.HeartbeatTimeout", null);
  }

  public StatesError closedBy(EventType event) {
    return new StatesError(error, cause, catchable, timeout, alias, event);
  }

  /** The same, now that the closing event is written, for the scope around. */
  public StatesError closed() {
    return closing == null ? this : new StatesError(error, cause, catchable, timeout, alias, null);
  }

  /** What a catcher sees. */
  public ErrorOutput output() {
    return new ErrorOutput(error, timeout && cause == null ? "" : cause);
  }
}
