package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what an evaluation gave into JSON; what was given is not copied. */
final class JsonValues {
  private static final int NESTING = Bounds.NESTING;

  private final Evaluation run;
  private long bytes;

  private JsonValues(Evaluation run) {
    this.run = run;
  }

  /**
   * The value as JSON; null if it is or holds a function. Undefined members of arrays become null,
   * NaN and the infinities their names.
   *
   * @throws JsonataException if written out it is larger or deeper than a value may be
   */
  static @Nullable JsonNode json(Object value, Evaluation run) {
    return new JsonValues(run).convert(value, 0);
  }

  /** The value as errors print it; null if nothing is to be printed. */
  static @Nullable JsonNode printable(Object value, Evaluation run) {
    if (value instanceof NumericNode number && !Double.isFinite(number.doubleValue())) {
      return NullNode.instance;
    }
    return value instanceof FunctionValue ? null : json(value, run);
  }

  private void count(long size, int depth) {
    run.charge(1 + size / Bounds.CHARACTERS_PER_STEP);
    bytes += size;
    if (bytes > Bounds.BYTES || depth > NESTING) {
      throw Bounds.memory();
    }
  }

  private @Nullable JsonNode convert(Object value, int depth) {
    return switch (value) {
      case Sequence array -> array(array, depth);
      case ObjectValue object -> object(object, depth);
      case DoubleNode number -> number(number, depth);
      case JsonNode node -> {
        measure(node, depth);
        yield node;
      }
      default -> null;
    };
  }

  /** Counts a value that was given and is shared with the result. */
  private void measure(JsonNode node, int depth) {
    if (node instanceof TextNode text) {
      count(text.textValue().length(), depth);
      return;
    }
    count(Bounds.BYTES_PER_MEMBER, depth);
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        bytes += member.getKey().length();
        measure(member.getValue(), depth + 1);
      }
    } else if (node instanceof ArrayNode array) {
      for (JsonNode member : array) {
        measure(member, depth + 1);
      }
    }
  }

  private JsonNode number(DoubleNode node, int depth) {
    count(Bounds.BYTES_PER_MEMBER, depth);
    double number = node.doubleValue();
    if (!Double.isFinite(number)) {
      return TextNode.valueOf(NumberText.of(number));
    }
    if (number == 0) {
      return IntNode.valueOf(0);
    }
    return number == Math.rint(number) && Math.abs(number) < 1e21
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(NumberText.of(number)).toBigInteger())
        : node;
  }

  private @Nullable JsonNode array(Sequence array, int depth) {
    count(Bounds.BYTES_PER_MEMBER, depth);
    ArrayNode result = JsonNodeFactory.instance.arrayNode(array.size());
    for (int i = 0; i < array.size(); i++) {
      Object member = array.get(i);
      JsonNode node = member == null ? NullNode.instance : convert(member, depth + 1);
      if (node == null) {
        return null;
      }
      result.add(node);
    }
    return result;
  }

  private @Nullable JsonNode object(ObjectValue object, int depth) {
    count(Bounds.BYTES_PER_MEMBER, depth);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (var member : object.members().entrySet()) {
      if (member.getValue() == null) {
        continue;
      }
      count(member.getKey().length(), depth);
      JsonNode node = convert(member.getValue(), depth + 1);
      if (node == null) {
        return null;
      }
      result.set(member.getKey(), node);
    }
    return result;
  }
}
