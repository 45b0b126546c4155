package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality of values: numbers as doubles, objects whatever the order of their members. */
final class DeepEquality {
  private DeepEquality() {}

  static boolean of(@Nullable Object a, @Nullable Object b, Evaluation run) {
    return equal(a, b, 0, run);
  }

  /** JavaScript's ===: the content of simple values, the identity of arrays and objects. */
  static boolean strict(@Nullable Object a, @Nullable Object b, Evaluation run) {
    if (a == b) {
      return !(a instanceof NumericNode number) || !Double.isNaN(number.doubleValue());
    }
    if (a instanceof NumericNode number) {
      return b instanceof NumericNode other && number.doubleValue() == other.doubleValue();
    }
    if (a instanceof TextNode text) {
      return b instanceof TextNode other && same(text, other, run);
    }
    if (a instanceof BooleanNode flag) {
      return flag.equals(b);
    }
    return a instanceof NullNode && b instanceof NullNode;
  }

  private static boolean same(TextNode a, TextNode b, Evaluation run) {
    String text = a.textValue();
    String other = b.textValue();
    if (text.length() != other.length()) {
      return false;
    }
    run.charge(text.length() / Bounds.CHARACTERS_PER_STEP);
    return text.equals(other);
  }

  private static boolean equal(@Nullable Object a, @Nullable Object b, int depth, Evaluation run) {
    run.charge(1);
    Bounds.checkWalk(depth);
    if (strict(a, b, run)) {
      return true;
    }
    if (Types.isArray(a) && Types.isArray(b)) {
      return equalArrays(a, b, depth, run);
    }
    if (Types.isObject(a) && Types.isObject(b)) {
      return equalObjects(a, b, depth, run);
    }
    return false;
  }

  private static boolean equalArrays(
      @Nullable Object a, @Nullable Object b, int depth, Evaluation run) {
    int length = Types.length(a);
    if (length != Types.length(b)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!equal(Types.get(a, i), Types.get(b, i), depth + 1, run)) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalObjects(
      @Nullable Object a, @Nullable Object b, int depth, Evaluation run) {
    int size = size(a);
    if (size != size(b)) {
      return false;
    }
    run.charge(size);
    if (a instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (!isMember(b, member.getKey(), member.getValue(), depth, run)) {
          return false;
        }
      }
    } else if (a instanceof ObjectValue object) {
      for (Map.Entry<String, @Nullable Object> member : object.members().entrySet()) {
        if (!isMember(b, member.getKey(), member.getValue(), depth, run)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isMember(
      @Nullable Object object, String name, @Nullable Object value, int depth, Evaluation run) {
    boolean has =
        object instanceof ObjectNode node
            ? node.has(name)
            : object instanceof ObjectValue built && built.has(name);
    return has && equal(value, Name.lookup(object, name, run), depth + 1, run);
  }

  private static int size(@Nullable Object object) {
    return object instanceof ObjectNode node
        ? node.size()
        : object instanceof ObjectValue built ? built.members().size() : 0;
  }
}
