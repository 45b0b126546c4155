package pawl.asl.data;

import org.jspecify.annotations.Nullable;

/**
 * Why an expression gave no usable value.
 *
 * @param error the ASL error name: {@code States.Runtime}, {@code States.QueryEvaluationError},
 *     {@code States.IntrinsicFailure} ...
 * @param cause AWS's sentence without the beginning {@code An error occurred while executing the
 *     state 'X' (entered at the event id #n). }, which the engine adds because only it knows the
 *     event
 * @param location for JSONata: the path of the field within the state, such as {@code
 *     Arguments/FunctionName}; null if none can be named
 */
public record EvaluationError(String error, String cause, @Nullable String location) {

  /** {@code States.Runtime}, the error of JSONPath states. */
  public static EvaluationError runtime(String cause) {
    return new EvaluationError("States.Runtime", cause, null);
  }
}
