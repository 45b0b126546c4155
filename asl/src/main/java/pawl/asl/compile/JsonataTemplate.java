package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import pawl.asl.data.EvaluationError;
import pawl.asl.expression.EvaluationException;
import pawl.asl.jsonata.JsonataExpression;
import pawl.asl.jsonata.JsonataText;
import pawl.asl.jsonata.Result;

/**
 * The value of a field in a JSONata state: JSON in which strings that stand in <code>{% %}</code>
 * are expressions. Parts without expressions are not copied when it is evaluated.
 */
sealed interface JsonataTemplate {
  /** No expression anywhere. */
  record Constant(JsonNode value) implements JsonataTemplate {}

  /** {@code location} is the field that the expression stands in, as AWS names it. */
  record Dynamic(JsonataExpression expression, String location) implements JsonataTemplate {}

  record Members(List<Member> members) implements JsonataTemplate {}

  record Elements(List<JsonataTemplate> elements) implements JsonataTemplate {}

  /** One member of an object. */
  record Member(String name, JsonataTemplate value) {}

  /** Compiles what stands at {@code location}. */
  static JsonataTemplate compile(JsonNode value, String location) {
    if (JsonataText.isExpression(value)) {
      return new Dynamic(
          JsonataExpression.compile(JsonataText.expression(value.textValue())), location);
    }
    return switch (value) {
      case ObjectNode object -> {
        List<Member> members = new ArrayList<>(object.size());
        object
            .properties()
            .forEach(
                member ->
                    members.add(
                        new Member(
                            member.getKey(),
                            compile(member.getValue(), location + "/" + member.getKey()))));
        yield members.stream().allMatch(member -> member.value() instanceof Constant)
            ? new Constant(object)
            : new Members(members);
      }
      case ArrayNode array -> {
        List<JsonataTemplate> elements = new ArrayList<>(array.size());
        for (int index = 0; index < array.size(); index++) {
          elements.add(compile(array.get(index), location + "[" + index + "]"));
        }
        yield elements.stream().allMatch(Constant.class::isInstance)
            ? new Constant(array)
            : new Elements(elements);
      }
      default -> new Constant(value);
    };
  }

  /** Evaluates it. The result shares parts with the template and with what the scope shows. */
  default JsonNode evaluate(JsonataScope scope) {
    return switch (this) {
      case Constant(JsonNode value) -> value;
      case Dynamic(JsonataExpression expression, String location) ->
          value(expression, location, scope);
      case Members(List<Member> members) -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(member -> object.set(member.name(), member.value().evaluate(scope)));
        yield object;
      }
      case Elements(List<JsonataTemplate> elements) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
        elements.forEach(element -> array.add(element.evaluate(scope)));
        yield array;
      }
    };
  }

  private static JsonNode value(JsonataExpression expression, String location, JsonataScope scope) {
    return switch (expression.evaluate(scope.bindings(expression))) {
      case Result.Value(JsonNode value) -> value;
      case Result.Nothing() ->
          throw failure(expression, location, " returned nothing (undefined).");
      case Result.Unsupported() ->
          throw failure(expression, location, " returned an unsupported result type.");
      case Result.Failed(String message) ->
          throw failure(expression, location, " threw an error during evaluation" + message);
    };
  }

  /** The failure of a value that is not of the type that a field needs. */
  static EvaluationException unexpected(
      JsonataTemplate template, String location, String expected, JsonNode value) {
    String complaint =
        " returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
            .formatted(expected, typeName(value), value);
    return template instanceof Dynamic(JsonataExpression expression, _)
        ? failure(expression, location, complaint)
        : failure("The value specified for the field '" + location + "'" + complaint, location);
  }

  private static EvaluationException failure(
      JsonataExpression expression, String location, String complaint) {
    return failure(
        "The JSONata expression '%s' specified for the field '%s'%s"
            .formatted(expression.text(), location, complaint),
        location);
  }

  private static EvaluationException failure(String cause, String location) {
    return new EvaluationException(EvaluationError.query(cause, location));
  }

  private static String typeName(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case NULL, MISSING -> "null";
      case OBJECT, POJO -> "object";
    };
  }
}
