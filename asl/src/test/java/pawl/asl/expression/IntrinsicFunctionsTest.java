package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Environments;
import pawl.asl.Payload;

class IntrinsicFunctionsTest {
  private static final String INPUT =
      """
      {"s": "text", "n": 3, "d": 1.50, "t": true, "z": null, "e": "",
       "a": [1, 2, 2.0, "x", null, {"k": [1]}, {"k": [1]}], "o": {"p": 1, "q": {"r": "v"}},
       "template": "{} and \\\\{{}\\\\}", "json": "{\\"k\\": [1.0, null]}", "b64": "aGVsbG8="}
      """;

  private static JsonNode evaluate(String call) {
    Scope scope =
        Scope.of(Environments.of(INPUT, Map.of("var", Payload.ofText("{\"deep\": [7, 8]}"))));
    return Expression.compile(call).evaluate(scope, "field.$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # Format
          States.Format('plain')                              | "plain"
          States.Format('{}, {}', $.s, $.n)                   | "text, 3"
          States.Format('{}{}{}', $.z, $.t, $.d)              | "nulltrue1.50"
          States.Format('{}', $.o)                            | "{p=1, q={r=v}}"
          States.Format('{}', $.a)                            | "[1, 2, 2.0, x, null, {k=[1]}, {k=[1]}]"
          States.Format('\\{\\}\\'\\\\ {}', 'it')             | "{}'\\\\ it"
          States.Format('a { b } {}', 1)                      | "a { b } 1"
          States.Format($.template, 1, $.s)                   | "1 and {text}"
          States.Format('{}', $var.deep[1])                   | "8"
          States.Format('{}', $$.State.Name)                  | "Here"
          States.Format( '{}' , 101 )                         | "101"
          # StringToJson, JsonToString
          States.StringToJson($.json)                         | {"k":[1.0,null]}
          States.StringToJson($.e)                            | null
          States.StringToJson('  ')                           | null
          States.StringToJson('-0')                           | 0
          States.StringToJson('{"a": "}"}')                   | {"a":"}"}
          States.JsonToString($.o)                            | "{\\"p\\":1,\\"q\\":{\\"r\\":\\"v\\"}}"
          States.JsonToString($.d)                            | "1.50"
          States.JsonToString($.z)                            | "null"
          # Array...
          States.Array()                                      | []
          States.Array(1, 'a', true, null, -1.5, $.z, $.o.p)  | [1,"a",true,null,-1.5,null,1]
          States.ArrayPartition($.a, 3)                       | [[1,2,2.0],["x",null,{"k":[1]}],[{"k":[1]}]]
          States.ArrayPartition(States.Array(), 4)            | []
          States.ArrayPartition(States.Array(1,2,3), 1.5)     | [[1,2],[3]]
          States.ArrayContains($.a, 2)                        | true
          States.ArrayContains($.a, 1.0)                      | true
          States.ArrayContains($.a, '2')                      | false
          States.ArrayContains($.a, States.StringToJson('{"k":[1]}')) | true
          States.ArrayRange(0, 10, 3)                         | [0,3,6,9]
          States.ArrayRange(3, 1, -1)                         | [3,2,1]
          States.ArrayRange(1, 3, -1)                         | []
          States.ArrayRange(5, 5, 1)                          | [5]
          States.ArrayGetItem($.a, 3)                         | "x"
          States.ArrayGetItem(States.StringSplit('a,b', ','), 1) | "b"
          States.ArrayLength($.a)                             | 7
          States.ArrayUnique($.a)                             | [1,2,"x",null,{"k":[1]}]
          # Base64, Hash
          States.Base64Encode('hello')                        | "aGVsbG8="
          States.Base64Decode($.b64)                          | "hello"
          States.Base64Encode('')                             | ""
          States.Hash('input data', 'SHA-1')                  | "aaff4a450a104cd177d28d18d74485e8cae074b7"
          States.Hash('', 'MD5')                              | "d41d8cd98f00b204e9800998ecf8427e"
          # JsonMerge
          States.JsonMerge($.o, States.StringToJson('{"q":1,"z":2}'), false) | {"p":1,"q":1,"z":2}
          # Math
          States.MathAdd(1, -4)                               | -3
          States.MathAdd(1.5, 1.51)                           | 4
          States.MathAdd(-0.5, 0)                             | 0
          States.MathAdd(-1.5, 0)                             | -1
          States.MathAdd(2.5, 0)                              | 3
          States.MathAdd(2147483647, 1)                       | 2147483648
          # StringSplit
          States.StringSplit(', , ,', ',')                    | [" "," "]
          States.StringSplit(',,,,', ',')                     | []
          States.StringSplit('This.is+a,test=string', '.+,=') | ["This","is","a","test","string"]
          States.StringSplit('abc', '')                       | ["abc"]
          """)
  void shouldCompute(String call, String expected) {
    assertThat(evaluate(call)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          States.Format('{} {}', 1)                | The number of arguments does not match the number of {} in the template string
          States.Format($.n, 1)                    | Argument 1 must be a string
          States.StringToJson($.n)                 | Argument 1 must be a string
          States.ArrayPartition($.a, 0)            | Argument 2 must be a positive integer
          States.ArrayPartition($.o, 1)            | Argument 1 must be an array
          States.ArrayContains($.s, 1)             | Argument 1 must be an array
          States.ArrayRange(0, 1000, 1)            | The range may have at most 1000 elements
          States.ArrayRange(0, 1000000000, 1)      | The range may have at most 1000 elements
          States.ArrayRange(0, 3, 0)               | Argument 3 must be an integer other than 0
          States.ArrayGetItem($.a, 7)              | Index 7 is out of the bounds of an array of 7 elements
          States.ArrayGetItem($.a, -1)             | Index -1 is out of the bounds of an array of 7 elements
          States.ArrayLength($.s)                  | Argument 1 must be an array
          States.ArrayUnique($.n)                  | Argument 1 must be an array
          States.Base64Decode('a*bc')                 | Illegal base64 character 2a
          States.Hash('x', 'SHA-3')                | The hash algorithm must be one of MD5, SHA-1, SHA-256, SHA-384 and SHA-512, but was: SHA-3
          States.JsonMerge($.o, $.a, false)        | Argument 2 must be a JSON object
          States.JsonMerge($.o, $.o, true)         | Deep merging is not supported
          States.MathRandom(3, 3)                  | The start number must be less than the end number
          States.MathAdd(1, '2')                   | Argument 2 must be a number
          States.MathAdd(1, 1e300)                 | Argument 2 must be an integer between -2147483648 and 2147483647
          States.StringSplit($.a, ',')             | Argument 1 must be a string
          """)
  void shouldFailWithIntrinsicFailure(String call, String problem) {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate(call))
        .satisfies(
            e -> {
              assertThat(e.error().error()).isEqualTo("States.IntrinsicFailure");
              assertThat(e.error().cause())
                  .isEqualTo("The function '" + call + "' had the following error: " + problem);
            });
  }

  /** As measured on AWS, but for the context object, which is that of Step Functions Local. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          States.Format('{}', $.no)                        | The JsonPath argument for the field '$.no' could not be found in the input '<input>'
          States.Format('{}', $.list[5])                   | The JsonPath argument for the field '$.list[5]' could not be found in the input '<input>'
          States.Array($.list[-5])                         | The JsonPath argument for the field '$.list[-5]' could not be found in the input '<input>'
          States.Format('{}', $.one[0])                    | Filter: [0] can only be applied to arrays. Current context is: 1
          States.Format('{}', States.Format('{}', $.no))   | The JsonPath argument for the field '$.no' could not be found in the input '<input>'
          States.Format('{}', $$.No.Such)                  | The JsonPath argument for the field '$.No.Such' could not be found in the input '<input>'
          States.Format('{}', $v.no)                       | The JsonPath argument for the field '$v.no' could not be found in the input '{"v":5}'
          """)
  void shouldNameAPathThatSelectsNothingAndTheWholeExpression(String call, String problem) {
    String input = "{\"list\":[1,2],\"one\":1}";
    Scope scope = Scope.of(Environments.of(input, Map.of("v", Payload.ofText("5"))));
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> Expression.compile(call).evaluate(scope, "f.$"))
        .satisfies(
            e -> {
              assertThat(e.error().error()).isEqualTo("States.Runtime");
              assertThat(e.error().cause())
                  .isEqualTo(
                      "The function '"
                          + call
                          + "' had the following error: "
                          + problem.replace("<input>", input));
            });
  }

  @Test
  void shouldTakeRandomnessFromTheEnvironment() {
    String uuid = evaluate("States.UUID()").textValue();
    assertThat(uuid)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
        .isEqualTo(evaluate("States.UUID()").textValue());
    assertThat(evaluate("States.MathRandom(-5, 5)").intValue()).isBetween(-5, 4);
    assertThat(evaluate("States.MathRandom(1, 1000000, 7)"))
        .isEqualTo(evaluate("States.MathRandom(1, 1000000, 7)"));
  }

  @Test
  void shouldRefuseToEncodeMoreThanTenThousandCharacters() {
    String longest = "a".repeat(10_000);
    assertThat(evaluate("States.Hash('" + longest + "', 'MD5')").textValue()).hasSize(32);
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> evaluate("States.Base64Encode('" + longest + "a')"))
        .withMessageContaining("10000 characters");
  }
}
