package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Two values as text, one after the other; undefined counts as empty. */
record Concatenation(Node left, Node right) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object a = left.evaluate(input, frame, run);
    Object b = right.evaluate(input, frame, run);
    String text;
    String other;
    try {
      text = text(a, run);
      other = text(b, run);
    } catch (Fault fault) {
      throw fault.with("token", "&");
    }
    long length = (long) text.length() + other.length();
    if (length > Bounds.BYTES) {
      throw Bounds.memory();
    }
    run.chargeCharacters(length);
    return Types.string(text.concat(other));
  }

  private static String text(@Nullable Object value, Evaluation run) {
    return value == null ? "" : Stringify.text(value, false, run);
  }
}
