package pawl.asl.compile;

import java.util.Map;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.ErrorOutput;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Outcome;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Scope;
import pawl.asl.program.Step;

/** A catcher of a JSONPath state; the state's own OutputPath does not apply. */
record PathCatchFlow(ResultTarget resultPath, Assignment assign) implements Step.CatchFlow {
  @Override
  public Evaluation<Outcome> exit(Environment environment, ErrorOutput error) {
    return EvaluationException.evaluate(
        () -> {
          Payload caught = Payload.of(error.node());
          Scope scope = Scope.of(environment).withInput(caught);
          Map<String, Payload> assigned = assign.evaluate(scope);
          return new Outcome(resultPath.apply(environment.input(), caught), assigned);
        });
  }
}
