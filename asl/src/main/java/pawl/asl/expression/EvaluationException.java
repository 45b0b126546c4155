package pawl.asl.expression;

import java.util.function.Supplier;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;

/**
 * Leaves an evaluation early. It stays inside this module: every door turns it into an {@link
 * Evaluation.Failed} with {@link #evaluate}.
 */
public final class EvaluationException extends RuntimeException {
  /** The ASL error of an intrinsic function that cannot work with its arguments. */
  static final String INTRINSIC_FAILURE = "States.IntrinsicFailure";

  /** The ASL error of a ResultPath that cannot be applied to the state's input. */
  static final String RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure";

  private final transient EvaluationError error;

  public EvaluationException(EvaluationError error) {
    super(error.cause(), null, false, false);
    this.error = error;
  }

  /** {@code States.Runtime}, the error of nearly everything that goes wrong in JSONPath states. */
  public static EvaluationException runtime(String cause) {
    return new EvaluationException(EvaluationError.runtime(cause));
  }

  static EvaluationException of(String error, String cause) {
    return new EvaluationException(new EvaluationError(error, cause, null, false));
  }

  public EvaluationError error() {
    return error;
  }

  /** Runs an evaluation and makes a value of its outcome. */
  public static <T> Evaluation<T> evaluate(Supplier<T> work) {
    try {
      return Evaluation.value(work.get());
    } catch (EvaluationException e) {
      return Evaluation.failed(e.error());
    }
  }
}
