package pawl.engine;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/** What became of a task, in the words of whoever carried it out. */
public sealed interface TaskReport {
  /** It is done; {@code output} is the result of the state. */
  record Succeeded(Payload output) implements TaskReport {}

  /**
   * It failed. Error and cause are null only where SendTaskFailure gave none. For {@code
   * States.Timeout} reported by an integration use {@link TimedOut}.
   */
  record Failed(@Nullable String error, @Nullable String cause) implements TaskReport {}

  /**
   * The service has taken the order of a {@code .sync} or {@code .waitForTaskToken} task; the
   * outcome comes later.
   *
   * @param output the service's answer, for the event TaskSubmitted
   * @param childExecutionArn the nested execution that was started, to be stopped with this one;
   *     else null
   */
  record Submitted(Payload output, @Nullable String childExecutionArn) implements TaskReport {}

  /**
   * The service has taken the order of a {@code .sync} task and works on it by itself: the job is
   * to be followed, also after a restart, and stopped if nobody waits for it any more.
   *
   * @param output the service's answer, for the event TaskSubmitted
   * @param job what its integration has to know to ask for it; a few hundred bytes
   */
  record JobStarted(Payload output, String job) implements TaskReport {}

  /** The worker is alive. */
  record Heartbeat() implements TaskReport {}

  /** The integration gave up waiting. */
  record TimedOut() implements TaskReport {}
}
