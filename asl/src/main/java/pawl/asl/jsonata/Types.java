package pawl.asl.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The types of values. A value is null (undefined), a {@link JsonNode}, an array or object that was
 * built ({@link Sequence}, {@link ObjectValue}) or a {@link FunctionValue}.
 */
final class Types {
  private static final long EXACT_INTEGERS = 1L << 53;

  private Types() {}

  static boolean isArray(@Nullable Object value) {
    return value instanceof ArrayNode || value instanceof Sequence;
  }

  static boolean isObject(@Nullable Object value) {
    return value instanceof ObjectNode || value instanceof ObjectValue;
  }

  static boolean isString(@Nullable Object value) {
    return value instanceof TextNode;
  }

  static boolean isNumber(@Nullable Object value) {
    return value instanceof NumericNode;
  }

  static boolean isFunction(@Nullable Object value) {
    return value instanceof FunctionValue;
  }

  /** Whether it collapses: an array that a path or function gathered. */
  static boolean isSequence(@Nullable Object value) {
    return value instanceof Sequence array && array.isSequence();
  }

  /**
   * Whether it is a number other than NaN.
   *
   * @throws Fault D1001 if it is infinite
   */
  static boolean isNumeric(@Nullable Object value) {
    if (!(value instanceof NumericNode)) {
      return false;
    }
    if (value instanceof IntNode) {
      return true;
    }
    double number = number(value);
    if (Double.isInfinite(number)) {
      throw new Fault(ErrorCode.D1001).with("value", value);
    }
    return !Double.isNaN(number);
  }

  static boolean isArrayOfNumbers(@Nullable Object value) {
    if (!isArray(value)) {
      return false;
    }
    boolean all = true;
    for (int i = 0; i < length(value); i++) {
      all &= isNumeric(get(value, i));
    }
    return all;
  }

  static boolean isArrayOfStrings(@Nullable Object value) {
    if (!isArray(value)) {
      return false;
    }
    for (int i = 0; i < length(value); i++) {
      if (!isString(get(value, i))) {
        return false;
      }
    }
    return true;
  }

  /** The length of an array. */
  static int length(@Nullable Object array) {
    return array instanceof Sequence sequence ? sequence.size() : ((ArrayNode) of(array)).size();
  }

  /** A member of an array. */
  static @Nullable Object get(@Nullable Object array, int index) {
    return array instanceof Sequence sequence
        ? sequence.get(index)
        : ((ArrayNode) of(array)).get(index);
  }

  /** The value of a number. */
  static double number(@Nullable Object number) {
    return ((JsonNode) of(number)).doubleValue();
  }

  /** The value of a string. */
  static String text(@Nullable Object string) {
    return ((JsonNode) of(string)).textValue();
  }

  private static Object of(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("undefined");
    }
    return value;
  }

  /** A computed number; as an integer if it is one. */
  static JsonNode number(double number) {
    if (number == (long) number && Math.abs(number) <= EXACT_INTEGERS) {
      if (number == 0 && 1 / number < 0) {
        return DoubleNode.valueOf(number);
      }
      long integer = (long) number;
      return integer == (int) integer ? IntNode.valueOf((int) integer) : LongNode.valueOf(integer);
    }
    return DoubleNode.valueOf(number);
  }

  /**
   * A computed string.
   *
   * @throws JsonataException if it is longer than a value may be
   */
  static JsonNode string(String text) {
    if (text.length() > Bounds.BYTES) {
      throw Bounds.memory();
    }
    return TextNode.valueOf(text);
  }

  static JsonNode bool(boolean value) {
    return BooleanNode.valueOf(value);
  }

  /** What JavaScript's typeof tells apart, as far as operators look at it. */
  static boolean isComparable(@Nullable Object value) {
    return value == null || isString(value) || isNumber(value);
  }

  /** JavaScript's own idea of true, which a comparator's result is taken by. */
  static boolean isTruthy(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case NullNode ignored -> false;
      case BooleanNode flag -> flag.booleanValue();
      case TextNode text -> !text.textValue().isEmpty();
      case NumericNode number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
      default -> true;
    };
  }
}
