package pawl.asl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.data.Evaluation;
import pawl.asl.program.Step;

/**
 * Whatever stands in a definition or an input: the answer is a value, soon, never an exception or a
 * hang.
 */
@Timeout(60)
class HostileInputTest {
  /** Several times what it takes, so that a busy machine does not matter. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final int MEGABYTE = 1_000_000;

  private static String pass(String fields) {
    return "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true, "
        + fields
        + "}}}";
  }

  private static String call(String intrinsic) {
    return pass(
        "\"Parameters\": {\"x.$\": \""
            + intrinsic.replace("\\", "\\\\").replace("\"", "\\\"")
            + "\"}");
  }

  /** Compiles, and if that worked runs the only state. */
  private static void survive(String definition, String input) {
    if (AslCompiler.compile(definition, MachineType.STANDARD)
        instanceof Compilation.Compiled(var program, _)) {
      Step.Pass step = (Step.Pass) program.top().step(0);
      switch (Programs.exit(step, Environments.of(input))) {
        case Evaluation.Value<?>(Object value) -> assertThat(value).isNotNull();
        case Evaluation.Failed<?> failed -> assertThat(failed.error().cause()).isNotEmpty();
      }
    }
  }

  @Test
  void shouldSurviveDeepNesting() {
    assertThatCode(
            () -> {
              survive(call("States.Array(".repeat(10_000) + ")".repeat(10_000)), "{}");
              survive(call("$" + ".a".repeat(10_000)), "{}");
              survive(call("$" + "[0]".repeat(10_000)), "[]");
              survive(call("$..*..*..*..*"), "[".repeat(400) + "]".repeat(400));
              survive(pass("\"Parameters\": " + "[".repeat(500) + "]".repeat(500)), "{}");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void shouldBoundWhatGrows() {
    assertThatCode(
            () -> {
              survive(call("States.ArrayRange(0, 1000000000, 1)"), "{}");
              survive(call("States.ArrayRange(0, 9223372036854775807, 1)"), "{}");
              survive(
                  call("States.ArrayRange(-9223372036854775808, 9223372036854775807, 1)"), "{}");
              survive(call("States.ArrayPartition($, 1)"), "[" + "1,".repeat(100_000) + "1]");
              survive(call("States.Format('" + "{}".repeat(10_000) + "', 1)"), "{}");
              survive(call("States.StringToJson($)"), "\"" + "[".repeat(100_000) + "\"");
              survive(call("States.Base64Encode($)"), "\"" + "x".repeat(200_000) + "\"");
              survive(call("States.MathAdd(9223372036854775807, 1)"), "{}");
              survive(call("States.JsonToString($)"), "\"\\ud800\"");
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSurviveRandomChangesOfADefinition(long seed) {
    Random random = new Random(seed);
    byte[] good =
        """
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true, "InputPath": "$.a[?(@.b > 1)]",
         "Parameters": {"x.$": "States.Format('{} \\\\{', $.c)", "y": ["$", {"z.$": "$$.State.Name"}]},
         "ResultPath": "$.r['q'][0]", "OutputPath": "$..r"}}}
        """
            .getBytes(UTF_8);
    for (int round = 0; round < 1_500; round++) {
      byte[] changed = good.clone();
      for (int i = random.nextInt(6); i >= 0; i--) {
        changed[random.nextInt(changed.length)] = good[random.nextInt(good.length)];
      }
      String definition = new String(changed, UTF_8);
      assertThatCode(() -> survive(definition, "{\"a\": [{\"b\": 1}, {\"b\": 2}], \"c\": null}"))
          .as(definition)
          .doesNotThrowAnyException();
    }
  }

  private static void answersSoon(String definition) {
    assertTimeout(
        SOON,
        () -> assertThat(AslCompiler.compile(definition, MachineType.STANDARD)).isNotNull(),
        () -> definition.substring(0, Math.min(200, definition.length())));
  }

  private static String chain(int states) {
    StringBuilder text = new StringBuilder("{\"StartAt\": \"S0\", \"States\": {");
    for (int i = 0; i < states; i++) {
      text.append("\"S%d\": {\"Type\": \"Pass\", \"Next\": \"S%d\"}, ".formatted(i, i + 1));
    }
    return text.append("\"S%d\": {\"Type\": \"Succeed\"}}}".formatted(states)).toString();
  }

  @Test
  void shouldAnswerSoonWhateverTheSizeOfADefinition() {
    answersSoon(chain(10_000));
    answersSoon(chain(20_000).replace("\"Type\": \"Pass\"", "\"Type\": 1"));
    answersSoon(
        "{\"StartAt\": \"S\", \"States\": {" + "\"S\": {}, ".repeat(90_000) + "\"S\": {}}}");
    answersSoon("{\"StartAt\": " + "{\"States\": {\"S\": ".repeat(10_000));
    answersSoon("[".repeat(MEGABYTE));
    answersSoon(
        "{\"StartAt\": \"S\", \"States\": {\"S\": "
            + nested("{\"Type\": \"Parallel\", \"Branches\": [{\"States\": {\"S\": ", 240, "}}]}")
            + "}}");
  }

  private static String nested(String opening, int depth, String closing) {
    return opening.repeat(depth) + "1" + closing.repeat(depth);
  }

  @Test
  void shouldAnswerSoonWhereEverythingIsWrong() {
    String catcher = "{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Gone\", \"Foo\": 1}, ";
    answersSoon(
        "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Task\", \"Catch\": ["
            + catcher.repeat(15_000)
            + "1]}}}");
    String rule = "{\"Variable\": \"x\", \"StringEquals\": 1}, ";
    answersSoon(
        "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Choice\", \"Choices\": ["
            + nested("{\"Not\": ", 400, "}")
            + ", {\"And\": ["
            + rule.repeat(25_000)
            + "1]}]}}}");
  }

  /** Places in words, each as long as the definition, would be gigabytes. */
  @Test
  void shouldNotSpellOutLongPlacesOverAndOver() {
    String key = "k".repeat(500);
    String warned = "\"a%d\": \"$.b\", ";
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      members.append(warned.formatted(i));
    }
    answersSoon(
        pass(
            "\"Parameters\": "
                + ("{\"" + key + "\": ").repeat(900)
                + "{"
                + members
                + "\"x.$\": \"y\"}"
                + "}".repeat(900)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + ",
        "(",
        "[",
        "{\"a\": ",
        "$a.",
        "a[",
        "$f(",
        "function($x){",
        "-",
        "\"x\" & ",
        "/* ",
        "`",
        "$",
        "**.",
        "1 ? ",
        "/a",
        "$states.",
        "|a|",
        "%.",
        "^("
      })
  void shouldAnswerSoonToLongExpressions(String piece) {
    String jsonata = "\"QueryLanguage\": \"JSONata\", \"Output\": \"{%% %s %%}\"";
    String escaped = piece.replace("\"", "\\\"");
    for (String expression :
        List.of(
            escaped.repeat(10_000),
            escaped.repeat(MEGABYTE / piece.length()),
            escaped.repeat(10_000) + "1",
            escaped.repeat(300) + "1")) {
      answersSoon(pass(jsonata.formatted(expression)));
    }
  }
}
