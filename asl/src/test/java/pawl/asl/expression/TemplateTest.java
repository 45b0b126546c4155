package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Environments;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;

class TemplateTest {
  private static JsonNode evaluate(String template, String input) {
    Environment environment = Environments.of(input, Map.of("v", Payload.ofText("[1, 2]")));
    return Template.compile(Payload.ofText(template).node()).evaluate(Scope.of(environment));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1, "b": "$.x"}                     | {"a":1,"b":"$.x"}
          {"a.$": "$.x"}                           | {"a":{"y":[1.0]}}
          {"a": {"b": [{"c.$": "$.x.y[0]"}, 2]}}   | {"a":{"b":[{"c":1.0},2]}}
          {"a.$": "$", "b.$": "$$.State.Name"}     | {"a":{"x":{"y":[1.0]}},"b":"Here"}
          {"a.$": "$v[1]"}                         | {"a":2}
          {"a.$": "States.ArrayLength($v)"}        | {"a":2}
          [{"a.$": "$.x.y"}, "$.x"]                | [{"a":[1.0]},"$.x"]
          "$.x"                                    | "$.x"
          {"$": 1, ".$": "$.x.y"}                  | {"$":1,"":[1.0]}
          """)
  void shouldEvaluate(String template, String expected) {
    assertThat(evaluate(template, "{\"x\": {\"y\": [1.0]}}")).hasToString(expected);
  }

  @Test
  void shouldNameFieldAndInputOfAPathThatSelectsNothing() {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("{\"a\": {\"b.$\": \"$.no\"}}", "{\"x\": 1}"))
        .withMessage(
            "The JSONPath '$.no' specified for the field 'b.$' could not be found in the input"
                + " '{\"x\": 1}'");
  }

  @Test
  void shouldReportEveryFault() {
    JsonNode template =
        Payload.ofText("{\"a.$\": 1, \"b\": [{\"c.$\": \"x\"}], \"d.$\": \"$.ok\"}").node();
    assertThat(Template.check(template))
        .extracting(Template.Fault::field)
        .containsExactly("a.$", "c.$");
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> Template.compile(template));
  }

  @Test
  void shouldNotCopyWhatIsConstant() {
    JsonNode template = Payload.ofText("{\"a\": {\"b\": 1}, \"c.$\": \"$\"}").node();
    JsonNode result = Template.compile(template).evaluate(Scope.of(Environments.of("{}")));
    assertThat(result.get("a")).isSameAs(template.get("a"));
  }

  @Test
  void shouldFailRatherThanBuildWhatCannotBeReadAgain() {
    String deep = "[".repeat(950) + "]".repeat(950);
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("{\"a.$\": \"$\"}", deep))
        .withMessageContaining("nested deeper");
  }

  @Test
  void shouldFailRatherThanProduceTextWithoutEnd() {
    StringBuilder call = new StringBuilder("States.Format('");
    call.append("{}".repeat(2_000)).append("'");
    call.append(", $.t".repeat(2_000)).append(")");
    String input = "{\"t\": \"" + "x".repeat(100_000) + "\"}";
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("{\"a.$\": \"" + call + "\"}", input))
        .withMessageContaining("characters");
  }

  @Test
  void shouldFailRatherThanRepeatTheInputWithoutEnd() {
    StringBuilder template = new StringBuilder("{");
    for (int i = 0; i < 10_000; i++) {
      template.append(i == 0 ? "" : ",").append("\"a").append(i).append(".$\": \"$.t\"");
    }
    String input = "{\"t\": \"" + "x".repeat(200_000) + "\"}";
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate(template + "}", input))
        .withMessageContaining("larger than any payload");
  }

  @Test
  void shouldNeverThrowForRandomTemplates() {
    for (long seed = 0; seed < 3_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      JsonNode json = randomTemplate(random, 4);
      Environment environment = Environments.of(Payload.of(randomTemplate(random, 3)), Map.of());
      if (Template.check(json).isEmpty()) {
        Template template = Template.compile(json);
        Evaluation<JsonNode> outcome =
            EvaluationException.evaluate(() -> template.evaluate(Scope.of(environment)));
        assertThat(outcome).as("seed %s", seed).isNotNull();
      }
    }
  }

  private static JsonNode randomTemplate(SplittableRandom random, int depth) {
    String[] expressions = {
      "$",
      "$.a",
      "$.a[0]",
      "$..a",
      "$.a[*].b",
      "$.a[?(@.b > 1)]",
      "$$.State",
      "$v",
      "no",
      "States.Format('{}', $.a)",
      "States.ArrayLength($.a)",
      "States.MathAdd($.a, 1)",
      "States.JsonMerge($, $.a, false)",
      "States.StringToJson($.a)",
      "$.a.length()",
      "$.a.min()"
    };
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (depth == 0 ? random.nextInt(3) : random.nextInt(5)) {
      case 0 -> {
        return nodes.numberNode(random.nextInt(3));
      }
      case 1 -> {
        return nodes.textNode(expressions[random.nextInt(expressions.length)]);
      }
      case 2 -> {
        return nodes.nullNode();
      }
      case 3 -> {
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(randomTemplate(random, depth - 1));
        }
        return array;
      }
      default -> {
        ObjectNode object = nodes.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          if (random.nextBoolean()) {
            object.put("b.$", expressions[random.nextInt(expressions.length)]);
          } else {
            object.set(random.nextBoolean() ? "a" : "b", randomTemplate(random, depth - 1));
          }
        }
        return object;
      }
    }
  }
}
