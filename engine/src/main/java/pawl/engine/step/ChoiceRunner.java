package pawl.engine.step;

import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.DataFlow;
import pawl.asl.program.Step;
import pawl.engine.failure.StatesError;

/** Choice: goes where the first rule that holds leads. */
final class ChoiceRunner implements StepRunner {
  static final ChoiceRunner RUNNER = new ChoiceRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Choice step = stage.step(Step.Choice.class);
    var environment = stage.environment();
    for (Step.Choice.Rule rule : step.rules()) {
      switch (rule.condition().evaluate(environment)) {
        case Evaluation.Failed<Boolean>(EvaluationError error) -> {
          return stage.failed(error);
        }
        case Evaluation.Value<Boolean>(Boolean holds) -> {
          if (holds) {
            return leave(stage, rule.data(), rule.next());
          }
        }
      }
    }
    if (step.defaultNext() == Step.END) {
      return new StepOutcome.Failed(noMatch(stage, step));
    }
    return leave(stage, step.data(), step.defaultNext());
  }

  private static StepOutcome leave(Stage stage, DataFlow data, int next) {
    return switch (data.arguments(stage.environment())) {
      case Evaluation.Value<Payload>(Payload arguments) -> stage.leave(data, arguments, next);
      case Evaluation.Failed<Payload>(EvaluationError error) -> stage.failed(error);
    };
  }

  /** AWS documents {@code States.NoChoiceMatched}, but this is what executions fail with. */
  private static StatesError noMatch(Stage stage, Step.Choice step) {
    return StatesError.of(
        StatesError.RUNTIME,
        "An error occurred while executing the state '%s' (entered at the event id #%d). Failed to transition out of the state. The state does not point to a next state."
            .formatted(step.name(), stage.scope().enteredEvent));
  }
}
