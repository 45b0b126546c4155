package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS Step Functions adds to JSONata, and where it differs from jsonata-js. */
class StepFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      textBlock =
          """
          $partition([1,2,3,4], 2)  =>  [[1,2],[3,4]]
          $partition([0,1,2], 2)  =>  [[0,1],[2]]
          $partition([0], 5)  =>  [[0]]
          $partition([], 2)  =>  []
          $range(0, 6, 2)  =>  [0,2,4,6]
          $range(0, 9, 4)  =>  [0,4,8]
          $range(-1.7, 2, 1)  =>  [-1,0,1,2]
          $range(3, 1, -1)  =>  [3,2,1]
          $count($range(1, 200000, 1))  =>  200000
          $hash("input", "SHA-1")  =>  "140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"
          $hash("", "MD5")  =>  "d41d8cd98f00b204e9800998ecf8427e"
          $random(42)  =>  0.7275636800328681
          $parse("{\\"a\\":1}").a  =>  1
          $parse("-0")  =>  0
          $parse("1.0")  =>  1.0
          $eval("1+1")  =>  failed. T1006: Attempted to invoke a non-function
          1/0  =>  "Infinity"
          -1/0  =>  "-Infinity"
          [1/0]  =>  ["Infinity"]
          {"k": 1/0}  =>  {"k":"Infinity"}
          $x := 1  =>  1
          $abs("x")  =>  failed. T0410: Argument 1 of function "abs" does not match function signature
          $sum("a")  =>  failed. T0412: Argument 1 of function "sum" must be an array of "numbers"
          $assert(false,"boom")  =>  failed. D3141: boom
          $error("boom")  =>  failed. D3137: boom
          $formatNumber(1, "#0.00")  =>  "1.00"
          function($x){$x}  =>  unsupported
          null  =>  null
          $missing  =>  nothing
          """)
  void shouldGiveWhatAwsGives(String expression, String result) {
    assertThat(Evaluations.of(expression)).isEqualTo(result);
  }

  @Test
  void shouldKeepTheFormOfNumbersThatPassThrough() {
    Map<String, JsonNode> variables =
        Map.of(
            "v", Evaluations.json("{\"a\":0.0,\"b\":123456789012345678901234567890,\"c\":[1.50]}"));
    assertThat(Evaluations.of("$v", variables)).isEqualTo(variables.get("v").toString());
    assertThat(Evaluations.of("{'x': $v.a, 'y': $v.b}", variables))
        .isEqualTo("{\"x\":0.0,\"y\":123456789012345678901234567890}");
    assertThat(Evaluations.of("$v.c[0]", variables)).isEqualTo("1.50");
    assertThat(Evaluations.of("$v.a + 2.0", variables)).isEqualTo("2");
  }

  @Test
  void shouldRepeatRandomness() {
    String expression = "[$uuid(), $random(), $shuffle([1..9])]";
    assertThat(Evaluations.of(expression)).isEqualTo(Evaluations.of(expression));
    assertThat(Evaluations.of("$uuid()"))
        .matches("\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"");
  }

  @Test
  void shouldTakeTheTimeFromOutside() {
    assertThat(Evaluations.of("[$millis(), $now()]"))
        .isEqualTo("[1700000000000,\"2023-11-14T22:13:20.000Z\"]");
  }

  @Test
  void shouldTellNullFromUndefined() {
    Map<String, JsonNode> variables = Map.of("v", Evaluations.json("{\"a\":null,\"b\":[null]}"));
    assertThat(Evaluations.of("$v.a", variables)).isEqualTo("null");
    assertThat(Evaluations.of("$v.c", variables)).isEqualTo("nothing");
    assertThat(Evaluations.of("[$exists($v.a), $exists($v.c), $v.a = null]", variables))
        .isEqualTo("[true,false,true]");
    assertThat(Evaluations.of("$v.b", variables)).isEqualTo("[null]");
  }
}
