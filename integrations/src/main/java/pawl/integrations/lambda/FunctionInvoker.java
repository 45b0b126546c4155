package pawl.integrations.lambda;

import org.jspecify.annotations.Nullable;
import pawl.engine.TaskCall;

/** Runs the functions that are at home in this process; somebody else stands behind it. */
public interface FunctionInvoker {
  /** For a process without functions. */
  FunctionInvoker NONE = _ -> new Outcome.NotHere();

  /**
   * Runs a function and waits for its result.
   *
   * @throws InterruptedException if the thread was interrupted; the invocation need not go on
   */
  Outcome invoke(Invocation invocation) throws InterruptedException;

  /**
   * What to run.
   *
   * @param function name, {@code name:qualifier}, ARN with or without qualifier, or {@code
   *     ACCOUNT:function:NAME}
   * @param payload the event as UTF-8 JSON; empty for none, which the function sees as {@code {}}
   * @param clientContext JSON in Base64, or null
   * @param tailsLog whether the end of the log is asked for
   * @param caller who calls, for whoever looks for the log; the function does not see it
   */
  record Invocation(
      String function,
      byte[] payload,
      InvocationType type,
      @Nullable String clientContext,
      @Nullable String qualifier,
      boolean tailsLog,
      @Nullable String traceHeader,
      Caller caller) {}

  /**
   * The attempt of a task.
   *
   * @param startedEvent id of the event with which it has started; 0 if there is no history
   */
  record Caller(String executionArn, long startedEvent) {
    static Caller of(TaskCall call) {
      return new Caller(call.executionArn(), call.startedEvent());
    }
  }

  /** Whether and how the result is waited for; the names are Lambda's. */
  enum InvocationType {
    REQUEST_RESPONSE("RequestResponse"),
    EVENT("Event"),
    DRY_RUN("DryRun");

    private final String apiName;

    InvocationType(String apiName) {
      this.apiName = apiName;
    }

    public String apiName() {
      return apiName;
    }
  }

  /** What became of an invocation. */
  sealed interface Outcome {
    /** The function is not at home here. */
    record NotHere() implements Outcome {}

    /**
     * Lambda's answer: the function ran (or will, or would).
     *
     * @param status 200, 202 for an event, 204 for a dry run
     * @param functionError {@code Unhandled} if the function failed and the payload says how; else
     *     null
     * @param payload what the function returned; empty if it is not waited for
     * @param executedVersion {@code $LATEST} or a number
     * @param logResult the end of the log in Base64, if asked for
     */
    record Answered(
        int status,
        @Nullable String functionError,
        byte[] payload,
        String executedVersion,
        @Nullable String logResult,
        String requestId)
        implements Outcome {}

    /**
     * Lambda refuses, the function did not run.
     *
     * @param code such as {@code TooManyRequestsException}
     */
    record Refused(int status, String code, String message, String requestId) implements Outcome {}
  }
}
