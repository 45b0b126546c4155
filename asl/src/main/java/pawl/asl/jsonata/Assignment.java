package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** {@code $name := expression}. */
record Assignment(String name, Node expression) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object value = expression.evaluate(input, frame, run);
    frame.bind(name, value, run);
    return value;
  }
}
