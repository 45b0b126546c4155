package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Whether an array contains a value: {@code in}. */
record Membership(Node member, Node array) implements Node {
  @Override
  public @Nullable Object value(@Nullable Object input, Frame frame, Evaluation run) {
    Object wanted = member.evaluate(input, frame, run);
    Object values = array.evaluate(input, frame, run);
    if (wanted == null || values == null) {
      return Types.bool(false);
    }
    if (!Types.isArray(values)) {
      return Types.bool(DeepEquality.strict(values, wanted, run));
    }
    int length = Types.length(values);
    run.chargeMembers(length);
    for (int i = 0; i < length; i++) {
      if (DeepEquality.strict(Types.get(values, i), wanted, run)) {
        return Types.bool(true);
      }
    }
    return Types.bool(false);
  }
}
