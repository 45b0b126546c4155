package pawl.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A finished invocation, as kept for a while in memory.
 *
 * @param status how it ended
 * @param duration of the handler, without initialisation
 * @param caller the attempt of a task that called, or null if somebody else did
 * @param maxMemoryBytes highest memory seen of the process, where the machine tells
 * @param log the lines of the invocation, the oldest cut off beyond 16 KB
 */
public record InvocationRecord(
    String functionName,
    String requestId,
    @Nullable Caller caller,
    Instant started,
    Duration duration,
    Status status,
    OptionalLong maxMemoryBytes,
    String log) {

  /**
   * An attempt of a task.
   *
   * @param startedEvent id of the event in the execution's history with which it has started
   */
  public record Caller(String executionArn, long startedEvent) {}

  /** How an invocation ended. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    TIMED_OUT
  }
}
