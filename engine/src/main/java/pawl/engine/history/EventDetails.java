package pawl.engine.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/** What an event says. Members are those of the API; null where the API leaves the member out. */
public sealed interface EventDetails {
  /** Events that say nothing but that they happened. */
  record None() implements EventDetails {
    public static final None NONE = new None();
  }

  record ExecutionStarted(Payload input, String roleArn) implements EventDetails {}

  record ExecutionSucceeded(Payload output) implements EventDetails {}

  /**
   * Failures and time-outs of every kind that have no resource: execution, function, activity, map
   * run.
   */
  record Failure(@Nullable String error, @Nullable String cause) implements EventDetails {}

  record StateEntered(String name, Payload input) implements EventDetails {}

  /** {@code assigned} maps variables to their values; empty if the state assigned none. */
  record StateExited(String name, Payload output, Map<String, Payload> assigned)
      implements EventDetails {}

  record FunctionScheduled(
      String resource,
      Payload input,
      @Nullable Long timeoutSeconds,
      @Nullable String credentialsRoleArn)
      implements EventDetails {}

  record ActivityScheduled(
      String resource,
      Payload input,
      @Nullable Long timeoutSeconds,
      @Nullable Long heartbeatSeconds)
      implements EventDetails {}

  record ActivityStarted(@Nullable String workerName) implements EventDetails {}

  /** LambdaFunctionSucceeded and ActivitySucceeded. */
  record Succeeded(Payload output) implements EventDetails {}

  record TaskScheduled(
      String resourceType,
      String resource,
      String region,
      Payload parameters,
      @Nullable Long timeoutSeconds,
      @Nullable Long heartbeatSeconds,
      @Nullable String credentialsRoleArn)
      implements EventDetails {}

  record TaskStarted(String resourceType, String resource) implements EventDetails {}

  /** TaskSubmitted and TaskSucceeded. */
  record TaskOutput(String resourceType, String resource, Payload output) implements EventDetails {}

  /** TaskFailed and TaskTimedOut. */
  record TaskFailure(
      String resourceType, String resource, @Nullable String error, @Nullable String cause)
      implements EventDetails {}

  record MapStateStarted(int length) implements EventDetails {}

  record MapRunStarted(String mapRunArn) implements EventDetails {}

  record MapRunRedriven(String mapRunArn, int redriveCount) implements EventDetails {}

  record ExecutionRedriven(int redriveCount) implements EventDetails {}

  record MapIteration(String name, int index) implements EventDetails {}

  record EvaluationFailed(String state, String error, String cause, @Nullable String location)
      implements EventDetails {}
}
