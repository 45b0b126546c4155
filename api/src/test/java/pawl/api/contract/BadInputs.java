package pawl.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pawl.api.Api;
import pawl.asl.Json;

/**
 * Requests that break AWS's model in one place, made from the model itself, with the answer that
 * each must get. Its rules are written down here a second time, apart from those that it tests.
 */
final class BadInputs {
  private static final JsonNode CONTRACT = Contract.resource();
  private static final String VALIDATION = "com.amazon.coral.validate#ValidationException";
  private static final String SERIALIZATION = "com.amazon.coral.service#SerializationException";

  /**
   * A bad request.
   *
   * @param what is wrong with it, for whoever reads a failure
   * @param type of the error, in full
   */
  record BadInput(String operation, String what, ObjectNode body, String type, String message) {
    @Override
    public String toString() {
      return operation + ", " + what;
    }
  }

  /** Where a value goes: makes a request of it that is right everywhere else. */
  private interface Place extends Function<JsonNode, ObjectNode> {}

  private final String operation;
  private final List<BadInput> all = new ArrayList<>();

  private BadInputs(String operation) {
    this.operation = operation;
  }

  static List<String> operations() {
    return CONTRACT.path("operations").propertyStream().map(Map.Entry::getKey).toList();
  }

  /** All that can be wrong with the members of a request, at every depth. */
  static List<BadInput> of(String operation) {
    BadInputs inputs = new BadInputs(operation);
    inputs.structure(input(operation), "", value -> (ObjectNode) value);
    return inputs.all;
  }

  static JsonNode input(String operation) {
    return shape(CONTRACT.path("operations").path(operation).path("input").textValue());
  }

  static JsonNode shape(String name) {
    return CONTRACT.path("shapes").path(name);
  }

  /** A value that keeps the constraints of a shape, if not the rules behind them. */
  static JsonNode valid(JsonNode shape) {
    return switch (shape.path("type").asText()) {
      case "string" -> shape.has("enum") ? shape.get("enum").get(0) : text("a");
      case "integer", "long", "float" -> Json.MAPPER.valueToTree(shape.path("min").asInt(1));
      case "boolean" -> Json.MAPPER.valueToTree(false);
      case "list" -> list(valid(shape(shape.path("member").textValue())));
      case "structure" -> required(shape);
      default -> throw new IllegalStateException(shape.toString());
    };
  }

  /** A structure with the members that it has to have. */
  static ObjectNode required(JsonNode structure) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    members(structure)
        .filter(member -> member.getValue().path("required").asBoolean())
        .forEach(member -> object.set(member.getKey(), valid(shapeOf(member))));
    return object;
  }

  private static Stream<Map.Entry<String, JsonNode>> members(JsonNode structure) {
    return structure.path("members").propertyStream();
  }

  private static JsonNode shapeOf(Map.Entry<String, JsonNode> member) {
    return shape(member.getValue().path("shape").textValue());
  }

  private static JsonNode text(String text) {
    return Json.MAPPER.valueToTree(text);
  }

  private static ArrayNode list(JsonNode... items) {
    return Json.MAPPER.createArrayNode().addAll(List.of(items));
  }

  private static boolean isSecret(JsonNode shape) {
    return shape.path("sensitive").asBoolean();
  }

  // What can be wrong

  private void structure(JsonNode structure, String path, Place place) {
    members(structure)
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode shape = shapeOf(member);
              String at = path.isEmpty() ? name : path + "." + name;
              Place within =
                  value -> {
                    ObjectNode whole = required(structure);
                    whole.set(name, value);
                    return place.apply(whole);
                  };
              if (member.getValue().path("required").asBoolean()) {
                ObjectNode without = required(structure);
                without.remove(name);
                String quoted = isSecret(shape) ? "" : "null ";
                violation("missing", place.apply(without), quoted, at, "not be null");
                violation("null", within.apply(Json.MAPPER.nullNode()), quoted, at, "not be null");
              }
              value(shape, at, within);
            });
  }

  private void value(JsonNode shape, String at, Place place) {
    types(shape, at, place);
    switch (shape.path("type").asText()) {
      case "string" -> string(shape, at, place);
      case "integer", "long", "float" -> number(shape, at, place);
      case "list" -> elements(shape, at, place);
      case "structure" -> structure(shape, at, place);
      default -> {}
    }
  }

  private void types(JsonNode shape, String at, Place place) {
    for (String json : List.of("\"s\"", "1", "1.5", "true", "false", "[]", "[1]", "{}")) {
      JsonNode value = Api.json(json);
      String message = mismatch(shape.path("type").asText(), value);
      if (message != null) {
        add(json + " at " + at, place.apply(value), SERIALIZATION, message);
      }
    }
  }

  /** What AWS says of a value where a type is expected; null if they fit. */
  private static String mismatch(String type, JsonNode value) {
    boolean fits =
        switch (type) {
          case "string" -> value.isTextual();
          case "boolean" -> value.isBoolean();
          case "list" -> value.isArray();
          case "structure" -> value.isObject();
          default -> value.isNumber();
        };
    if (fits) {
      return null;
    }
    if (value.isArray()) {
      return "Start of list found where not expected";
    }
    if (value.isObject()) {
      return "Start of structure or map found where not expected.";
    }
    String token =
        value.isTextual()
            ? "STRING_VALUE"
            : value.isBoolean()
                ? value.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE"
                : "NUMBER_VALUE";
    return switch (type) {
      case "list" -> "Expected list or null";
      case "structure" -> "Expected null";
      case "string" -> token + " can not be converted to a String";
      case "boolean" -> token + " can not be converted to a Boolean";
      case "integer" -> token + " can not be converted to an Integer";
      case "long" -> token + " can not be converted to a Long";
      default -> token + " can not be converted to a Float";
    };
  }

  private void string(JsonNode shape, String at, Place place) {
    String pattern = "satisfy regular expression pattern: " + shape.path("pattern").asText();
    if (shape.has("max")) {
      long max = shape.get("max").asLong();
      String bound =
          shape.path("payload").asBoolean()
              ? "have size less than or equal to " + max + " bytes in UTF-8 encoding"
              : "have length less than or equal to " + max;
      text("too long", shape, "a".repeat((int) max + 1), at, place, bound);
      // A payload is measured in bytes, all others in characters, whatever Java makes of them.
      String wide = "\ud83d\ude00".repeat((int) max / 4 + 1);
      if (shape.path("payload").asBoolean()) {
        text("too long in UTF-8", shape, wide, at, place, bound);
      }
    }
    if (shape.path("min").asInt() > 0) {
      String bound = "have length greater than or equal to " + shape.get("min");
      if (shape.has("pattern")) {
        text("empty", shape, "", at, place, pattern, bound);
      } else {
        text("empty", shape, "", at, place, bound);
      }
    }
    if (shape.has("pattern")) {
      text("badly formed", shape, "é ü", at, place, pattern);
    }
    if (shape.has("enum")) {
      String values =
          Json.MAPPER.convertValue(shape.get("enum"), List.class).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", ", "[", "]"))
              .toString();
      for (String value : List.of("nonsense", "", shape.get("enum").get(0).asText() + " ")) {
        text("no value of the set", shape, value, at, place, "satisfy enum value set: " + values);
      }
    }
  }

  private void text(
      String what, JsonNode shape, String value, String at, Place place, String... must) {
    violation(what, place.apply(text(value)), isSecret(shape) ? "" : "'" + value + "' ", at, must);
  }

  private void number(JsonNode shape, String at, Place place) {
    if (shape.has("max")) {
      long max = shape.get("max").asLong();
      for (String beyond : List.of(String.valueOf(max + 1), "1E+30")) {
        violation(
            "too large",
            place.apply(Api.json(beyond)),
            "'" + Api.json(beyond).asText() + "' ",
            at,
            "have value less than or equal to " + max);
      }
    }
    if (shape.has("min")) {
      long min = shape.get("min").asLong();
      violation(
          "too small",
          place.apply(Json.MAPPER.valueToTree(min - 1)),
          "'" + (min - 1) + "' ",
          at,
          "have value greater than or equal to " + min);
    }
  }

  private void elements(JsonNode shape, String at, Place place) {
    JsonNode element = shape(shape.path("member").textValue());
    if (shape.has("max")) {
      JsonNode[] items = new JsonNode[shape.get("max").asInt() + 1];
      Arrays.fill(items, valid(element));
      String bound = "have length less than or equal to " + shape.get("max");
      violation("too many", place.apply(list(items)), quoted(items), at, bound);
    }
    if (shape.path("min").asInt() > 0) {
      String bound = "have length greater than or equal to " + shape.get("min");
      violation("too few", place.apply(list()), "'[]' ", at, bound);
    }
    Place only = value -> place.apply(list(value));
    if (element.path("type").asText().equals("string")) {
      types(element, at + ".1.member", only);
      texts(element, at, only);
    } else {
      String inner = at + ".1.member";
      violation("null", only.apply(Json.MAPPER.nullNode()), "null ", inner, "not be null");
      value(element, inner, only);
    }
  }

  private static String quoted(JsonNode... items) {
    return Stream.of(items).map(JsonNode::toString).collect(Collectors.joining(", ", "'[", "]' "));
  }

  /** Strings of a list are reported under the list, with all that they have to keep. */
  private void texts(JsonNode element, String at, Place place) {
    String must =
        "satisfy constraint: [Member must have length less than or equal to "
            + element.get("max")
            + ", Member must have length greater than or equal to "
            + element.get("min")
            + ", Member must not be null]";
    String tooLong = "a".repeat(element.get("max").asInt() + 1);
    violation("too long", place.apply(text(tooLong)), "'[" + tooLong + "]' ", at, must);
    violation("empty", place.apply(text("")), "'[]' ", at, must);
    violation("null", place.apply(Json.MAPPER.nullNode()), "'[null]' ", at, must);
  }

  private void violation(String what, ObjectNode body, String quoted, String at, String... must) {
    String violations =
        Stream.of(must)
            .map(
                each ->
                    "Value %sat '%s' failed to satisfy constraint: Member must %s"
                        .formatted(quoted, at, each))
            .collect(Collectors.joining("; "));
    String count =
        must.length == 1
            ? "1 validation error detected: "
            : must.length + " validation errors detected: ";
    add(what + " at " + at, body, VALIDATION, count + violations);
  }

  private void add(String what, ObjectNode body, String type, String message) {
    all.add(new BadInput(operation, what, body, type, message));
  }
}
