package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that would run for ever or fill the memory. */
class BoundsTest {
  /** Far more than they need, for a machine that is busy with other things. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String DEPTH =
      "failed: Stack overflow error: Check for non-terminating recursive function. Consider"
          + " rewriting as tail-recursive";
  private static final String MEMORY =
      "failed: Expression evaluation memory limit exceeded: Check for excessive memory usage";
  private static final String TIME =
      "failed: Expression evaluation timeout: Check for infinite loop";

  private static String evaluated(String expression) {
    Map<String, JsonNode> variables =
        Map.of("text", Evaluations.json("\"" + "ab".repeat(100_000) + "\""));
    return assertTimeoutPreemptively(LIMIT, () -> Evaluations.of(expression, variables));
  }

  private static String doubling(int times) {
    return "($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p('x', "
        + times
        + ")))";
  }

  @Test
  void shouldHoldAsMuchAsAws() {
    assertThat(evaluated("[1..873782] ~> $count()")).isEqualTo("873782");
    assertThat(evaluated("[1..873783] ~> $count()")).isEqualTo(MEMORY);
    assertThat(evaluated("$sum([1..900000])")).isEqualTo(MEMORY);
    assertThat(evaluated(doubling(22))).isEqualTo("4194304");
    assertThat(evaluated(doubling(23))).isEqualTo(MEMORY);
  }

  @Test
  void shouldNestAsDeepAsAws() {
    assertThat(evaluated("1" + "+1".repeat(199))).isEqualTo(DEPTH);
    assertThat(evaluated("1" + "+1".repeat(89))).isEqualTo("90");
    assertThat(evaluated("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(20))"))
        .isEqualTo("20");
    assertThat(evaluated("($f := function($x) { $f($x) & 'a' }; $f(1))")).isEqualTo(DEPTH);
  }

  @Test
  void shouldMakeTailCallsWithoutNesting() {
    assertThat(evaluated("($f := function($n, $a) { $n = 0 ? $a : $f($n-1, $a+1) }; $f(20000, 0))"))
        .isEqualTo("20000");
    assertThat(evaluated("($f := function($x) { $f($x + 1) }; $f(1))")).isEqualTo(TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($d := function($x,$n) { $n=0 ? $x : $d([$x,$x],$n-1) }; $d(1,40))",
        "($d := function($x,$n) { $n=0 ? $x : $d({'a':$x,'b':$x},$n-1) }; $d(1,30))",
        "$reduce([1..100000], function($a,$i) { {'a':$a} })",
        "$map([1..10000], function($v) { [1..10000] })",
        "[1..10000].[1..10000]",
        "$pad('', 1e12)",
        "$replace($text, /a/, $pad('',1000))",
        "$join($split($text,''), $pad('',100))",
        "{'self': 1} ~> |$|{'self':$}|",
        "$string({'self': 1} ~> |$|{'self':$}|)",
        "({'self': 1} ~> |$|{'self':$,'b':$}|).**",
        "[1..100000].$text",
        "$range(1, 1e300, 1)",
        "$uppercase($pad('', 4000000, 'ß'))"
      })
  void shouldRefuseWhatFillsTheMemory(String expression) {
    assertThat(evaluated(expression)).isEqualTo(MEMORY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$map([1..1000], function($v) { $map([1..1000], function($w) { $w*$v }) })",
        "$sort([1..200000], function($a,$b) { $a<$b })",
        "$reduce([1..20000], function($a,$i) { $append($a,$i) })",
        "$distinct($map([1..20000], function($x) { {'a':$x} }))",
        "$contains($pad('',100000,'a'), /a*a*a*b/)",
        "$map([1..1000], function($x) { $hash($pad('',6000000), 'MD5') })",
        "$formatNumber(1, $pad('',6000000,'0'))",
        "[1..20000][$ in [1..20000]]"
      })
  void shouldRefuseWhatTakesTooLong(String expression) {
    assertThat(evaluated(expression)).isEqualTo(TIME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$contains($text, /(a|b)*c/)",
        "$contains($pad('',3000000,'a'), $pad('',1000000,'a') & 'b')",
        "$match($pad('',60,'a'), /(a|aa)+$/)",
        "$parse($pad('',3000000,'['))",
        "$encodeUrlComponent($pad('',2000000,'ü'))",
        "function($x)<a+a+a+a+a+a+a+a+a+a+a+a+a+a+s>{1}(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)"
      })
  void shouldEnd(String expression) {
    assertThat(evaluated(expression)).isNotEmpty();
  }

  @Test
  void shouldRefuseSourcesThatNestTooDeep() {
    for (String deep :
        new String[] {
          "(".repeat(100_000),
          "[".repeat(100_000),
          "-".repeat(100_000) + "1",
          "a." + "a.".repeat(100_000) + "a",
          "a" + "[0]".repeat(100_000),
          "$a?".repeat(100_000),
          "{'a':".repeat(100_000),
          "function(){".repeat(100_000),
          "1" + "+1".repeat(100_000)
        }) {
      assertThat(evaluated(deep)).startsWith("malformed: Stack overflow error");
    }
    assertThat(evaluated("/" + "(".repeat(20_000) + ")".repeat(20_000) + "/"))
        .startsWith("malformed: Invalid regular expression");
  }

  @Test
  void shouldTakeLongSources() {
    assertThat(evaluated("$count([1" + ",1".repeat(300_000) + "])")).isEqualTo("300001");
    assertThat(evaluated("$length('" + "x".repeat(1_000_000) + "')")).isEqualTo("1000000");
  }
}
