package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Whether two values are equal, or not. */
record Equality(boolean equal, Node left, Node right) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object a = left.evaluate(input, frame, run);
    Object b = right.evaluate(input, frame, run);
    return Types.bool(a != null && b != null && DeepEquality.of(a, b, run) == equal);
  }
}
