package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "States",
        "States.Format",
        "States.Format(",
        "States.Format('",
        "States.Format('{}'",
        "States.Format('{}',",
        "States.Format('{}',)",
        "States.Format('{}' $.a)",
        "States.Format()",
        "States.Format('{}', $.a)x",
        "states.format('{}', $.a)",
        "States.Unknown(1)",
        "States.Array(1, , 2)",
        "States.Array(01)",
        "States.Array(1.)",
        "States.Array(.5)",
        "States.Array(NaN)",
        "States.Array(\"double\")",
        "States.Array($)x)",
        "States.Array($.a[)",
        "States.StringToJson('\\\"')",
        "States.StringToJson('\\n')",
        "States.StringToJson()",
        "States.StringToJson($.a, $.b)",
        "States.UUID(1)",
        "States.MathAdd(1)",
        "States.ArrayRange(1, 2)",
      })
  void shouldRefuse(String text) {
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> IntrinsicParser.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "States.Array($.a['b,c'], $.d[?(@.e == 'f)')], $.g.length())",
        "States.Array($['(,)'],$$.x,$v,$)",
        "States.Array( 1 ,\t2\n,3 )",
        " States.Array(1, 2, 3) ",
      })
  void shouldFindTheEndOfPaths(String text) {
    assertThat(IntrinsicParser.parse(text).arguments()).hasSizeBetween(3, 4);
  }

  @Test
  void shouldNestTenCallsAndNoMore() {
    assertThat(IntrinsicParser.parse(nested(10)).arguments()).hasSize(1);
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> IntrinsicParser.parse(nested(11)));
    assertThatExceptionOfType(MalformedExpressionException.class)
        .isThrownBy(() -> IntrinsicParser.parse(nested(100_000)));
  }

  private static String nested(int calls) {
    return "States.Array(".repeat(calls) + "1" + ")".repeat(calls);
  }

  @Test
  void shouldNeverThrowAnythingElseForRandomText() {
    String[] pieces = {
      "States.",
      "Format",
      "Array",
      "UUID",
      "(",
      ")",
      ",",
      "'",
      "\\",
      "{",
      "}",
      "$",
      "$$",
      ".a",
      "[0]",
      "[?(@.x)]",
      "['k']",
      "..",
      "*",
      "1",
      "-",
      "true",
      "null",
      " ",
      "\"",
      "é",
      "\u0000"
    };
    for (long seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "States.Format('{}', " : "");
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        Expression.compile(text.toString());
      } catch (MalformedExpressionException _) {
        // This is how a malformed expression is told.
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }
}
