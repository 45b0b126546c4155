package pawl.api.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operations of a service answer, as Step Functions writes it: members begin with a
 * capital, timestamps and binary values are strings.
 *
 * @param operations name of the output shape by operation
 * @param shapes facts by shape
 */
record ApiModel(JsonNode operations, JsonNode shapes) {
  /**
   * What is wrong with the answer of an operation: the first fault, in the order of the model.
   *
   * @param complete whether required members have to be there
   * @param free members of the answer that may be anything
   * @param bySdk whether it may name members as the SDK does: {@code Arn} for {@code ARN}
   */
  Optional<String> fault(
      String operation, JsonNode answer, boolean complete, Set<String> free, boolean bySdk) {
    String output = operations.path(operation).textValue();
    return output == null
        ? Optional.empty()
        : new Check(complete, bySdk).structure(shapes.path(output), answer, free);
  }

  /** A look at one answer. */
  private final class Check {
    private final boolean complete;
    private final boolean bySdk;

    Check(boolean complete, boolean bySdk) {
      this.complete = complete;
      this.bySdk = bySdk;
    }

    Optional<String> structure(JsonNode shape, JsonNode value, Set<String> free) {
      for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
        String name = nameIn(value, member.getKey());
        JsonNode given = value.get(name);
        Optional<String> fault;
        if (given == null || given.isNull()) {
          fault =
              complete && member.getValue().path("required").asBoolean()
                  ? Optional.of("Required field '" + name + "' is missing")
                  : Optional.empty();
        } else {
          fault =
              free.contains(name)
                  ? Optional.empty()
                  : value(name, member.getValue().path("shape").asText(), given);
        }
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }

    /** What an object calls a member: the SDK names abbreviations at the beginning otherwise. */
    private String nameIn(JsonNode object, String name) {
      if (!bySdk
          || object.has(name)
          || name.length() < 2
          || !Character.isUpperCase(name.charAt(1))) {
        return name;
      }
      return object.properties().stream()
          .map(Map.Entry::getKey)
          .filter(given -> given.equalsIgnoreCase(name) && given.charAt(0) == name.charAt(0))
          .findFirst()
          .orElse(name);
    }

    /** A value; {@code field} is the nearest member that it belongs to. */
    private Optional<String> value(String field, String shapeName, JsonNode value) {
      JsonNode shape = shapes.path(shapeName);
      String type = shape.path("type").asText();
      String wanted =
          switch (type) {
            case "string", "blob", "timestamp" -> value.isTextual() ? "" : "a string";
            case "integer", "long", "float", "double" -> value.isNumber() ? "" : "a number";
            case "boolean" -> value.isBoolean() ? "" : "a boolean";
            case "list" -> value.isArray() ? "" : "an array";
            default -> value.isObject() ? "" : "an object";
          };
      if (!wanted.isEmpty()) {
        return Optional.of("Field '" + field + "' must be " + wanted);
      }
      return switch (type) {
        case "string", "blob" -> text(field, shape, value.textValue());
        case "integer", "long", "float", "double" -> number(field, shape, value.doubleValue());
        case "list" ->
            length(field, shape, value.size())
                .or(() -> elements(field, shape.path("member").asText(), value));
        case "map" -> elements(field, shape.path("value").asText(), value);
        case "structure" -> structure(shape, value, Set.of());
        default -> Optional.empty();
      };
    }

    private Optional<String> elements(String field, String shapeName, JsonNode values) {
      for (JsonNode element : values) {
        Optional<String> fault = value(field, shapeName, element);
        if (fault.isPresent()) {
          return fault;
        }
      }
      return Optional.empty();
    }

    private static Optional<String> text(String field, JsonNode shape, String text) {
      JsonNode values = shape.path("enum");
      if (values.isArray()) {
        for (JsonNode value : values) {
          if (value.textValue().equals(text)) {
            return Optional.empty();
          }
        }
        return Optional.of("Field '" + field + "' is not an expected value");
      }
      return length(field, shape, text.codePointCount(0, text.length()));
    }

    private static Optional<String> length(String field, JsonNode shape, long length) {
      if (length < shape.path("min").asLong(0)) {
        return Optional.of("Field '" + field + "' is smaller than the minimum length");
      }
      return length > shape.path("max").asLong(Long.MAX_VALUE)
          ? Optional.of("Field '" + field + "' exceeds the maximum length")
          : Optional.empty();
    }

    private static Optional<String> number(String field, JsonNode shape, double number) {
      if (number > shape.path("max").asDouble(Double.POSITIVE_INFINITY)) {
        return Optional.of("Field '" + field + "' exceeds the maximum value");
      }
      return number < shape.path("min").asDouble(Double.NEGATIVE_INFINITY)
          ? Optional.of("Field '" + field + "' is less than the minimum value")
          : Optional.empty();
    }
  }
}
