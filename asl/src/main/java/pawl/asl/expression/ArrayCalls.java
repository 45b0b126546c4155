package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashSet;
import java.util.Set;

/** The intrinsic functions that work on arrays. */
final class ArrayCalls {
  /** What States.ArrayRange gives at most. */
  private static final int MAX_RANGE = 1000;

  private ArrayCalls() {}

  static JsonNode partition(Arguments arguments) {
    ArrayNode array = arguments.array(0);
    long size = arguments.integer(1);
    if (size < 1) {
      throw arguments.wrongType(1, "a positive integer");
    }
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    ArrayNode part = null;
    for (JsonNode element : array) {
      if (part == null || part.size() == size) {
        part = parts.addArray();
      }
      part.add(element);
    }
    return parts;
  }

  static boolean contains(Arguments arguments) {
    JsonNode wanted = arguments.any(1);
    for (JsonNode element : arguments.array(0)) {
      if (JsonValues.equal(element, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** From the first to the second argument, both included, in steps of the third. */
  static JsonNode range(Arguments arguments) {
    long first = arguments.integer(0);
    long last = arguments.integer(1);
    long step = arguments.integer(2);
    if (step == 0) {
      throw arguments.wrongType(2, "an integer other than 0");
    }
    if ((last - first) / step >= MAX_RANGE) {
      throw arguments.failure("The range may have at most " + MAX_RANGE + " elements");
    }
    ArrayNode range = JsonNodeFactory.instance.arrayNode();
    for (long n = first; step > 0 ? n <= last : n >= last; n += step) {
      range.add(MathCalls.node(n));
    }
    return range;
  }

  static JsonNode item(Arguments arguments) {
    ArrayNode array = arguments.array(0);
    long index = arguments.integer(1);
    if (index < 0 || index >= array.size()) {
      throw arguments.failure(
          "Index " + index + " is out of the bounds of an array of " + array.size() + " elements");
    }
    return array.get((int) index);
  }

  static JsonNode unique(Arguments arguments) {
    Set<JsonValues.Key> seen = new LinkedHashSet<>();
    ArrayNode unique = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : arguments.array(0)) {
      if (seen.add(new JsonValues.Key(element))) {
        unique.add(element);
      }
    }
    return unique;
  }
}
