package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pawl.asl.Environments;
import pawl.asl.Payload;
import pawl.asl.RandomJson;
import pawl.asl.Trials;
import pawl.asl.expression.Comparison.Kind;
import pawl.asl.expression.Comparison.Relation;
import pawl.asl.expression.Comparison.Type;

/** The laws of the comparisons that choice rules make. */
class ComparisonPropertiesTest {
  private static JsonNode value(Type type, SplittableRandom random) {
    return switch (type) {
      case STRING -> TextNode.valueOf(new RandomJson(random).text());
      case NUMERIC -> new RandomJson(random).number();
      case BOOLEAN -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      case TIMESTAMP -> TextNode.valueOf(timestamp(random));
    };
  }

  /** Moments that are near each other, written with different offsets and fractions. */
  private static String timestamp(SplittableRandom random) {
    Instant moment = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(3));
    var offset = ZoneOffset.ofHoursMinutes(random.nextInt(-11, 12), 0);
    String text =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").format(moment.atOffset(offset));
    String fraction =
        random.nextBoolean() ? "" : "." + random.nextInt(2) + "0".repeat(random.nextInt(12));
    return text + fraction + (offset.equals(ZoneOffset.UTC) ? "Z" : offset.getId());
  }

  private static boolean holds(Type type, Relation relation, JsonNode a, JsonNode b) {
    return Comparison.holds(type, relation, a, b);
  }

  @Test
  void shouldOrderTotally() {
    for (Type type : Type.values()) {
      Trials.of(
          3_000,
          random -> {
            JsonNode a = value(type, random);
            JsonNode b = value(type, random);
            JsonNode c = value(type, random);
            boolean less = holds(type, Relation.LESS_THAN, a, b);
            boolean equal = holds(type, Relation.EQUALS, a, b);
            boolean greater = holds(type, Relation.GREATER_THAN, a, b);
            assertThat((less ? 1 : 0) + (equal ? 1 : 0) + (greater ? 1 : 0))
                .as("exactly one of less, equal, greater: %s, %s", a, b)
                .isEqualTo(1);
            assertThat(holds(type, Relation.EQUALS, a, a)).isTrue();
            assertThat(holds(type, Relation.GREATER_THAN, b, a)).isEqualTo(less);
            assertThat(holds(type, Relation.LESS_THAN_EQUALS, a, b)).isEqualTo(less || equal);
            assertThat(holds(type, Relation.GREATER_THAN_EQUALS, a, b)).isEqualTo(greater || equal);
            if (less && holds(type, Relation.LESS_THAN, b, c)) {
              assertThat(holds(type, Relation.LESS_THAN, a, c)).as("transitive").isTrue();
            }
            if (equal && holds(type, Relation.EQUALS, b, c)) {
              assertThat(holds(type, Relation.EQUALS, a, c)).as("transitive").isTrue();
            }
          });
    }
  }

  @Test
  void shouldNeverMatchWhatIsOfAnotherType() {
    Trials.of(
        5_000,
        random -> {
          JsonNode any = new RandomJson(random).value(1);
          for (Type type : Type.values()) {
            JsonNode right = value(type, random);
            if (!isOf(type, any)) {
              for (Relation relation : Relation.values()) {
                assertThat(holds(type, relation, any, right)).as("%s: %s", type, any).isFalse();
                assertThat(holds(type, relation, right, any)).as("%s: %s", type, any).isFalse();
              }
            }
          }
        });
  }

  private static boolean isOf(Type type, JsonNode value) {
    return Comparison.is(
        switch (type) {
          case STRING -> Kind.STRING;
          case NUMERIC -> Kind.NUMERIC;
          case BOOLEAN -> Kind.BOOLEAN;
          case TIMESTAMP -> Kind.TIMESTAMP;
        },
        value);
  }

  @Test
  void shouldNegateAndCombineAsLogicDoes() {
    Trials.of(
        2_000,
        random -> {
          ObjectNode input = JsonNodeFactory.instance.objectNode();
          input.set("a", new RandomJson(random).value(1));
          Scope scope = Scope.of(Environments.of(Payload.of(input), Map.of()));
          String p = condition(random);
          String q = condition(random);
          boolean both = holds("{\"And\": [%s, %s]}".formatted(p, q), scope);
          boolean either = holds("{\"Or\": [%s, %s]}".formatted(p, q), scope);
          assertThat(both).isEqualTo(holds(p, scope) && holds(q, scope));
          assertThat(either).isEqualTo(holds(p, scope) || holds(q, scope));
          assertThat(holds("{\"Not\": {\"And\": [%s, %s]}}".formatted(p, q), scope))
              .isEqualTo(holds("{\"Or\": [{\"Not\": %s}, {\"Not\": %s}]}".formatted(p, q), scope));
        });
  }

  private static boolean holds(String rule, Scope scope) {
    return ChoiceRule.compile(Payload.ofText(rule).node()).holds(scope);
  }

  private static String condition(SplittableRandom random) {
    return "{\"Variable\": \"$.a\", %s}"
        .formatted(
            switch (random.nextInt(5)) {
              case 0 -> "\"NumericLessThan\": " + random.nextInt(-2, 3);
              case 1 -> "\"StringGreaterThan\": \"a\"";
              case 2 -> "\"IsNull\": " + random.nextBoolean();
              case 3 -> "\"BooleanEquals\": " + random.nextBoolean();
              default -> "\"StringMatches\": \"*a*\"";
            });
  }

  @Test
  void shouldMatchWildcardsAsARegularExpressionWould() {
    Trials.of(
        10_000,
        random -> {
          StringBuilder pattern = new StringBuilder();
          StringBuilder regex = new StringBuilder();
          for (int i = random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(5)) {
              case 0, 1 -> {
                pattern.append('*');
                regex.append(".*");
              }
              case 2 -> {
                pattern.append("\\*");
                regex.append("\\*");
              }
              default -> {
                char c = (char) ('a' + random.nextInt(2));
                pattern.append(c);
                regex.append(c);
              }
            }
          }
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(7); i > 0; i--) {
            text.append("ab*".charAt(random.nextInt(3)));
          }
          assertThat(Wildcards.compile(pattern.toString()).matches(text.toString()))
              .as("%s matches %s", pattern, text)
              .isEqualTo(text.toString().matches(regex.toString()));
        });
  }
}
