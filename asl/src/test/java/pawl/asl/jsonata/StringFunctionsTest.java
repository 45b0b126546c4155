package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of strings. The values are those of jsonata-js 2.0.6. */
class StringFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          $string(1/0)  =>  failed. D3001: Attempting to invoke string function on Infinity or NaN
          $string([1/0])  =>  failed. D1001: Number out of range: null
          $string(5)  =>  "5"
          $string("a")  =>  "a"
          $string([1,"a",null,true])  =>  "[1,\\"a\\",null,true]"
          $string({"a":[1,{"b":2}]})  =>  "{\\"a\\":[1,{\\"b\\":2}]}"
          $string({"a":[1,{"b":2}],"c":[],"d":{}},true)  =>  "{\\n  \\"a\\": [\\n    1,\\n    {\\n      \\"b\\": 2\\n    }\\n  ],\\n  \\"c\\": [],\\n  \\"d\\": {}\\n}"
          $string([],true)  =>  "[]"
          $string($sum)  =>  ""
          $string({"f":$sum})  =>  "{\\"f\\":\\"\\"}"
          $string([$sum,1])  =>  "[\\"\\",1]"
          $string(zz)  =>  nothing
          $string(null)  =>  "null"
          $string(true)  =>  "true"
          $string(1,2)  =>  failed. T0410: Argument 2 of function "string" does not match function signature
          $string(22/7)  =>  "3.14285714285714"
          $string(1e100)  =>  "1e+100"
          $string(1e-10)  =>  "1e-10"
          [1,2].$string()  =>  ["1","2"]
          $substring("hello",1)  =>  "ello"
          $substring("hello",1,2)  =>  "el"
          $substring("hello",-2)  =>  "lo"
          $substring("hello",-20,3)  =>  "hel"
          $substring("hello",0,0)  =>  ""
          $substring("hello",2,-1)  =>  ""
          $substring("hello",1.5)  =>  "ello"
          $substring("hello",10)  =>  ""
          $substring("😀a😀",1,1)  =>  "a"
          $substring("hello")  =>  failed. T0410: Argument 2 of function "substring" does not match function signature
          $substring(zz,1)  =>  nothing
          $substring(1,1)  =>  failed. T0411: Context value is not a compatible type with argument 1 of function "substring"
          "hello".$substring(1,2)  =>  nothing
          $substringBefore("hello","l")  =>  "he"
          $substringBefore("hello","x")  =>  "hello"
          $substringAfter("hello","l")  =>  "lo"
          $substringAfter("hello","x")  =>  "hello"
          $substringAfter("hello","")  =>  "hello"
          $lowercase("ÄB")  =>  "äb"
          $uppercase("äß")  =>  "ÄSS"
          $length("abc😀")  =>  4
          $length(zz)  =>  nothing
          $length(1)  =>  failed. T0410: Argument 1 of function "length" does not match function signature
          $length()  =>  failed. T0411: Context value is not a compatible type with argument 1 of function "length"
          $trim("  a \\n b\\t ")  =>  "a b"
          $trim("")  =>  ""
          $trim("   ")  =>  ""
          $pad("foo",5)  =>  "foo  "
          $pad("foo",-5)  =>  "  foo"
          $pad("foo",-5,"#")  =>  "##foo"
          $pad("foo",10,"ab")  =>  "fooabababa"
          $pad("foo",2)  =>  "foo"
          $pad("foo",5,"")  =>  "foo  "
          $pad("😀",3,"x")  =>  "😀xx"
          $join(["a","b"],"-")  =>  "a-b"
          $join(["a","b"])  =>  "ab"
          $join("a","-")  =>  "a"
          $join([1,2],"-")  =>  failed. T0412: Argument 1 of function "join" must be an array of "strings"
          $join([],"-")  =>  ""
          $join(zz,"-")  =>  nothing
          $join(["a"],1)  =>  failed. T0410: Argument 2 of function "join" does not match function signature
          $base64encode("hello")  =>  "aGVsbG8="
          $base64decode("aGVsbG8=")  =>  "hello"
          $encodeUrlComponent("a b&c/ü")  =>  "a%20b%26c%2F%C3%BC"
          $encodeUrl("http://x.y/a b?c=ü&d=#e")  =>  "http://x.y/a%20b?c=%C3%BC&d=#e"
          $decodeUrlComponent("a%20b%26%C3%BC")  =>  "a b&ü"
          $decodeUrl("a%20b%26%2Fx")  =>  "a b%26%2Fx"
          $decodeUrlComponent("%C3")  =>  failed. D3140: Malformed URL passed to $decodeUrlComponent(): "%C3"
          $decodeUrl("%")  =>  failed. D3140: Malformed URL passed to $decodeUrl(): "%"
          $encodeUrl("\\ud800")  =>  failed. D3140: Malformed URL passed to $encodeUrl(): "\\ud800"
          $join($map(phones,function($p){$p.number}),",")  =>  "1,2,3"
          $string(shop.orders.items.price)  =>  "[3.5,12.25,4,0.1]"
          $uppercase($lowercase("A"))  =>  "A"
          $string(0.1+0.2)  =>  "0.3"
          $string(100)  =>  "100"
          $string(1.0)  =>  "1"
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
