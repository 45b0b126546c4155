package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of objects and types. The values are those of jsonata-js 2.0.6. */
class ObjectFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          $keys({"a":1,"b":2})  =>  ["a","b"]
          $keys([{"a":1},{"b":2,"a":3}])  =>  ["a","b"]
          $keys({})  =>  nothing
          $keys(1)  =>  nothing
          $keys(zz)  =>  nothing
          obj.$keys()  =>  ["a","b"]
          $lookup({"a":1},"a")  =>  1
          $lookup([{"a":1},{"a":2}],"a")  =>  [1,2]
          $lookup({"a":1},"b")  =>  nothing
          $spread({"a":1,"b":2})  =>  [{"a":1},{"b":2}]
          $spread([{"a":1},{"b":2}])  =>  [{"a":1},{"b":2}]
          $spread(1)  =>  1
          $spread("a")  =>  "a"
          $spread([1,2])  =>  [1,2]
          $spread(zz)  =>  nothing
          $merge([{"a":1},{"b":2,"a":3}])  =>  {"a":3,"b":2}
          $merge({"a":1})  =>  {"a":1}
          $merge([])  =>  {}
          $merge([1])  =>  failed. T0412: Argument 1 of function "merge" must be an array of "objects"
          $merge(zz)  =>  nothing
          $error("boom")  =>  failed. D3137: boom
          $error()  =>  failed. D3137: $error() function evaluated
          $error(1)  =>  failed. T0410: Argument 1 of function "error" does not match function signature
          $assert(false,"boom")  =>  failed. D3141: boom
          $assert(true,"boom")  =>  nothing
          $assert(false)  =>  failed. D3141: $assert() statement failed
          $assert(1)  =>  failed. T0410: Argument 1 of function "assert" does not match function signature
          $assert(zz)  =>  failed. D3141: $assert() statement failed
          $type(1)  =>  "number"
          $type("a")  =>  "string"
          $type(null)  =>  "null"
          $type([])  =>  "array"
          $type({})  =>  "object"
          $type(zz)  =>  nothing
          $type($sum)  =>  "function"
          $type(true)  =>  "boolean"
          $clone({"a":1})  =>  {"a":1}
          $clone(1)  =>  failed. T0410: Argument 1 of function "clone" does not match function signature
          $lookup(obj,"b").c[0].d  =>  1
          $merge([obj,{"q":1}])  =>  {"a":1,"b":{"c":[{"d":1},{"d":2}]},"q":1}
          $type(arr[0])  =>  "number"
          $lookup(nul, "a")  =>  nothing
          $spread([])  =>  nothing
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
