package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import pawl.asl.expression.EvaluationException;

/** Fields whose value must be a string. */
final class Texts {
  private Texts() {}

  static String required(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw EvaluationException.runtime(
          "The value of the field '" + field + "' must be a string but was: " + value);
    }
    return value.textValue();
  }
}
