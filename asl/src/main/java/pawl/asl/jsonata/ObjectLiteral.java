package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** An object: {@code {"a": 1}}. */
record ObjectLiteral(Group group) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    return group.evaluate(input, frame, run);
  }
}
