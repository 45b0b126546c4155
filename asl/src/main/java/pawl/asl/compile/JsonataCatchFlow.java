package pawl.asl.compile;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.ErrorOutput;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Outcome;
import pawl.asl.expression.EvaluationException;
import pawl.asl.program.Step;

/** A catcher of a JSONata state. */
record JsonataCatchFlow(@Nullable JsonataTemplate output, @Nullable JsonataTemplate assign)
    implements Step.CatchFlow {
  @Override
  public Evaluation<Outcome> exit(Environment environment, ErrorOutput error) {
    return EvaluationException.evaluate(
        () ->
            JsonataDataFlow.outcome(
                JsonataScope.ofError(environment, error),
                output,
                assign,
                Payload.of(error.node())));
  }
}
