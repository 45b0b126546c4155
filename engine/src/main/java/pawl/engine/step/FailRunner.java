package pawl.engine.step;

import org.jspecify.annotations.Nullable;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Field;
import pawl.asl.program.Step;
import pawl.engine.failure.StatesError;

/** Fail: ends its flow with an error of the author's choice. */
final class FailRunner implements StepRunner {
  static final FailRunner RUNNER = new FailRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Fail step = stage.step(Step.Fail.class);
    Evaluated error = evaluate(step.error(), stage);
    if (error.failure != null) {
      return stage.failed(error.failure);
    }
    Evaluated cause = evaluate(step.cause(), stage);
    if (cause.failure != null) {
      return stage.failed(cause.failure);
    }
    return new StepOutcome.Failed(StatesError.of(error.text, cause.text));
  }

  private record Evaluated(@Nullable String text, @Nullable EvaluationError failure) {}

  private static Evaluated evaluate(@Nullable Field<String> field, Stage stage) {
    if (field == null) {
      return new Evaluated(null, null);
    }
    return switch (field.evaluate(stage.environment())) {
      case Evaluation.Value<String>(String text) -> new Evaluated(text, null);
      case Evaluation.Failed<String>(EvaluationError failure) -> new Evaluated(null, failure);
    };
  }
}
