package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** {@code value ~> function}, or two functions to one. */
record ApplyNode(Node left, Node right) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object value = left.evaluate(input, frame, run);
    if (right instanceof FunctionCall call) {
      return call.apply(value, input, frame, run);
    }
    Object function = right.evaluate(input, frame, run);
    if (!(function instanceof FunctionValue applied)) {
      throw new Fault(ErrorCode.T2006);
    }
    return value instanceof FunctionValue first
        ? new FunctionValue.Chain(first, applied)
        : Calls.applyUnnamed(applied, new @Nullable Object[] {value}, null, run);
  }
}
