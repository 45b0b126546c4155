package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals, operators and constructors. The values are those of jsonata-js 2.0.6. */
class OperatorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          foo.%.bar  =>  nothing
          s[]  =>  ["abc"]
          n[]  =>  [5]
          n[0]  =>  5
          n[1]  =>  nothing
          $nested  =>  nothing
          {"a":n,"b":zz,"c":[]}  =>  {"a":5,"c":[]}
          {"a":1}.a  =>  1
          {"a":1}.*  =>  1
          [1,2,3]  =>  [1,2,3]
          [1,[2,3]]  =>  [1,[2,3]]
          [arr,4]  =>  [1,2,3,4]
          [arr,[4]]  =>  [1,2,3,[4]]
          [[arr]]  =>  [[1,2,3]]
          [arr][0]  =>  1
          [1..3]  =>  [1,2,3]
          [1..3,5,7..9]  =>  [1,2,3,5,7,8,9]
          [3..1]  =>  []
          [1..n]  =>  [1,2,3,4,5]
          [0..zz]  =>  []
          ["a".."b"]  =>  failed. T2003: The left side of the range operator (..) must evaluate to an integer
          [1.5..3]  =>  failed. T2003: The left side of the range operator (..) must evaluate to an integer
          [1..20000000]  =>  failed. D2014: The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate 20000000.
          [1,2,3][0]  =>  1
          [1,2,3][-1]  =>  3
          [{"x":5}][0].x  =>  nothing
          [{"x":5},{"x":6}].x  =>  [5,6]
          [{"x":5}].x  =>  5
          ["abc"][0].$uppercase($)  =>  ["A","B","C"]
          [1,2].($*2)  =>  [2,4]
          [].x  =>  []
          [][0]  =>  nothing
          {}  =>  {}
          {}.x  =>  nothing
          "abc"  =>  "abc"
          'abc'  =>  "abc"
          "a\\"b\\n\\u0041\\/"  =>  "a\\"b\\nA/"
          "\\ud83d\\ude00"  =>  "😀"
          `n`  =>  5
          1  =>  1
          -1  =>  -1
          - 1  =>  -1
          -n  =>  -5
          --n  =>  5
          -s  =>  failed. D1002: Cannot negate a non-numeric value: "abc"
          -zz  =>  nothing
          1.5e3  =>  1500
          0.10  =>  0.1
          1+2  =>  3
          1+zz  =>  nothing
          zz+1  =>  nothing
          1+"a"  =>  failed. T2002: The right side of the "+" operator must evaluate to a number
          "a"+1  =>  failed. T2001: The left side of the "+" operator must evaluate to a number
          1-2*3  =>  -5
          (1-2)*3  =>  -3
          7%3  =>  1
          -7%3  =>  -1
          7.5%2  =>  1.5
          1/0  =>  "Infinity"
          -1/0  =>  "-Infinity"
          0/0  =>  "NaN"
          [1/0]  =>  ["Infinity"]
          {"a":1/0}  =>  {"a":"Infinity"}
          1/0+1  =>  failed. D1001: Number out of range: null
          (1/0)=1  =>  false
          1e308*10  =>  "Infinity"
          n=5  =>  true
          n="5"  =>  false
          n!=5  =>  false
          zz=zz  =>  false
          zz!=1  =>  false
          zz=1  =>  false
          zz=null  =>  false
          {"a":1,"b":2}={"b":2,"a":1}  =>  true
          [1,[2]]=[1,[2]]  =>  true
          1<2  =>  true
          "a"<"b"  =>  true
          1<"a"  =>  failed. T2009: The values 1 and "a" either side of operator "<" must be of the same data type
          true<false  =>  failed. T2010: The expressions either side of operator "<" must evaluate to numeric or string values
          zz<1  =>  nothing
          1<zz  =>  nothing
          zz<true  =>  failed. T2010: The expressions either side of operator "<" must evaluate to numeric or string values
          "a">=1  =>  failed. T2009: The values "a" and 1 either side of operator ">=" must be of the same data type
          [1]<2  =>  failed. T2010: The expressions either side of operator "<" must evaluate to numeric or string values
          {}<2  =>  failed. T2010: The expressions either side of operator "<" must evaluate to numeric or string values
          n in arr  =>  false
          1 in arr  =>  true
          "a" in mixed  =>  true
          1 in 1  =>  true
          zz in arr  =>  false
          [1] in nested  =>  false
          true and false  =>  false
          true and zz  =>  false
          zz and true  =>  false
          zz or true  =>  true
          "" or 0  =>  false
          1 and "x"  =>  true
          {} or {"a":1}  =>  true
          [0] or [0,0]  =>  false
          [0,1] and true  =>  true
          true and $abs("x")  =>  failed. T0410: Argument 1 of function "and" does not match function signature
          false and $abs("x")  =>  false
          true or $abs("x")  =>  true
          false or $abs("x")  =>  failed. T0410: Argument 1 of function "or" does not match function signature
          and  =>  nothing
          or  =>  nothing
          in  =>  nothing
          and and and  =>  false
          and.or  =>  nothing
          n > 3 ? "y" : "n"  =>  "y"
          n > 30 ? "y"  =>  nothing
          zz ? 1 : 2  =>  2
          "" ? 1 : 2  =>  2
          [] ? 1 : 2  =>  2
          [0] ? 1 : 2  =>  2
          [[0]] ? 1 : 2  =>  2
          [[],[0,1]] ? 1 : 2  =>  1
          $sum ? 1 : 2  =>  1
          "a" & "b"  =>  "ab"
          "a" & 1  =>  "a1"
          1 & 2  =>  "12"
          "a" & zz  =>  "a"
          zz & zz  =>  ""
          "a" & [1,2]  =>  "a[1,2]"
          "a" & {"x":1.0}  =>  "a{\\"x\\":1}"
          "a" & null  =>  "anull"
          "a" & true  =>  "atrue"
          "a" & $sum  =>  "a"
          1.1+2.2 & ""  =>  "3.3"
          0.1+0.2  =>  0.30000000000000004
          0.1+0.2 & ""  =>  "0.3"
          1e21 & ""  =>  "1e+21"
          1e20 & ""  =>  "100000000000000000000"
          1e-7 & ""  =>  "1e-7"
          0.000001 & ""  =>  "0.000001"
          123456789012345678 & ""  =>  "123456789012346000"
          big  =>  12345678901234567890
          big & ""  =>  "12345678901234600000"
          1/3 & ""  =>  "0.333333333333333"
          1/3  =>  0.3333333333333333
          100000000000000000000000  =>  1.0E23
          1e21  =>  1.0E21
          $x := 5  =>  5
          (1;2;)  =>  2
          ()  =>  nothing
          $sum  =>  unsupported
          "x"(1)  =>  failed. T1006: Attempted to invoke a non-function
          [arr.[$]]  =>  [[1],[2],[3]]
          "a".n  =>  nothing
          [1,"a"]^($)  =>  failed. T2007: Type mismatch when comparing values 1 and "a" in order-by clause
          [3,1,2]^($)  =>  [1,2,3]
          [3,1,2]^(>$)  =>  [3,2,1]
          ["b","a"]^($)  =>  ["a","b"]
          [{"a":1},{"b":2},{"a":0}]^(a)  =>  [{"a":0},{"a":1},{"b":2}]
          [{"a":1},{"b":2},{"a":0}]^(>a)  =>  [{"a":1},{"a":0},{"b":2}]
          [true,false]^($)  =>  failed. T2008: The expressions within an order-by clause must evaluate to numeric or string values
          x@$y[0]  =>  nothing
          1/* c */+/* d */2  =>  3
          [zz]  =>  []
          [zz,1]  =>  [1]
          [null]  =>  [null]
          [[]]  =>  [[]]
          [{}]  =>  [{}]
          {"a":[arr]}  =>  {"a":[1,2,3]}
          {"a":arr[0]}  =>  {"a":1}
          {"a":arr[$>1]}  =>  {"a":[2,3]}
          {"a":arr[$>2]}  =>  {"a":3}
          {"a":phones[type="home"]}  =>  {"a":{"type":"home","number":"1"}}
          {"a":phones[type="home"][]}  =>  {"a":[{"type":"home","number":"1"}]}
          {"a":$sum}  =>  unsupported
          {"x":1}{"y":2}  =>  {"y":2}
          {s:1}  =>  {"abc":1}
          {s:n,"b":2}  =>  {"abc":5,"b":2}
          {zz:1}  =>  {}
          {null:1}  =>  failed. T1003: Key in object structure must evaluate to a string; got: null
          (($x:=1;$x);$x)  =>  nothing
          n.($ + 1)  =>  6
          1.0  =>  1
          -0  =>  0
          0 * -1  =>  0
          [-0]  =>  [0]
          fl  =>  0.1
          neg  =>  -3.7
          t and f  =>  false
          t.a  =>  nothing
          s.a  =>  nothing
          "a"."b"  =>  nothing
          "a".$  =>  nothing
          [1,2,3].$string($)  =>  ["1","2","3"]
          [1,2,3].{"n":$}.n  =>  [1,2,3]
          [[1,2],[3,4]].$sum($)  =>  [3,7]
          [[1,2],[3,4]][0]  =>  [1,2]
          [[1,2],[3,4]].[$[0]]  =>  [[1],[3]]
          [[1,2],[3,4]].$[0]  =>  [1,3]
          {"a":{"b":1}}.a.b  =>  1
          {"a":[{"b":1},{"b":2}]}.a.b  =>  [1,2]
          {"a":[{"b":1},{"b":2}]}.a[b=2].b  =>  2
          [1..5][$ % 2 = 0]  =>  [2,4]
          [1..5][-2]  =>  4
          [1..5][[-2,-1]]  =>  [4,5]
          [1..3].[1..$]  =>  [[1],[1,2],[1,2,3]]
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
