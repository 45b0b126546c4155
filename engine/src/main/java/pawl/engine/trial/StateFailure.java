package pawl.engine.trial;

import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.engine.failure.StatesError;

/** Ends the trial of a state early; never leaves this package. */
@SuppressWarnings("serial")
final class StateFailure extends Exception {
  private final transient StatesError error;

  StateFailure(StatesError error) {
    super(error.cause(), null, false, false);
    this.error = error;
  }

  StatesError error() {
    return error;
  }

  /** The value of an evaluation. The causes in answers of TestState name no state and no event. */
  static <T> T check(Evaluation<T> evaluation) throws StateFailure {
    return switch (evaluation) {
      case Evaluation.Value<T>(T value) -> value;
      case Evaluation.Failed<T>(EvaluationError error) ->
          throw new StateFailure(StatesError.of(error.error(), error.cause()));
    };
  }
}
