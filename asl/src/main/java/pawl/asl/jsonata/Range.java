package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.IntNode;
import org.jspecify.annotations.Nullable;

/** The integers from one to another: {@code [1..5]}. */
record Range(Node first, Node last) implements Node {
  private static final double MAXIMUM = 1e7;

  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object a = first.evaluate(input, frame, run);
    Object b = last.evaluate(input, frame, run);
    if (a != null && !isInteger(a)) {
      throw new Fault(ErrorCode.T2003).with("value", a);
    }
    if (b != null && !isInteger(b)) {
      throw new Fault(ErrorCode.T2004).with("value", b);
    }
    if (a == null || b == null || Types.number(a) > Types.number(b)) {
      return null;
    }
    double from = Types.number(a);
    double size = Types.number(b) - from + 1;
    if (size > MAXIMUM) {
      throw new Fault(ErrorCode.D2014).with("value", size);
    }
    return integers(from, (int) size, run);
  }

  private static Object integers(double from, int size, Evaluation run) {
    if ((long) size * Bounds.BYTES_PER_MEMBER > Bounds.BYTES) {
      throw Bounds.memory();
    }
    run.charge(size / 2);
    Sequence result = Sequence.sequence(size);
    for (int i = 0; i < size; i++) {
      double item = from + i;
      result.add(item == (int) item ? IntNode.valueOf((int) item) : Types.number(item));
    }
    return result;
  }

  private static boolean isInteger(Object value) {
    return Types.isNumber(value)
        && Math.rint(Types.number(value)) == Types.number(value)
        && Double.isFinite(Types.number(value));
  }
}
