package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Environments;
import pawl.asl.Payload;
import pawl.asl.data.Evaluation;

class ChoiceRuleTest {
  private static boolean holds(String rule, String input) {
    return ChoiceRule.compile(Payload.ofText(rule).node())
        .holds(Scope.of(Environments.of(input, Map.of("v", Payload.ofText("5")))));
  }

  @Test
  void shouldKnowThirtyNineFields() {
    assertThat(ComparisonFields.BY_NAME).hasSize(39);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          StringEquals               | "a"    | "a"    | true
          StringEquals               | "a"    | "A"    | false
          StringEquals               | 1      | "1"    | false
          StringEquals               | null   | "null" | false
          StringLessThan             | "A"    | "AB"   | true
          StringLessThan             | "b"    | "a"    | false
          StringLessThan             | "Z"    | "a"    | true
          StringLessThanEquals       | "a"    | "a"    | true
          StringGreaterThan          | "b"    | "a"    | true
          StringGreaterThan          | "a"    | "a"    | false
          StringGreaterThanEquals    | "a"    | "a"    | true
          StringGreaterThanEquals    | ""     | "a"    | false
          NumericEquals              | 0      | -0.0   | true
          NumericEquals              | 1      | 1.0    | true
          NumericEquals              | "1"    | 1      | false
          NumericEquals              | true   | 1      | false
          NumericLessThan            | 1      | 1.1    | true
          NumericLessThan            | 1      | 1      | false
          NumericLessThanEquals      | 1      | 1      | true
          NumericGreaterThan         | 2      | 1      | true
          NumericGreaterThan         | 9007199254740993 | 9007199254740992 | true
          NumericGreaterThanEquals   | 1e400  | 1      | true
          NumericGreaterThanEquals   | 0      | 1      | false
          BooleanEquals              | true   | true   | true
          BooleanEquals              | true   | false  | false
          BooleanEquals              | "true" | true   | false
          TimestampEquals            | "2016-03-14T01:59:00Z" | "2016-03-14T03:59:00+02:00" | true
          TimestampEquals            | "2016-03-14T01:59:00.000Z" | "2016-03-14T01:59:00Z" | true
          TimestampEquals            | "2016-03-14" | "2016-03-14T00:00:00Z" | false
          TimestampEquals            | 0      | "2016-03-14T00:00:00Z" | false
          TimestampLessThan          | "2016-03-14T01:58:59.999Z" | "2016-03-14T01:59:00Z" | true
          TimestampLessThanEquals    | "2016-03-14T01:59:00Z" | "2016-03-14T01:59:00Z" | true
          TimestampGreaterThan       | "2016-03-14T01:59:00Z" | "2016-03-14T01:59:00Z" | false
          TimestampGreaterThanEquals | "2017-03-14T01:59:00Z" | "2016-03-14T01:59:00Z" | true
          """)
  void shouldCompareWithLiteralsAndPaths(
      String field, String variable, String value, boolean expected) {
    String literal = "{\"Variable\": \"$.x\", \"" + field + "\": " + value + "}";
    assertThat(holds(literal, "{\"x\": " + variable + "}")).isEqualTo(expected);
    String path = "{\"Variable\": \"$.x\", \"" + field + "Path\": \"$.y\"}";
    assertThat(holds(path, "{\"x\": " + variable + ", \"y\": " + value + "}")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          IsNull      | null   | true
          IsNull      | 0      | false
          IsPresent   | null   | true
          IsPresent   | {}     | true
          IsNumeric   | 1.5    | true
          IsNumeric   | "1"    | false
          IsString    | ""     | true
          IsString    | null   | false
          IsBoolean   | false  | true
          IsBoolean   | 0      | false
          IsTimestamp | "2016-03-14T01:59:00Z" | true
          IsTimestamp | "2016-03-14 01:59:00Z" | false
          IsTimestamp | 1      | false
          """)
  void shouldAskForKinds(String field, String variable, boolean expected) {
    String rule = "{\"Variable\": \"$.x\", \"" + field + "\": true}";
    String opposite = "{\"Variable\": \"$.x\", \"" + field + "\": false}";
    String input = "{\"x\": " + variable + "}";
    assertThat(holds(rule, input)).isEqualTo(expected);
    assertThat(holds(opposite, input)).isEqualTo(!expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          log-*.txt   | log-1.txt    | true
          log-*.txt   | log-.txt     | true
          log-*.txt   | log-1.txt2   | false
          *           | anything     | true
          *a*b*       | xxaxxbxx     | true
          *a*b*       | xxbxxaxx     | false
          a*a         | a            | false
          \\\\*lit    | *lit         | true
          \\\\*lit    | xlit         | false
          back\\\\\\\\s | back\\s    | true
          plain       | plain        | true
          plain       | plainer      | false
          """)
  void shouldMatchWildcards(String pattern, String text, boolean expected) {
    String rule = "{\"Variable\": \"$.x\", \"StringMatches\": \"" + pattern + "\"}";
    String input = "{\"x\": \"" + text.replace("\\", "\\\\") + "\"}";
    assertThat(holds(rule, input)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"Not": {"Variable": "$.n", "NumericEquals": 1}}                              | false
          {"And": [{"Variable": "$.n", "IsPresent": true}, {"Variable": "$.n", "NumericLessThan": 2}]} | true
          {"And": [{"Variable": "$.q", "IsPresent": true}, {"Variable": "$.q", "NumericLessThan": 2}]} | false
          {"Or": [{"Variable": "$.n", "NumericEquals": 2}, {"Not": {"Variable": "$.q", "IsPresent": true}}]} | true
          {"Or": [{"Variable": "$.n", "NumericEquals": 2}, {"Variable": "$.n", "IsNull": true}]} | false
          {"Variable": "$v", "NumericGreaterThanPath": "$.n"}                           | true
          {"Variable": "$$.State.Name", "StringEquals": "Here"}                         | true
          """)
  void shouldCombine(String rule, boolean expected) {
    assertThat(holds(rule, "{\"n\": 1}")).isEqualTo(expected);
  }

  @Test
  void shouldFailForAVariableThatIsNotThere() {
    assertThat(holds("{\"Variable\": \"$.x\", \"IsPresent\": false}", "{}")).isTrue();
    for (String rule :
        new String[] {
          "{\"Variable\": \"$.x\", \"StringEquals\": \"a\"}",
          "{\"Variable\": \"$.x\", \"IsNull\": true}",
          "{\"Variable\": \"$.ok\", \"StringEqualsPath\": \"$.x\"}"
        }) {
      assertThatExceptionOfType(EvaluationException.class)
          .isThrownBy(() -> holds(rule, "{\"ok\": \"a\"}"))
          .withMessage(
              "Invalid path '$.x': The choice state's condition path references an invalid value.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $.a[0]  | {"a": []}        | false
          $.a[0]  | {"a": [null]}    | true
          $.a[1]  | {"a": [1, 2]}    | true
          $.a[2]  | {"a": [1, 2]}    | false
          $.a[-1] | {"a": []}        | false
          $.a[-1] | {"a": [1]}       | true
          $.a[*]  | {"a": []}        | true
          """)
  void shouldFindNothingPresentBeyondTheEndOfAnArray(String path, String input, boolean present) {
    String rule = "{\"Variable\": \"" + path + "\", \"IsPresent\": ";
    assertThat(holds(rule + "true}", input)).isEqualTo(present);
    assertThat(holds(rule + "false}", input)).isEqualTo(!present);
  }

  /** Each of these takes minutes where the search starts over for every character of the text. */
  @Timeout(10)
  @ParameterizedTest
  @CsvSource({"*a, 1000, b", "a, 100000, b*", "ab, 50000, *c", "*a*, 50000, b"})
  void shouldMatchAHostilePatternInLinearTime(String piece, int times, String end) {
    Wildcards pattern = Wildcards.compile("*" + piece.repeat(times) + end);
    for (String letters : new String[] {"a", "ab"}) {
      assertThat(pattern.matches(letters.repeat(250_000) + "d")).isFalse();
    }
  }

  /** Patterns and texts of two letters, compared with what a regular expression finds. */
  @Test
  void shouldAgreeWithRegularExpressions() {
    for (long seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String pattern = word(random, "ab*", 8);
      String text = word(random, "ab", 12);
      assertThat(Wildcards.compile(pattern).matches(text))
          .as("%s on %s", pattern, text)
          .isEqualTo(text.matches(pattern.replaceAll("\\*+", ".*")));
    }
  }

  private static String word(SplittableRandom random, String letters, int longest) {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  @Test
  void shouldNeverThrowForRandomRules() {
    String[] values = {
      "0",
      "-0.0",
      "1e999999999",
      "\"a\"",
      "\"2016-03-14T01:59:00Z\"",
      "true",
      "null",
      "[]",
      "{\"x\": 1}"
    };
    List<String> names = List.copyOf(ComparisonFields.BY_NAME.keySet());
    for (long seed = 0; seed < 10_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ChoiceRule rule = ChoiceRule.compile(Payload.ofText(rule(random, names, values, 3)).node());
      String input = "{\"x\": %s, \"y\": %s}".formatted(pick(random, values), pick(random, values));
      Evaluation<Boolean> outcome =
          EvaluationException.evaluate(() -> rule.holds(Scope.of(Environments.of(input))));
      assertThat(outcome).as("seed %s", seed).isNotNull();
    }
  }

  private static String rule(
      SplittableRandom random, List<String> names, String[] values, int depth) {
    switch (depth == 0 ? 3 : random.nextInt(6)) {
      case 0 -> {
        return "{\"Not\": " + rule(random, names, values, depth - 1) + "}";
      }
      case 1, 2 -> {
        String rules =
            rule(random, names, values, depth - 1) + ", " + rule(random, names, values, depth - 1);
        return "{\"" + (random.nextBoolean() ? "And" : "Or") + "\": [" + rules + "]}";
      }
      default -> {
        String name = names.get(random.nextInt(names.size()));
        String variable = pick(random, "$.x", "$", "$.no", "$..x", "$v", "$$.State.Name");
        String operand = name.endsWith("Path") ? "\"$.y\"" : pick(random, values);
        return "{\"Variable\": \"" + variable + "\", \"" + name + "\": " + operand + "}";
      }
    }
  }

  private static String pick(SplittableRandom random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
