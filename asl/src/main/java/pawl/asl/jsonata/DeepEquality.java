package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
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
    return switch (a) {
      case NumericNode number ->
          b instanceof NumericNode other && number.doubleValue() == other.doubleValue();
      case TextNode text -> b instanceof TextNode other && same(text, other, run);
      case BooleanNode flag -> flag.equals(b);
      case NullNode ignored -> b instanceof NullNode;
      case null, default -> false;
    };
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
    List<Map.Entry<String, Object>> members = members(a);
    if (members.size() != size(b)) {
      return false;
    }
    run.charge(members.size());
    for (Map.Entry<String, Object> member : members) {
      if (!has(b, member.getKey())
          || !equal(member.getValue(), Name.lookup(b, member.getKey(), run), depth + 1, run)) {
        return false;
      }
    }
    return true;
  }

  private static List<Map.Entry<String, Object>> members(@Nullable Object object) {
    List<Map.Entry<String, Object>> members = new ArrayList<>();
    if (object instanceof ObjectNode node) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        members.add(Map.entry(member.getKey(), member.getValue()));
      }
    } else if (object instanceof ObjectValue value) {
      for (Map.Entry<String, @Nullable Object> member : value.members().entrySet()) {
        if (member.getValue() != null) {
          members.add(Map.entry(member.getKey(), member.getValue()));
        }
      }
    }
    return members;
  }

  private static int size(@Nullable Object object) {
    return object instanceof ObjectNode node ? node.size() : members(object).size();
  }

  private static boolean has(@Nullable Object object, String name) {
    return object instanceof ObjectNode node
        ? node.has(name)
        : object instanceof ObjectValue value && value.get(name) != null;
  }
}
