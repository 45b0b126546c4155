package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** {@code and} or {@code or}; the right side counts only if the left does not decide. */
record Logical(boolean and, Node left, Node right) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object a = left.evaluate(input, frame, run);
    try {
      boolean first = Truth.of(a, run);
      return Types.bool(first == and ? Truth.of(right.evaluate(input, frame, run), run) : first);
    } catch (Fault fault) {
      // jsonata-js names the operator even if a function inside failed
      throw fault.with("token", and ? "and" : "or");
    }
  }
}
