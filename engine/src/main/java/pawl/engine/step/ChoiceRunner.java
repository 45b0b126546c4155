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

  private static StatesError noMatch(Stage stage, Step.Choice step) {
    return StatesError.of(
        "States.NoChoiceMatched",
        "An error occurred while executing the state '%s' (entered at the event id #%d). Invoked Choice state without a matching choice and no default state"
            .formatted(step.name(), stage.scope().enteredEvent));
  }
}
