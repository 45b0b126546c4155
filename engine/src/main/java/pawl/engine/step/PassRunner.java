package pawl.engine.step;

import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.Step;

/** Pass: hands on its Result, or what it works on. */
final class PassRunner implements StepRunner {
  static final PassRunner RUNNER = new PassRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Pass step = stage.step(Step.Pass.class);
    return switch (step.data().arguments(stage.environment())) {
      case Evaluation.Value<Payload>(Payload arguments) ->
          stage.leave(step.data(), step.result() != null ? step.result() : arguments, step.next());
      case Evaluation.Failed<Payload>(EvaluationError error) -> stage.failed(error);
    };
  }
}
