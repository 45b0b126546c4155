package pawl.asl.compile;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Outcome;
import pawl.asl.data.Trace;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Template;
import pawl.asl.program.DataFlow;

/** The data flow of a JSONPath state. Fields that a type of state does not have are absent. */
record PathDataFlow(
    PathField inputPath,
    @Nullable Template parameters,
    @Nullable Template resultSelector,
    ResultTarget resultPath,
    Assignment assign,
    PathField outputPath)
    implements DataFlow {

  @Override
  public Evaluation<Payload> arguments(Environment environment) {
    return EvaluationException.evaluate(
        () -> {
          Scope scope = inputPath.scope(environment);
          environment.trace().passed(Trace.Point.INPUT_PATH, scope.input());
          Payload arguments =
              parameters == null ? scope.input() : Payload.of(parameters.evaluate(scope));
          environment.trace().passed(Trace.Point.PARAMETERS, arguments);
          return arguments;
        });
  }

  /** Assign sees the result after ResultSelector as {@code $}, and the variables as they were. */
  @Override
  public Evaluation<Outcome> exit(Environment environment, Payload result) {
    return EvaluationException.evaluate(
        () -> {
          Scope scope = Scope.of(environment);
          Payload selected =
              resultSelector == null
                  ? result
                  : Payload.of(resultSelector.evaluate(scope.withInput(result)));
          environment.trace().passed(Trace.Point.RESULT_SELECTOR, selected);
          Map<String, Payload> assigned = assign.evaluate(scope.withInput(selected));
          Payload merged = resultPath.apply(environment.input(), selected);
          environment.trace().passed(Trace.Point.RESULT_PATH, merged);
          return new Outcome(outputPath.select(scope.withInput(merged)), assigned);
        });
  }
}
