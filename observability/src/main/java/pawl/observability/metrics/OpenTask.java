package pawl.observability.metrics;

import org.jspecify.annotations.Nullable;

/**
 * A task that has been scheduled and has not ended.
 *
 * @param resource ARN of the function, the activity or the integration
 * @param startedMillis 0 before it has started
 * @param hasHeartbeat whether signs of life are asked for
 * @param timeoutMillis after which it times out, counted from its schedule
 */
record OpenTask(
    Kind kind,
    String resource,
    long scheduledMillis,
    long startedMillis,
    boolean hasHeartbeat,
    long timeoutMillis) {
  private static final long SECOND = 1_000;

  /** AWS counts these three apart. */
  enum Kind {
    LAMBDA_FUNCTION,
    ACTIVITY,
    SERVICE_INTEGRATION
  }

  OpenTask startedAt(long millis) {
    return new OpenTask(kind, resource, scheduledMillis, millis, hasHeartbeat, timeoutMillis);
  }

  static OpenTask scheduled(
      Kind kind,
      String resource,
      long millis,
      @Nullable Long heartbeatSeconds,
      @Nullable Long timeoutSeconds) {
    return new OpenTask(
        kind,
        resource,
        millis,
        0,
        heartbeatSeconds != null,
        timeoutSeconds == null ? Long.MAX_VALUE : timeoutSeconds * SECOND);
  }

  /** Whether a time-out at this time is that of a heartbeat; the event does not tell. */
  boolean isHeartbeatTimeout(long millis) {
    return hasHeartbeat && millis - scheduledMillis < timeoutMillis;
  }
}
