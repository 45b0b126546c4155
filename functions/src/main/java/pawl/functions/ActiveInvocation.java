package pawl.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One invocation on its way through a process. */
final class ActiveInvocation {

  /** How an invocation ended. */
  sealed interface Ending {
    record Answered(byte[] payload) implements Ending {}

    /**
     * @param platformErrorType set if the platform and not the function says what went wrong
     */
    record Failed(byte[] errorBody, @Nullable String platformErrorType) implements Ending {}

    record TimedOut(byte[] errorBody) implements Ending {}
  }

  private static final byte[] NO_EVENT = {'{', '}'};

  private final String requestId;
  private final String invokedArn;
  private final InvocationRequest request;
  private final int timeoutSeconds;
  private final InvocationLog log = new InvocationLog();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final Instant started = Instant.now();
  private volatile @Nullable Duration initDuration;
  private volatile boolean begun;
  private volatile long beganNanos;
  private volatile Duration duration = Duration.ZERO;
  private volatile OptionalLong maxMemoryBytes = OptionalLong.empty();
  private volatile boolean timedOut;

  ActiveInvocation(
      String requestId, String invokedArn, InvocationRequest request, int timeoutSeconds) {
    this.requestId = requestId;
    this.invokedArn = invokedArn;
    this.request = request;
    this.timeoutSeconds = timeoutSeconds;
  }

  String requestId() {
    return requestId;
  }

  InvocationRecord.@Nullable Caller caller() {
    return request.caller();
  }

  InvocationLog log() {
    return log;
  }

  Instant started() {
    return started;
  }

  byte[] payload() {
    return request.payload().length == 0 ? NO_EVENT : request.payload();
  }

  void initialised(Duration took) {
    initDuration = took;
  }

  @Nullable Duration initDuration() {
    return initDuration;
  }

  /** The clock of the function's timeout starts, if it hasn't yet. */
  void begin() {
    if (!begun) {
      begun = true;
      beganNanos = System.nanoTime();
    }
  }

  Duration untilDeadline() {
    return Duration.ofNanos(Math.max(0, deadlineNanos() - System.nanoTime()));
  }

  long deadlineNanos() {
    return beganNanos + TimeUnit.SECONDS.toNanos(timeoutSeconds);
  }

  /** The clock stops. */
  Duration stop() {
    Duration took = Duration.ofNanos(System.nanoTime() - beganNanos);
    duration = took;
    return took;
  }

  Duration duration() {
    return duration;
  }

  void noteMemory(OptionalLong bytes) {
    maxMemoryBytes = bytes;
  }

  OptionalLong maxMemoryBytes() {
    return maxMemoryBytes;
  }

  void markTimedOut() {
    timedOut = true;
  }

  void end(Ending value) {
    ending.complete(value);
  }

  /** The ending, or null if there is none by then. */
  @Nullable Ending await(Duration most) throws InterruptedException {
    try {
      return ending.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What it means for this invocation that its process has ended. */
  Ending endingByExit(String reason, boolean outOfMemory) {
    if (timedOut) {
      return timedOut();
    }
    return outOfMemory
        ? new Ending.Failed(PlatformError.outOfMemory(requestId), "Runtime.OutOfMemory")
        : new Ending.Failed(PlatformError.exited(requestId, reason), "Runtime.ExitError");
  }

  Ending timedOut() {
    return new Ending.TimedOut(PlatformError.timedOut(requestId, timeoutSeconds));
  }

  /** The headers that go with the event. */
  String headerLines() {
    StringBuilder lines = new StringBuilder(256);
    long deadlineMs = System.currentTimeMillis() + untilDeadline().toMillis();
    add(lines, "Lambda-Runtime-Aws-Request-Id", requestId);
    add(lines, "Lambda-Runtime-Deadline-Ms", Long.toString(deadlineMs));
    add(lines, "Lambda-Runtime-Invoked-Function-Arn", invokedArn);
    add(lines, "Lambda-Runtime-Trace-Id", request.traceHeader());
    add(lines, "Lambda-Runtime-Client-Context", request.clientContext());
    return lines.toString();
  }

  private static void add(StringBuilder lines, String name, @Nullable String value) {
    if (value != null) {
      // A line break would begin another header.
      boolean breaks = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
      String line = breaks ? value.replaceAll("[\\r\\n]+", " ") : value;
      lines.append(name).append(": ").append(line).append("\r\n");
    }
  }
}
