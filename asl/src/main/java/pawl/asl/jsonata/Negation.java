package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** A number with the other sign. */
record Negation(Node operand) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object value = operand.evaluate(input, frame, run);
    if (value == null) {
      return null;
    }
    if (!Types.isNumeric(value)) {
      throw new Fault(ErrorCode.D1002).with("value", value);
    }
    return Types.number(-Types.number(value));
  }
}
