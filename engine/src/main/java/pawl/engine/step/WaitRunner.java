package pawl.engine.step;

import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.Step;
import pawl.engine.execution.Phase;
import pawl.engine.execution.TimerKind;

/** Wait: lets time pass. */
final class WaitRunner implements StepRunner {
  static final WaitRunner RUNNER = new WaitRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Wait step = stage.step(Step.Wait.class);
    return switch (step.time().evaluate(stage.environment())) {
      case Evaluation.Failed<Step.WaitTime>(EvaluationError error) -> stage.failed(error);
      case Evaluation.Value<Step.WaitTime>(Step.WaitTime time) ->
          waitUntil(stage, due(stage, time));
    };
  }

  private static long due(Stage stage, Step.WaitTime time) {
    return switch (time) {
      case Step.WaitTime.Seconds(long seconds) -> stage.turn().now() + seconds * 1000;
      case Step.WaitTime.Until(long epochMillis) -> epochMillis;
    };
  }

  private StepOutcome waitUntil(Stage stage, long due) {
    if (due <= stage.turn().now()) {
      return leave(stage);
    }
    stage.turn().arm(stage.scope(), TimerKind.WAIT, due);
    stage.scope().phase = Phase.WAIT_TIME;
    return StepOutcome.Waiting.WAITING;
  }

  @Override
  public StepOutcome timer(Stage stage, TimerKind kind) {
    return leave(stage);
  }

  private static StepOutcome leave(Stage stage) {
    Step.Wait step = stage.step(Step.Wait.class);
    return switch (step.data().arguments(stage.environment())) {
      case Evaluation.Value<Payload>(Payload arguments) ->
          stage.leave(step.data(), arguments, step.next());
      case Evaluation.Failed<Payload>(EvaluationError error) -> stage.failed(error);
    };
  }
}
