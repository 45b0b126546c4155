package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** A copy of arrays and objects that can be changed; simple values are shared. */
final class Copy {
  private Copy() {}

  static @Nullable Object of(@Nullable Object value, Evaluation run) {
    return copy(
        value instanceof Sequence wrapper && wrapper.isOuterWrapper() ? wrapper.get(0) : value,
        0,
        run);
  }

  private static @Nullable Object copy(@Nullable Object value, int depth, Evaluation run) {
    run.charge(1);
    Bounds.checkWalk(depth);
    if (Types.isArray(value)) {
      Sequence copy = Sequence.array(Types.length(value));
      for (int i = 0; i < Types.length(value); i++) {
        copy.add(copy(Types.get(value, i), depth + 1, run));
      }
      return copy;
    }
    if (Types.isObject(value)) {
      ObjectValue copy = new ObjectValue();
      ObjectFunctions.members(value, run)
          .forEach(
              (name, member) -> {
                if (member != null) {
                  copy.put(name, copy(member, depth + 1, run));
                }
              });
      return copy;
    }
    return value instanceof FunctionValue ? TextNode.valueOf("") : value;
  }
}
