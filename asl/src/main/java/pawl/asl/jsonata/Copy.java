package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
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
      for (Map.Entry<String, @Nullable Object> member :
          ObjectFunctions.members(value, run).entrySet()) {
        if (member.getValue() != null) {
          copy.put(member.getKey(), copy(member.getValue(), depth + 1, run));
        }
      }
      return copy;
    }
    return value instanceof FunctionValue ? TextNode.valueOf("") : value;
  }
}
