package pawl.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A finished invocation, as kept for a while in memory.
 *
 * @param status how it ended
 * @param duration of the handler, without initialisation
 * @param maxMemoryBytes highest memory seen of the process, where the machine tells
 * @param log the lines of the invocation, the oldest cut off beyond 16 KB
 */
public record InvocationRecord(
    String functionName,
    String requestId,
    Instant started,
    Duration duration,
    Status status,
    OptionalLong maxMemoryBytes,
    String log) {

  /** How an invocation ended. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    TIMED_OUT
  }
}
