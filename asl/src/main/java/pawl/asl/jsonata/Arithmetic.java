package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Two numbers and one of {@code + - * / %}. */
record Arithmetic(Operator operator, Node left, Node right) implements Node {
  enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }

  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object a = left.evaluate(input, frame, run);
    Object b = right.evaluate(input, frame, run);
    try {
      check(a, ErrorCode.T2001);
      check(b, ErrorCode.T2002);
    } catch (Fault fault) {
      throw fault.with("token", operator.symbol);
    }
    return a == null || b == null ? null : Types.number(compute(Types.number(a), Types.number(b)));
  }

  private static void check(@Nullable Object operand, ErrorCode code) {
    if (operand != null && !Types.isNumeric(operand)) {
      throw new Fault(code);
    }
  }

  private double compute(double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case REMAINDER -> a % b;
    };
  }
}
