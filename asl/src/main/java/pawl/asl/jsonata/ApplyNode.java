package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/** {@code value ~> function}, or two functions to one. */
record ApplyNode(Node left, Node right) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object value = left.evaluate(input, frame, run);
    FunctionCall call = call();
    if (call != null) {
      return call.apply(value, input, frame, run);
    }
    Object function = right.evaluate(input, frame, run);
    if (!(function instanceof FunctionValue applied)) {
      throw new Fault(ErrorCode.T2006);
    }
    return value instanceof FunctionValue first
        ? new FunctionValue.Chain(first, applied)
        : Calls.applyUnnamed(applied, new @Nullable Object[] {value}, NullNode.instance, run);
  }

  /** The call on the right, if it is one; like the reference, without the predicates behind it. */
  private @Nullable FunctionCall call() {
    Node called = right instanceof Suffixed suffixed ? suffixed.node() : right;
    return called instanceof FunctionCall call ? call : null;
  }
}
