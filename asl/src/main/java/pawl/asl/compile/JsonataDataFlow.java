package pawl.asl.compile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Outcome;
import pawl.asl.data.Trace;
import pawl.asl.expression.EvaluationException;
import pawl.asl.program.DataFlow;

/**
 * The data flow of a JSONata state.
 *
 * @param hasResult whether {@code $states.result} is there: the state's work gives one
 */
record JsonataDataFlow(
    @Nullable JsonataTemplate arguments,
    @Nullable JsonataTemplate output,
    @Nullable JsonataTemplate assign,
    boolean hasResult)
    implements DataFlow {

  @Override
  public Evaluation<Payload> arguments(Environment environment) {
    return EvaluationException.evaluate(
        () -> {
          Payload effective =
              arguments == null
                  ? environment.input()
                  : Payload.of(arguments.evaluate(JsonataScope.of(environment)));
          environment.trace().passed(Trace.Point.ARGUMENTS, effective);
          return effective;
        });
  }

  @Override
  public Evaluation<Outcome> exit(Environment environment, Payload result) {
    return EvaluationException.evaluate(
        () -> {
          JsonataScope scope =
              hasResult ? JsonataScope.ofResult(environment, result) : JsonataScope.of(environment);
          return outcome(scope, output, assign, result);
        });
  }

  /** All values see the variables as they were before; without Output, {@code otherwise} leaves. */
  static Outcome outcome(
      JsonataScope scope,
      @Nullable JsonataTemplate output,
      @Nullable JsonataTemplate assign,
      Payload otherwise) {
    Map<String, Payload> assigned = assign == null ? Map.of() : assigned(scope, assign);
    return new Outcome(output == null ? otherwise : Payload.of(output.evaluate(scope)), assigned);
  }

  private static Map<String, Payload> assigned(JsonataScope scope, JsonataTemplate assign) {
    Map<String, Payload> assigned = new LinkedHashMap<>();
    assign
        .evaluate(scope)
        .properties()
        .forEach(member -> assigned.put(member.getKey(), Payload.of(member.getValue())));
    return Collections.unmodifiableMap(assigned);
  }
}
