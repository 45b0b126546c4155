package pawl.engine.step;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Field;
import pawl.asl.program.Step;

/** What a Task state wants done, its fields evaluated; null where the state does not say. */
public record TaskOrder(
    Payload arguments,
    @Nullable Long timeoutSeconds,
    @Nullable Long heartbeatSeconds,
    @Nullable String credentialsRoleArn) {

  /** Evaluates the fields; the failure of the first that fails. */
  public static Evaluation<TaskOrder> evaluate(Step.Task step, Environment environment) {
    Evaluation<Payload> arguments = step.data().arguments(environment);
    Evaluation<Optional<Long>> timeout = optional(step.timeoutSeconds(), environment);
    Evaluation<Optional<Long>> heartbeat = optional(step.heartbeatSeconds(), environment);
    Evaluation<Optional<String>> role = optional(step.credentialsRoleArn(), environment);
    if (arguments instanceof Evaluation.Value<Payload>(Payload given)
        && timeout instanceof Evaluation.Value<Optional<Long>>(Optional<Long> timeoutSeconds)
        && heartbeat instanceof Evaluation.Value<Optional<Long>>(Optional<Long> heartbeatSeconds)
        && role instanceof Evaluation.Value<Optional<String>>(Optional<String> arn)) {
      return Evaluation.value(
          new TaskOrder(
              given, timeoutSeconds.orElse(null), heartbeatSeconds.orElse(null), arn.orElse(null)));
    }
    return firstFailure(List.of(arguments, timeout, heartbeat, role));
  }

  private static <T> Evaluation<Optional<T>> optional(
      @Nullable Field<T> field, Environment environment) {
    if (field == null) {
      return Evaluation.value(Optional.empty());
    }
    return switch (field.evaluate(environment)) {
      case Evaluation.Value<T>(T value) -> Evaluation.value(Optional.of(value));
      case Evaluation.Failed<T> failed -> failed.cast();
    };
  }

  private static Evaluation<TaskOrder> firstFailure(List<Evaluation<?>> evaluations) {
    for (Evaluation<?> evaluation : evaluations) {
      if (evaluation instanceof Evaluation.Failed<?> failed) {
        return failed.cast();
      }
    }
    throw new IllegalStateException("None has failed");
  }
}
