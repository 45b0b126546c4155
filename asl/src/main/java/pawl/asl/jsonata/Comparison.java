package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** The order of two numbers or two strings. */
record Comparison(Operator operator, Node left, Node right) implements Node {
  enum Operator {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }
  }

  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object a = left.evaluate(input, frame, run);
    Object b = right.evaluate(input, frame, run);
    if (!Types.isComparable(a) || !Types.isComparable(b)) {
      throw new Fault(ErrorCode.T2010).with("token", operator.symbol);
    }
    if (a == null || b == null) {
      return null;
    }
    if (Types.isString(a) != Types.isString(b)) {
      throw new Fault(ErrorCode.T2009)
          .with("value", a)
          .with("value2", b)
          .with("token", operator.symbol);
    }
    return Types.bool(Types.isString(a) ? strings(a, b, run) : numbers(a, b));
  }

  private boolean strings(Object a, Object b, Evaluation run) {
    String text = Types.text(a);
    String other = Types.text(b);
    run.charge(Math.min(text.length(), other.length()) / Bounds.CHARACTERS_PER_STEP);
    return compare(text.compareTo(other), 0);
  }

  private boolean numbers(Object a, Object b) {
    return compare(Types.number(a), Types.number(b));
  }

  private boolean compare(double a, double b) {
    return switch (operator) {
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
    };
  }
}
