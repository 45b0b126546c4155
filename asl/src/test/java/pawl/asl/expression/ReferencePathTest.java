package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Environments;
import pawl.asl.Payload;

class ReferencePathTest {
  private static String write(String path, String target, String value) {
    JsonNode before = Payload.ofText(target).node();
    String untouched = before.toString();
    JsonNode after = ReferencePath.compile(path).write(before, Payload.ofText(value).node());
    assertThat(before).hasToString(untouched);
    return after.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $              | {"a":1}             | 7
          $.b            | {"a":1}             | {"a":1,"b":7}
          $.a            | {"a":1,"c":2}       | {"a":7,"c":2}
          $.a.b.c        | {}                  | {"a":{"b":{"c":7}}}
          $.a.x          | {"a":{"b":1},"c":2} | {"a":{"b":1,"x":7},"c":2}
          $['a b']['c']  | {}                  | {"a b":{"c":7}}
          $.a[1]         | {"a":[1,2,3]}       | {"a":[1,7,3]}
          $[0].x         | [{"y":1}]           | [{"y":1,"x":7}]
          """)
  void shouldWrite(String path, String target, String expected) {
    assertThat(write(path, target, "7")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $.a      | "text"
          $.a      | [1]
          $.a.b    | {"a":1}
          $.a.b    | {"a":null}
          $.a[0]   | {}
          $.a[2]   | {"a":[1,2]}
          $[0]     | {"a":1}
          """)
  void shouldFailWhereThePathDoesNotFit(String path, String target) {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> write(path, target, "7"))
        .satisfies(
            e -> {
              assertThat(e.error().error()).isEqualTo("States.ResultPathMatchFailure");
              assertThat(e.error().cause())
                  .isEqualTo("Unable to apply ReferencePath " + path + " to input " + target);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "$$",
        "$$.a",
        "$var",
        "$.a[*]",
        "$..a",
        "$.a[0:1]",
        "$.a[-1]",
        "$.a,b",
        "$.a[?(@.b)]",
        "$.a.",
        "$.a[99999999999]",
        "$.length()"
      })
  void shouldRefuse(String text) {
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> ReferencePath.compile(text));
  }

  @Test
  void shouldReadBackWhatItPrints() {
    String[] names = {"a", "b-c", "with space", "ü", "x.y", "*", "0", "?", "@"};
    for (long seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder("$");
      for (int i = random.nextInt(8); i > 0; i--) {
        switch (random.nextInt(3)) {
          case 0 -> text.append("['").append(names[random.nextInt(names.length)]).append("']");
          case 1 -> text.append('[').append(random.nextInt(1000)).append(']');
          default -> text.append('.').append(names[random.nextInt(2)]);
        }
      }
      String printed = ReferencePath.compile(text.toString()).toString();
      assertThat(ReferencePath.compile(printed)).as("seed %s", seed).hasToString(printed);
    }
  }

  @Test
  void shouldWriteWhereAPathReads() {
    for (long seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder("$");
      for (int i = random.nextInt(4); i > 0; i--) {
        text.append(random.nextBoolean() ? ".a" : "['b c']");
      }
      text.append(random.nextBoolean() ? "" : ".list[1]");
      JsonNode target = Payload.ofText("{\"a\": {\"list\": [1, 2]}, \"list\": [3, 4]}").node();
      JsonNode written;
      try {
        written = ReferencePath.compile(text.toString()).write(target, IntNode.valueOf(7));
      } catch (EvaluationException _) {
        // The list that the path wants is not there.
        continue;
      }
      Scope scope = Scope.of(Environments.of(Payload.of(written), Map.of()));
      assertThat(Path.compile(text.toString()).select(scope))
          .as("seed %s: %s", seed, text)
          .isEqualTo(new Path.Selection.Found(IntNode.valueOf(7)));
    }
  }

  @Test
  void shouldRefuseToNestWithoutEnd() {
    ReferencePath path = ReferencePath.compile("$" + ".a".repeat(200));
    JsonNode deep = Payload.ofText("[".repeat(800) + "]".repeat(800)).node();
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> path.write(Payload.EMPTY_OBJECT.node(), deep));
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> ReferencePath.compile("$" + ".a".repeat(10_000)));
  }
}
