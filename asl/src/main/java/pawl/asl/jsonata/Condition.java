package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** {@code condition ? then : otherwise}. */
record Condition(Node condition, Node then, @Nullable Node otherwise) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    if (Truth.of(condition.evaluate(input, frame, run), run)) {
      return then.evaluate(input, frame, run);
    }
    return otherwise == null ? null : otherwise.evaluate(input, frame, run);
  }
}
