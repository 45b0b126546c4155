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
 * @param duringWork whether the field had been evaluated and was found useless only when the state
 *     began its work; AWS orders the events of the two differently
 */
public record EvaluationError(
    String error, String cause, @Nullable String location, boolean duringWork) {

  /** {@code States.Runtime}, the error of JSONPath states. */
  public static EvaluationError runtime(String cause) {
    return new EvaluationError("States.Runtime", cause, null, false);
  }

  /** {@code States.QueryEvaluationError}, the error of JSONata states. */
  public static EvaluationError query(String cause, @Nullable String location) {
    return new EvaluationError("States.QueryEvaluationError", cause, location, false);
  }

  /** The same, found when the state began its work. */
  public EvaluationError atWork() {
    return new EvaluationError(error, cause, location, true);
  }
}
