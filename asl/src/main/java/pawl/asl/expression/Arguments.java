package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** The evaluated arguments of one call, and the complaint about one that does not fit. */
record Arguments(Expression.Call call, List<JsonNode> values) {
  /** More digits than any number that a function can work with. */
  private static final int MAX_DIGITS = 40;

  int count() {
    return values.size();
  }

  JsonNode any(int index) {
    return values.get(index);
  }

  String string(int index) {
    JsonNode value = values.get(index);
    if (!value.isTextual()) {
      throw wrongType(index, "a string");
    }
    return value.textValue();
  }

  ArrayNode array(int index) {
    if (values.get(index) instanceof ArrayNode array) {
      return array;
    }
    throw wrongType(index, "an array");
  }

  ObjectNode object(int index) {
    if (values.get(index) instanceof ObjectNode object) {
      return object;
    }
    throw wrongType(index, "a JSON object");
  }

  boolean bool(int index) {
    JsonNode value = values.get(index);
    if (!value.isBoolean()) {
      throw wrongType(index, "a boolean");
    }
    return value.booleanValue();
  }

  /** A number, rounded to the nearest integer, halves towards positive infinity. */
  long integer(int index) {
    JsonNode value = values.get(index);
    if (!value.isNumber()) {
      throw wrongType(index, "a number");
    }
    BigDecimal number = value.decimalValue();
    if (number.precision() - (long) number.scale() > MAX_DIGITS) {
      throw wrongType(index, "an integer between -2147483648 and 2147483647");
    }
    if (number.scale() > MAX_DIGITS) {
      number = number.setScale(MAX_DIGITS, RoundingMode.FLOOR);
    }
    BigInteger rounded =
        number.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR).toBigInteger();
    if (rounded.bitLength() > Integer.SIZE - 1) {
      throw wrongType(index, "an integer between -2147483648 and 2147483647");
    }
    return rounded.longValueExact();
  }

  EvaluationException wrongType(int index, String expected) {
    return failure("Argument " + (index + 1) + " must be " + expected);
  }

  EvaluationException failure(String problem) {
    return EvaluationException.of(EvaluationException.INTRINSIC_FAILURE, message(call, problem));
  }

  static String message(Expression.Call call, String problem) {
    return "The function '" + call.text() + "' had the following error: " + problem;
  }
}
