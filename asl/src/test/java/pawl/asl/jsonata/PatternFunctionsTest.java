package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Regular expressions and the functions that take them. The values are those of jsonata-js 2.0.6.
 */
class PatternFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          $contains("abc","b")  =>  true
          $contains("abc",/B/i)  =>  true
          $contains("abc",/x/)  =>  false
          $contains(zz,"b")  =>  nothing
          $contains("abc",1)  =>  failed. T0410: Argument 2 of function "contains" does not match function signature
          $split("a,b,c",",")  =>  ["a","b","c"]
          $split("a,b,c",",",2)  =>  ["a","b"]
          $split("a,b,c",",",0)  =>  []
          $split("a,b,c",",",-1)  =>  failed. D3020: Third argument of split function must evaluate to a positive number
          $split("abc","")  =>  ["a","b","c"]
          $split("","")  =>  []
          $split("",",")  =>  [""]
          $split("a1b22c",/[0-9]+/)  =>  ["a","b","c"]
          $split("a1b22c",/[0-9]+/,1)  =>  ["a"]
          $split("abc",/x/)  =>  ["abc"]
          $split(zz,",")  =>  nothing
          $split("a, b",/,\\s*/)  =>  ["a","b"]
          $split("a,b",",",1.7)  =>  ["a"]
          $match("ababbc",/ab*/)  =>  [{"match":"ab","index":0,"groups":[]},{"match":"abb","index":2,"groups":[]}]
          $match("ababbc",/a(b*)/)  =>  [{"match":"ab","index":0,"groups":["b"]},{"match":"abb","index":2,"groups":["bb"]}]
          $match("ababbc",/a(b*)/,1)  =>  {"match":"ab","index":0,"groups":["b"]}
          $match("ababbc",/x/)  =>  nothing
          $match("abc",/x*/)  =>  failed. D1004: Regular expression matches zero length string
          $match("abc",/(x)?b/)  =>  {"match":"b","index":1,"groups":[null]}
          $match("ab",/b/,-1)  =>  failed. D3040: Third argument of match function must evaluate to a positive number
          $match("a","a")  =>  failed. T0410: Argument 2 of function "match" does not match function signature
          $replace("abcabc","b","X")  =>  "aXcaXc"
          $replace("abcabc","b","X",1)  =>  "aXcabc"
          $replace("abcabc","","X")  =>  failed. D3010: Second argument of replace function cannot be an empty string
          $replace("abcabc","b","X",-1)  =>  failed. D3011: Fourth argument of replace function must evaluate to a positive number
          $replace("abcabc",/b/,"[$0]")  =>  "a[b]ca[b]c"
          $replace("abcabc",/(b)(c)/,"$2$1")  =>  "acbacb"
          $replace("abcabc",/(b)(c)/,"$3$$1$")  =>  "a$1$a$1$"
          $replace("abcabc",/b/,function($m){$uppercase($m.match)})  =>  "aBcaBc"
          $replace("abcabc",/b/,function($m){1})  =>  failed. D3012: Attempted to replace a matched string with a non-string value
          $replace("abcabc",/x*/,"-")  =>  failed. D1004: Regular expression matches zero length string
          $replace("John Smith",/(\\w+)\\s(\\w+)/,"$2, $1")  =>  "Smith, John"
          $replace("265USD",/([0-9]+)USD/,"$$$1")  =>  "$265"
          $replace("abc",/b/,"$12")  =>  "a2c"
          $replace("abc",/b/,"$x")  =>  "a$xc"
          $replace("hello","l",1)  =>  failed. T0411: Context value is not a compatible type with argument 1 of function "replace"
          $replace(zz,"a","b")  =>  nothing
          /ab/  =>  unsupported
          /ab/("xabx")  =>  unsupported
          /ab/("xabx").match  =>  "ab"
          /a(b)/("xabx").groups  =>  ["b"]
          /ab/("zz")  =>  nothing
          /[/]/  =>  unsupported
          $contains("a/b",/\\//)  =>  true
          $contains("a]b",/[\\]]/)  =>  true
          $contains("a.b",/a\\.b$/)  =>  true
          $contains("a\\nb",/a$/m)  =>  true
          $contains("a\\n",/a$/)  =>  false
          $match("x{y}",/{y}/)  =>  {"match":"{y}","index":1,"groups":[]}
          $match("foo bar",/\\bbar\\b/)  =>  {"match":"bar","index":4,"groups":[]}
          $match("aaa",/a{2}/)  =>  {"match":"aa","index":0,"groups":[]}
          $match("a b",/\\S+/)  =>  [{"match":"a","index":0,"groups":[]},{"match":"b","index":2,"groups":[]}]
          $match("tESt",/[a-z]+/i)  =>  {"match":"tESt","index":0,"groups":[]}
          /* comment */ 1  =>  1
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
