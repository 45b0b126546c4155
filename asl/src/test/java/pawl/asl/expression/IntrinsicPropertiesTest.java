package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pawl.asl.Environments;
import pawl.asl.Payload;
import pawl.asl.RandomJson;
import pawl.asl.Trials;

/** What holds for intrinsic functions whatever their arguments. */
class IntrinsicPropertiesTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Calls {@code States.<function>} with arguments that are paths to the values. */
  private static JsonNode call(String function, JsonNode... values) {
    ObjectNode input = NODES.objectNode();
    List<String> paths = new ArrayList<>();
    for (JsonNode value : values) {
      paths.add("$.v" + paths.size());
      input.set("v" + (paths.size() - 1), value);
    }
    return evaluate("States." + function + "(" + String.join(", ", paths) + ")", Payload.of(input));
  }

  private static JsonNode evaluate(String call, Payload input) {
    return Expression.compile(call).evaluate(Scope.of(Environments.of(input, Map.of())), "field.$");
  }

  private static JsonNode text(String text) {
    return TextNode.valueOf(text);
  }

  @Test
  void shouldDecodeWhatBase64EncodeEncoded() {
    Trials.of(
        1_000,
        random -> {
          JsonNode text = text(new RandomJson(random).text());
          assertThat(call("Base64Decode", call("Base64Encode", text))).isEqualTo(text);
        });
  }

  @Test
  void shouldHashAsTheJdkDoes() {
    Trials.of(
        500,
        random -> {
          String text = new RandomJson(random).text();
          for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")) {
            assertThat(call("Hash", text(text), text(algorithm)))
                .isEqualTo(text(digest(text, algorithm)));
          }
        });
  }

  private static String digest(String text, String algorithm) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldPartitionWithoutLosingAnything() {
    Trials.of(
        1_000,
        random -> {
          ArrayNode array = new RandomJson(random).array(2);
          int size = random.nextInt(1, 4);
          JsonNode parts = call("ArrayPartition", array, NODES.numberNode(size));
          ArrayNode joined = NODES.arrayNode();
          for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            assertThat(parts.get(i).size()).isBetween(last ? 1 : size, size);
            joined.addAll((ArrayNode) parts.get(i));
          }
          assertThat(joined).isEqualTo(array);
        });
  }

  @Test
  void shouldKeepTheFirstOfEachInArrayUnique() {
    Trials.of(
        1_000,
        random -> {
          ArrayNode array = new RandomJson(random).array(2);
          array.addAll(new RandomJson(random).array(2));
          JsonNode unique = call("ArrayUnique", array);
          ArrayNode expected = NODES.arrayNode();
          for (JsonNode element : array) {
            if (!call("ArrayContains", expected, element).booleanValue()) {
              expected.add(element);
            }
          }
          assertThat(unique).isEqualTo(expected);
          assertThat(call("ArrayUnique", unique)).isEqualTo(unique);
        });
  }

  @Test
  void shouldFindWhatIsInAnArrayAndCountIt() {
    Trials.of(
        1_000,
        random -> {
          ArrayNode array = new RandomJson(random).array(2);
          assertThat(call("ArrayLength", array).intValue()).isEqualTo(array.size());
          for (int i = 0; i < array.size(); i++) {
            assertThat(call("ArrayGetItem", array, NODES.numberNode(i))).isEqualTo(array.get(i));
            assertThat(call("ArrayContains", array, array.get(i)).booleanValue()).isTrue();
          }
          assertThatExceptionOfType(EvaluationException.class)
              .isThrownBy(() -> call("ArrayGetItem", array, NODES.numberNode(array.size())));
        });
  }

  @Test
  void shouldMakeRangesThatStepEvenlyAndReachAsFarAsTheyCan() {
    Trials.of(
        1_000,
        random -> {
          int first = random.nextInt(-50, 50);
          int last = random.nextInt(-50, 50);
          int step = random.nextInt(1, 9) * (random.nextBoolean() ? 1 : -1);
          JsonNode range =
              call(
                  "ArrayRange",
                  NODES.numberNode(first),
                  NODES.numberNode(last),
                  NODES.numberNode(step));
          List<Integer> expected = new ArrayList<>();
          for (int n = first; step > 0 ? n <= last : n >= last; n += step) {
            expected.add(n);
          }
          List<Integer> actual = new ArrayList<>();
          range.forEach(n -> actual.add(n.intValue()));
          assertThat(actual).isEqualTo(expected);
        });
  }

  @Test
  void shouldRoundEachOperandOfMathAddHalvesUpwards() {
    Trials.of(
        3_000,
        random -> {
          BigDecimal a = operand(random);
          BigDecimal b = operand(random);
          assertThat(call("MathAdd", NODES.numberNode(a), NODES.numberNode(b)).longValue())
              .isEqualTo(rounded(a) + rounded(b));
        });
  }

  private static BigDecimal operand(SplittableRandom random) {
    return BigDecimal.valueOf(random.nextLong(-400, 400), random.nextInt(0, 3));
  }

  /** As the documentation has it, in the simplest way: {@code Math.round} rounds halves up. */
  private static long rounded(BigDecimal number) {
    return Math.round(number.doubleValue());
  }

  @Test
  void shouldSplitAtEveryCharacterOfTheSeparator() {
    Trials.of(
        2_000,
        random -> {
          var json = new RandomJson(random);
          String text = json.text() + json.text();
          String separators = json.text() + ",";
          JsonNode parts = call("StringSplit", text(text), text(separators));
          List<String> expected = new ArrayList<>();
          StringBuilder part = new StringBuilder();
          for (int c : (text + ',').codePoints().toArray()) {
            if (separators.indexOf(c) < 0) {
              part.appendCodePoint(c);
            } else if (!part.isEmpty()) {
              expected.add(part.toString());
              part.setLength(0);
            }
          }
          List<String> actual = new ArrayList<>();
          parts.forEach(p -> actual.add(p.textValue()));
          assertThat(actual).isEqualTo(expected);
        });
  }

  @Test
  void shouldMergeSoThatTheSecondWins() {
    Trials.of(
        1_000,
        random -> {
          var json = new RandomJson(random);
          ObjectNode a = json.object(2);
          ObjectNode b = json.object(2);
          JsonNode merged = call("JsonMerge", a, b, NODES.booleanNode(false));
          for (String name : RandomJson.NAMES) {
            assertThat(merged.get(name)).isEqualTo(b.has(name) ? b.get(name) : a.get(name));
          }
          assertThat(call("JsonMerge", merged, b, NODES.booleanNode(false))).isEqualTo(merged);
        });
  }

  @Test
  void shouldReadWhatJsonToStringWrote() {
    Trials.of(
        1_000,
        random -> {
          JsonNode value = new RandomJson(random).value(4);
          assertThat(call("StringToJson", call("JsonToString", value)))
              .hasToString(value.toString());
        });
  }

  @Test
  void shouldFormatStringsBareAndInOrder() {
    Trials.of(
        1_000,
        random -> {
          var json = new RandomJson(random);
          String[] texts = {json.text(), json.text(), json.text()};
          // The pattern comes from the data, where a backslash escapes as in the definition.
          String pattern = "{}" + escaped(texts[0]) + "{}";
          JsonNode result = call("Format", text(pattern), text(texts[1]), text(texts[2]));
          assertThat(result.textValue()).isEqualTo(texts[1] + texts[0] + texts[2]);
        });
  }

  @Test
  void shouldTakeAnyTextAsALiteral() {
    Trials.of(
        2_000,
        random -> {
          String text = new RandomJson(random).text();
          JsonNode array = evaluate("States.Array('" + escaped(text) + "')", Payload.EMPTY_OBJECT);
          assertThat(array.get(0).textValue()).isEqualTo(text);
        });
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\{}']", "\\\\$0");
  }

  @Test
  void shouldDrawRandomNumbersWithinTheBoundsAndTheSameForASeed() {
    Trials.of(
        1_000,
        random -> {
          JsonNode low = NODES.numberNode(random.nextInt(-100, 100));
          JsonNode high = NODES.numberNode(low.intValue() + random.nextInt(1, 50));
          assertThat(call("MathRandom", low, high).intValue())
              .isBetween(low.intValue(), high.intValue() - 1);
          JsonNode seed = NODES.numberNode(random.nextInt());
          assertThat(call("MathRandom", low, high, seed))
              .isEqualTo(call("MathRandom", low, high, seed));
        });
  }
}
