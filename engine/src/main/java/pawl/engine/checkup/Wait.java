package pawl.engine.checkup;

import org.jspecify.annotations.Nullable;
import pawl.engine.id.ExecutionId;

/**
 * What one place of an execution waits for.
 *
 * @param state the name of the state; empty if its machine can't be read
 * @param sinceMillis when the state was entered
 * @param what it waits for, as the end of the sentence "waits for"
 * @param dueMillis when its next timer is due; null if there is none
 */
public record Wait(
    ExecutionId execution,
    String arn,
    String state,
    long sinceMillis,
    Kind kind,
    String what,
    @Nullable Long dueMillis) {
  /** What kind of thing is waited for. */
  public enum Kind {
    /** A Wait state's time. */
    TIME,
    /** A retrier's delay. */
    RETRY,
    /** The answer of a call that is under way. */
    CALL,
    /** A task token. */
    CALLBACK,
    /** A worker that takes or does an activity's task. */
    ACTIVITY,
    /** Another execution. */
    EXECUTION,
    /** The children of a distributed Map, or its dataset. */
    MAP_RUN,
    /** Nothing: it goes on at once. */
    NOTHING,
    /** Somebody who releases it. */
    RELEASE
  }
}
