package pawl.engine;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.id.TaskRef;

/**
 * A call that a Task state wants made. It may be made more than once (after a crash), always with
 * the same {@link #idempotencyToken()}.
 *
 * @param resource a function or a service; activities are never called
 * @param parameters what the state evaluated: the function's input, or the parameters of the API
 *     call
 * @param taskToken the token of a {@code .waitForTaskToken} task, which by now also stands in the
 *     parameters; else null
 * @param credentialsRoleArn Credentials.RoleArn of the state, or null
 * @param timeoutSeconds after which the core stops waiting, or 0: a hint for the caller's own
 *     deadline
 * @param enteredEvent id of the event with which the state was entered; 0 if there is none
 * @param startedEvent id of the event with which this attempt has started, or of the latest since
 *     if a job is followed; 0 if there is none
 * @param observer watches what goes over the wire, in tests of a state; else null
 * @param testCase of the execution, whose answer may take the place of the call; else null
 */
public record TaskCall(
    TaskRef task,
    String executionArn,
    String stateName,
    TaskResource resource,
    Payload parameters,
    @Nullable String taskToken,
    @Nullable String credentialsRoleArn,
    @Nullable String traceHeader,
    long timeoutSeconds,
    long enteredEvent,
    long startedEvent,
    @Nullable ExchangeObserver observer,
    @Nullable TestCase testCase) {
  /**
   * Which mocked answer a call may get.
   *
   * @param machineName whose test case it is; behind a slash the label, in a distributed Map
   * @param invocation how often the state had been called before in its execution
   */
  public record TestCase(String machineName, String name, int invocation) {}

  /** A call that nobody watches, of a state without a history. */
  public TaskCall(
      TaskRef task,
      String executionArn,
      String stateName,
      TaskResource resource,
      Payload parameters,
      @Nullable String taskToken,
      @Nullable String credentialsRoleArn,
      @Nullable String traceHeader,
      long timeoutSeconds) {
    this(
        task,
        executionArn,
        stateName,
        resource,
        parameters,
        taskToken,
        credentialsRoleArn,
        traceHeader,
        timeoutSeconds,
        0,
        0,
        null,
        null);
  }

  /** The same call with another trace header. */
  public TaskCall withTraceHeader(String header) {
    return new TaskCall(
        task,
        executionArn,
        stateName,
        resource,
        parameters,
        taskToken,
        credentialsRoleArn,
        header,
        timeoutSeconds,
        enteredEvent,
        startedEvent,
        observer,
        testCase);
  }

  /**
   * Names this attempt of this task for services that recognise repeated calls; a UUID in text
   * form.
   */
  public String idempotencyToken() {
    long low =
        task.execution().low()
            ^ ((long) task.scope() << 32 | Integer.toUnsignedLong(task.attempt()));
    return new java.util.UUID(task.execution().high(), low).toString();
  }
}
