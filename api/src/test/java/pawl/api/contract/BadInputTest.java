package pawl.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pawl.api.Api;
import pawl.api.FakeHost;
import pawl.asl.AslCompiler;
import pawl.asl.Json;
import pawl.engine.Limits;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryHost;

/**
 * Every operation with every kind of bad member, made from the contract's facts: always AWS's
 * answer, never a 500.
 */
class BadInputTest {
  private static final JsonNode CONTRACT = Contract.resource();
  private final Api api = new Api(new FakeHost());

  static List<String> operations() {
    return new ArrayList<>(Contract.load(Limits.AWS).operations());
  }

  private static JsonNode inputShape(String operation) {
    return shape(CONTRACT.path("operations").path(operation).path("input").textValue());
  }

  private static JsonNode shape(String name) {
    return CONTRACT.path("shapes").path(name);
  }

  /** A value that keeps the constraints of a shape, if not the rules behind them. */
  private static JsonNode valid(JsonNode shape) {
    return switch (shape.path("type").asText()) {
      case "string" ->
          shape.has("enum")
              ? shape.get("enum").get(0)
              : Json.MAPPER.valueToTree("a".repeat(shape.path("min").asInt(1)));
      case "integer", "long", "float" -> Json.MAPPER.valueToTree(shape.path("min").asInt(1));
      case "boolean" -> Json.MAPPER.valueToTree(false);
      case "list" ->
          Json.MAPPER.createArrayNode().add(valid(shape(shape.path("member").textValue())));
      case "structure" -> required(shape);
      default -> throw new IllegalStateException(shape.toString());
    };
  }

  private static ObjectNode required(JsonNode structure) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> member : structure.path("members").properties()) {
      if (member.getValue().path("required").asBoolean()) {
        object.set(member.getKey(), valid(shape(member.getValue().path("shape").textValue())));
      }
    }
    return object;
  }

  private void refused(String operation, ObjectNode body, String code, String message) {
    Api.Answer answer = api.send(operation, body.toString());
    assertThat(answer.status()).as("%s %s", operation, answer.body()).isEqualTo(400);
    assertThat(answer.code()).as("%s %s", operation, answer.body()).isEqualTo(code);
    assertThat(answer.message()).as("%s %s", operation, answer.body()).isEqualTo(message);
  }

  private void violates(String operation, ObjectNode body, String violation) {
    refused(
        operation, body, "ValidationException", "1 validation error detected: Value " + violation);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldNeverFailItselfOnInputThatKeepsTheContract(String operation) {
    ObjectNode body = required(inputShape(operation));
    assertThat(api.send(operation, body.toString()).status()).isIn(200, 400);

    body.put("unknownMember", "x").putObject("another").putArray("deep").add(1);
    String type = api.send(operation, body.toString()).body().path("__type").asText();
    assertThat(type)
        .doesNotStartWith("com.amazon.coral.validate#")
        .isNotEqualTo("com.amazon.coral.service#SerializationException");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldMissWhatIsRequired(String operation) {
    JsonNode shape = inputShape(operation);
    for (String member :
        new TreeSet<>(required(shape).propertyStream().map(Map.Entry::getKey).toList())) {
      JsonNode of = shape(shape.path("members").path(member).path("shape").textValue());
      String quoted = of.path("sensitive").asBoolean() ? "" : "null ";
      String violation =
          quoted + "at '" + member + "' failed to satisfy constraint: Member must not be null";
      ObjectNode without = required(shape);
      without.remove(member);
      violates(operation, without, violation);
      ObjectNode withNull = required(shape);
      withNull.putNull(member);
      violates(operation, withNull, violation);
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRefuseOtherTypes(String operation) {
    JsonNode shape = inputShape(operation);
    for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
      String type = shape(member.getValue().path("shape").textValue()).path("type").asText();
      for (String json : List.of("\"s\"", "1", "true", "[]", "{}")) {
        String message = mismatch(type, Api.json(json));
        if (message != null) {
          ObjectNode body = required(shape);
          body.set(member.getKey(), Api.json(json));
          refused(operation, body, "SerializationException", message);
        }
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
        value.isTextual() ? "STRING_VALUE" : value.isBoolean() ? "TRUE_VALUE" : "NUMBER_VALUE";
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

  @ParameterizedTest
  @MethodSource("operations")
  void shouldRefuseWhatIsOutOfBounds(String operation) {
    JsonNode shape = inputShape(operation);
    for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
      JsonNode of = shape(member.getValue().path("shape").textValue());
      String name = member.getKey();
      switch (of.path("type").asText()) {
        case "string" -> text(operation, shape, name, of);
        case "integer", "long", "float" -> number(operation, shape, name, of);
        case "list" -> list(operation, shape, name, of);
        default -> {}
      }
    }
  }

  private void text(String operation, JsonNode shape, String member, JsonNode of) {
    if (of.has("max")) {
      String bound =
          of.path("payload").asBoolean()
              ? "size less than or equal to " + of.get("max") + " bytes in UTF-8 encoding"
              : "length less than or equal to " + of.get("max");
      bad(operation, shape, member, of, "a".repeat(of.get("max").asInt() + 1), "have " + bound);
    }
    if (of.path("min").asInt() == 1 && !of.has("pattern")) {
      bad(operation, shape, member, of, "", "have length greater than or equal to 1");
    }
    if (of.has("pattern")) {
      String constraint = "satisfy regular expression pattern: " + of.get("pattern").textValue();
      bad(operation, shape, member, of, "é ü", constraint);
    }
    if (of.has("enum")) {
      ObjectNode body = required(shape);
      body.put(member, "nonsense");
      Api.Answer answer = api.send(operation, body.toString());
      assertThat(answer.message())
          .startsWith(
              "1 validation error detected: Value 'nonsense' at '"
                  + member
                  + "' failed to satisfy constraint: Member must satisfy enum value set: [");
      of.get("enum").forEach(value -> assertThat(answer.message()).contains(value.asText()));
    }
  }

  private void bad(
      String operation, JsonNode shape, String member, JsonNode of, String value, String must) {
    ObjectNode body = required(shape);
    body.put(member, value);
    String quoted = of.path("sensitive").asBoolean() ? "" : "'" + value + "' ";
    violates(
        operation,
        body,
        quoted + "at '" + member + "' failed to satisfy constraint: Member must " + must);
  }

  private void number(String operation, JsonNode shape, String member, JsonNode of) {
    for (String bound : List.of("min", "max")) {
      if (of.has(bound)) {
        boolean isMax = bound.equals("max");
        long beyond = of.get(bound).asLong() + (isMax ? 1 : -1);
        ObjectNode body = required(shape);
        body.put(member, beyond);
        violates(
            operation,
            body,
            "'"
                + beyond
                + "' at '"
                + member
                + "' failed to satisfy constraint: Member must have value "
                + (isMax ? "less" : "greater")
                + " than or equal to "
                + of.get(bound));
      }
    }
  }

  private void list(String operation, JsonNode shape, String member, JsonNode of) {
    if (of.has("max")) {
      ObjectNode body = required(shape);
      var list = body.putArray(member);
      for (int i = 0; i <= of.get("max").asInt(); i++) {
        list.add(valid(shape(of.path("member").textValue())));
      }
      assertThat(api.send(operation, body.toString()).message())
          .endsWith("Member must have length less than or equal to " + of.get("max"));
    }
  }

  /** Tried on the real core and compiler, which such bodies reach more often than one thinks. */
  @Test
  void shouldSurviveRandomBodies() {
    var host = new MemoryHost(new Arns("us-east-1", "123456789012"), Limits.AWS, FakeHost.NOW, 1);
    var api = new Api(host, AslCompiler::compile);
    String machine = api.createMachine("m");
    api.call("PublishStateMachineVersion", "stateMachineArn", machine);
    api.call("CreateActivity", "name", "a");
    long seed = 20261101;
    Random random = new Random(seed);
    List<String> operations = operations();
    for (int i = 0; i < 20_000; i++) {
      String operation = operations.get(random.nextInt(operations.size()));
      ObjectNode body = required(inputShape(operation));
      for (Map.Entry<String, JsonNode> member :
          inputShape(operation).path("members").properties()) {
        if (random.nextInt(3) == 0) {
          body.set(member.getKey(), randomValue(random, 3));
        }
      }
      Api.Answer answer = api.send(operation, body.toString());
      assertThat(answer.status())
          .as("seed %d, step %d: %s %s -> %s", seed, i, operation, body, answer.body())
          .isIn(200, 400);
    }
    assertThat(host.bugs()).isEmpty();
  }

  private static JsonNode randomValue(Random random, int depth) {
    List<String> texts =
        List.of(
            "",
            "x",
            "{}",
            "{\"a\":",
            "arn:aws:states:us-east-1:123456789012:stateMachine:m",
            "arn:aws:states:us-east-1:123456789012:stateMachine:m:1",
            "arn:aws:states:us-east-1:123456789012:stateMachine:m:alias",
            "arn:aws:states:us-east-1:123456789012:mapRun:m/l:u",
            "arn:aws:states:us-east-1:123456789012:execution:m:e",
            "arn:aws:states:us-east-1:123456789012:activity:a",
            "arn:aws:iam::123456789012:role/r",
            "arn:::::::",
            "arn",
            Api.DEFINITION,
            "STANDARD",
            "\ud800",
            "\u0000",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0, 1, 2 -> Json.MAPPER.valueToTree(texts.get(random.nextInt(texts.size())));
      case 3 -> Json.MAPPER.valueToTree(random.nextLong());
      case 4 -> Json.MAPPER.valueToTree(random.nextBoolean());
      case 5 -> Json.MAPPER.nullNode();
      case 6 -> Json.MAPPER.createArrayNode().add(randomValue(random, depth - 1));
      default ->
          Json.MAPPER
              .createObjectNode()
              .<ObjectNode>set("key", randomValue(random, depth - 1))
              .set("level", randomValue(random, depth - 1));
    };
  }
}
