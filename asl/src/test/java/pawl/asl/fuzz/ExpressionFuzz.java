package pawl.asl.fuzz;

import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Expression;
import pawl.asl.expression.MalformedExpressionException;
import pawl.asl.expression.Scope;

/** Paths and intrinsic functions: what stands after a key that ends in {@code .$}. */
public final class ExpressionFuzz {
  private ExpressionFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    TwoTexts texts = TwoTexts.of(data);
    try {
      Expression.compile(texts.expression()).evaluate(Scope.of(texts.environment()), "field.$");
    } catch (MalformedExpressionException | EvaluationException _) {
      // The two ways to say that an expression is wrong, or does not fit the data.
    }
  }
}
