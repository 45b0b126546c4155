package pawl.engine.step;

import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.Step;

/** Succeed: ends its flow. */
final class SucceedRunner implements StepRunner {
  static final SucceedRunner RUNNER = new SucceedRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Succeed step = stage.step(Step.Succeed.class);
    return switch (step.data().arguments(stage.environment())) {
      case Evaluation.Value<Payload>(Payload arguments) ->
          stage.leave(step.data(), arguments, Step.END);
      case Evaluation.Failed<Payload>(EvaluationError error) -> stage.failed(error);
    };
  }
}
