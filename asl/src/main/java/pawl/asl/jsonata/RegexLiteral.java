package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** {@code /pattern/flags}. */
record RegexLiteral(RegularExpression expression) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return new FunctionValue.Matcher(expression);
  }
}
