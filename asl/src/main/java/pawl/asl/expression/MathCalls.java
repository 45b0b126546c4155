package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.SplittableRandom;

/** The intrinsic functions that calculate. */
final class MathCalls {
  private MathCalls() {}

  static JsonNode add(Arguments arguments) {
    return node(arguments.integer(0) + arguments.integer(1));
  }

  /**
   * From the first argument (included) to the second (excluded); the same seed, the same number.
   */
  static JsonNode random(Arguments arguments, Scope scope) {
    long start = arguments.integer(0);
    long end = arguments.integer(1);
    if (start >= end) {
      throw arguments.failure("The start number must be less than the end number");
    }
    if (arguments.count() < 3) {
      return node(scope.random().nextLong(start, end));
    }
    return node(new SplittableRandom(arguments.integer(2)).nextLong(start, end));
  }

  /** A number in the form that the JSON parser gives it, so that equal numbers are equal nodes. */
  static JsonNode node(long value) {
    return value == (int) value
        ? JsonNodeFactory.instance.numberNode((int) value)
        : JsonNodeFactory.instance.numberNode(value);
  }
}
