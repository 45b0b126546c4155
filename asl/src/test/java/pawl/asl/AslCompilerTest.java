package pawl.asl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.program.Step;

/** Whatever the text is, there is an answer. */
class AslCompilerTest {
  private static final String DEFINITION =
      """
      {"Comment": "c", "Version": "1.0", "TimeoutSeconds": 60, "StartAt": "Task", "States": {
        "Task": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "InputPath": "$.a",
          "Parameters": {"p.$": "States.Format('{}', $.x)", "q": [{"r.$": "$$.Task.Token"}]},
          "ResultSelector": {"s.$": "$.Payload"}, "ResultPath": "$.b", "OutputPath": "$",
          "TimeoutSeconds": 10, "HeartbeatSecondsPath": "$.h", "Assign": {"v.$": "$.s"},
          "Credentials": {"RoleArn": "arn:x"},
          "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 2.0}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "Fail"}],
          "Next": "Choice"},
        "Choice": {"Type": "Choice", "Default": "Fail", "Choices": [
          {"And": [{"Variable": "$.a", "IsPresent": true}, {"Not": {"Variable": "$.a",
            "StringMatches": "x*"}}], "Next": "Map"},
          {"Variable": "$v", "TimestampLessThanPath": "$.t", "Next": "Wait"}]},
        "Map": {"Type": "Map", "ItemsPath": "$.list", "ItemSelector": {"i.$": "$$.Map.Item.Value"},
          "MaxConcurrency": 3, "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"},
          "StartAt": "Pass", "States": {"Pass": {"Type": "Pass", "Result": 1, "End": true}}},
          "Next": "Parallel"},
        "Parallel": {"Type": "Parallel", "Branches": [{"StartAt": "Done", "States": {
          "Done": {"Type": "Succeed"}}}], "Next": "Wait"},
        "Wait": {"Type": "Wait", "Timestamp": "2030-01-01T00:00:00Z", "End": true},
        "Fail": {"Type": "Fail", "ErrorPath": "$.e.Error", "Cause": "c"}}}
      """;

  @Test
  void shouldCompileWhatTheOtherTestsMutilate() {
    assertThat(Programs.compile(DEFINITION).flows()).hasSize(3);
  }

  @Test
  void shouldAnswerForDefinitionsWithRandomDamage() {
    JsonNode original = Payload.ofText(DEFINITION).node();
    for (long seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      JsonNode damaged = original.deepCopy();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        damage(damaged, random);
      }
      MachineType type = random.nextBoolean() ? MachineType.STANDARD : MachineType.EXPRESS;
      try {
        assertThat(AslCompiler.compile(damaged.toString(), type)).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + damaged, e);
      }
    }
  }

  private static void damage(JsonNode root, SplittableRandom random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode victim = containers.get(random.nextInt(containers.size()));
    JsonNode poison = poison(root, random);
    if (victim instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(3)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name, poison);
        default -> object.set(name + "Path", poison);
      }
    } else if (victim instanceof ArrayNode array && !array.isEmpty()) {
      int index = random.nextInt(array.size());
      if (random.nextBoolean()) {
        array.remove(index);
      } else {
        array.set(index, poison);
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode poison(JsonNode root, SplittableRandom random) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(9)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.textNode("$.x");
      case 2 -> nodes.textNode("");
      case 3 -> nodes.numberNode(-1);
      case 4 -> nodes.booleanNode(true);
      case 5 -> nodes.arrayNode().add("x");
      case 6 -> nodes.objectNode().put("x.$", "States.Array(");
      case 7 -> Payload.ofText("1e999999").node();
      default -> root.deepCopy();
    };
  }

  @Test
  void shouldAnswerForTruncatedText() {
    for (int end = 0; end < DEFINITION.strip().length(); end++) {
      assertThat(AslCompiler.compile(DEFINITION.substring(0, end), MachineType.STANDARD))
          .isInstanceOf(Compilation.Rejected.class);
    }
  }

  @Test
  void shouldAnswerForHostileNesting() {
    String rule = "{\"Not\": ".repeat(400) + "{\"Variable\": \"$\", \"IsNull\": true}";
    String choice =
        "{\"StartAt\": \"C\", \"States\": {\"C\": {\"Type\": \"Choice\", \"Choices\": [{\"Next\":"
            + " \"E\", \"Not\": "
            + rule
            + "}".repeat(400)
            + "}]}, \"E\": {\"Type\": \"Succeed\"}}}";
    Programs.compile(choice);
    for (String piece : List.of("[", "{\"a\":", "{\"States\":")) {
      assertThat(AslCompiler.compile(piece.repeat(100_000), MachineType.STANDARD))
          .isInstanceOf(Compilation.Rejected.class);
    }
    String deep = "[".repeat(900) + "]".repeat(900);
    Programs.compile(
        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true,"
            + " \"Parameters\": "
            + deep
            + "}}}");
  }

  @Test
  @Timeout(10)
  void shouldCompileADefinitionOfTheLargestSize() {
    StringBuilder definition = new StringBuilder("{\"StartAt\": \"S0\", \"States\": {");
    int states = 0;
    while (definition.length() < 1024 * 1024 - 200) {
      definition.append("\"S%d\": {\"Type\": \"Pass\", \"Next\": ".formatted(states));
      definition.append("\"S%d\"},".formatted(++states));
    }
    definition.append("\"S%d\": {\"Type\": \"Succeed\"}}}".formatted(states));
    assertThat(Programs.compile(definition.toString()).top().steps()).hasSize(states + 1);
    String wrong = definition.toString().replace("Pass", "Walk");
    assertThat(Programs.rejected(wrong, MachineType.STANDARD)).hasSizeBetween(100, 1000);
  }

  /** Data flow takes values apart and puts them together again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-7",
        "1.0",
        "1.50",
        "0.1",
        "1E+2",
        "9007199254740993",
        "1E-7",
        "0.30000000000000004"
      })
  void shouldKeepTheFormOfNumbers(String number) {
    Step.Pass pass =
        Programs.pass(
            "\"InputPath\": \"$.in\", \"ResultPath\": \"$.out.put\", \"OutputPath\": \"$.out\","
                + " \"Parameters\": {\"path.$\": \"$.n[0]\", \"query.$\": \"$.n[*]\", \"literal\": "
                + number
                + ", \"call.$\": \"States.Array($.n[0], "
                + number
                + ", States.StringToJson(States.JsonToString($.n[0])))\"}");
    assertThat(Programs.run(pass, "{\"in\": {\"n\": [" + number + "]}}"))
        .isEqualTo(
            "{'put':{'path':N,'query':[N],'literal':N,'call':[N,N,N]}}"
                .replace("'", "\"")
                .replace("N", number));
  }

  @Test
  void shouldWriteEveryNumberThatCanBeRead() {
    for (String number :
        List.of("0", "-0", "1.0", "1.50", "1e400", "1E-400", "123456789012345678901234567890")) {
      Payload payload = Payload.of(Payload.ofText(number).node());
      JsonNode again = Payload.ofBytes(payload.bytes()).node();
      assertThat(again.decimalValue())
          .isEqualByComparingTo(Payload.ofText(number).node().decimalValue());
    }
    assertThat(Payload.of(Payload.ofText("1.50").node()).text()).isEqualTo("1.50");
    assertThat(Payload.of(Payload.ofText("1e999999999").node()).text()).isEqualTo("1E+999999999");
  }
}
