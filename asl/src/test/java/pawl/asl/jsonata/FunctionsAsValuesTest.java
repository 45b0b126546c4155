package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Functions that are defined, passed, chained and applied in part; transforms and variables. The
 * values are those of jsonata-js 2.0.6.
 */
class FunctionsAsValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          function(){1} ? 1 : 2  =>  1
          ($x := 5; $x + 1)  =>  6
          ($x := 5; ($x := 6); $x)  =>  5
          ($x := $y := 3; $x+$y)  =>  6
          ($f := function($x){$x*2}; $f(4))  =>  8
          ($f := function($n){$n<=1 ? 1 : $n * $f($n-1)}; $f(10))  =>  3628800
          ($f := function($n,$a){$n<=1 ? $a : $f($n-1,$a*$n)}; $f(10,1))  =>  3628800
          ($f := function($n,$a){$n=0 ? $a : $f($n-1,$a+1)}; $f(5000,0))  =>  5000
          ($f := function($n){$n=0 ? 0 : 1+$f($n-1)}; $f(20))  =>  20
          ($f := function($n){$n=0 ? 0 : 1+$f($n-1)}; $f(30))  =>  30
          ($f := function($n){$n=0 ? 0 : 1+$f($n-1)}; $f(200))  =>  failed: Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive
          function($x){$x}  =>  unsupported
          function($x){$x}(3)  =>  3
          λ($x){$x+1}(3)  =>  4
          function($x,$y){[$x,$y]}(3)  =>  [3]
          function($x){$x}(3,4)  =>  3
          function($x)<n:n>{$x}("a")  =>  failed. T0410: Argument 1 of function undefined does not match function signature
          function($x)<n:n>{$x}(1)  =>  1
          function($x)<s-:n>{$x}()  =>  failed. T0411: Context value is not a compatible type with argument 1 of function undefined
          "q".function($x)<s-:n>{$x}()  =>  nothing
          function($x)<a<n>:n>{$sum($x)}([1,"a"])  =>  failed. T0412: Argument 1 of function undefined must be an array of "numbers"
          function($x)<a<n>:n>{$sum($x)}(3)  =>  3
          function($x, $y)<n+n:a>{[$x, $y]}(1, 2, 3)  =>  [1,1]
          function($x)<(sn):n>{$x}(true)  =>  failed. T0410: Argument 1 of function undefined does not match function signature
          $foo  =>  nothing
          $foo()  =>  failed. T1006: Attempted to invoke a non-function
          $foo(1)  =>  failed. T1006: Attempted to invoke a non-function
          foo(1)  =>  failed. T1006: Attempted to invoke a non-function
          sum(1)  =>  failed. T1005: Attempted to invoke a non-function. Did you mean $sum?
          n(1)  =>  failed. T1006: Attempted to invoke a non-function
          $f(?)  =>  failed. T1008: Attempted to partially apply a non-function
          sum(?)  =>  failed. T1007: Attempted to partially apply a non-function. Did you mean $sum?
          $eval("1+1")  =>  failed. T1006: Attempted to invoke a non-function
          arr ~> $sum()  =>  6
          arr ~> $sum  =>  6
          [1] ~> $map(function($x){$x*2})[]  =>  [2]
          "a" ~> function($a, $b)<s?s-:o>{$a}  =>  failed. T0411: Context value is not a compatible type with argument 2 of function undefined
          arr ~> $map(function($x){$x*2}) ~> $sum  =>  12
          "abc" ~> $uppercase ~> $length  =>  3
          ("abc" ~> $substring(1)) & "x"  =>  "bcx"
          1 ~> 2  =>  failed. T2006: The right side of the function application operator ~> must be a function
          ($f := $uppercase ~> $trim; $f(" a "))  =>  "A"
          $uppercase ~> $trim  =>  unsupported
          zz ~> $sum()  =>  nothing
          arr ~> $count  =>  3
          [1,2] ~> function($x){$x}  =>  [1,2]
          n ~> $string() ~> $length()  =>  1
          obj ~> |$|{"z":1}|  =>  {"a":1,"b":{"c":[{"d":1},{"d":2}]},"z":1}
          obj ~> |b|{"z":1},"c"|  =>  {"a":1,"b":{"z":1}}
          obj ~> |b.c|{"d":d+1}|  =>  {"a":1,"b":{"c":[{"d":2},{"d":3}]}}
          obj ~> |b.c[d=1]|{},["d"]|  =>  {"a":1,"b":{"c":[{},{"d":2}]}}
          obj ~> |$|1|  =>  failed. T2011: The insert/update clause of the transform expression must evaluate to an object: 1
          obj ~> |$|{},1|  =>  failed. T2012: The delete clause of the transform expression must evaluate to a string or array of strings: 1
          obj ~> |zz|{"a":1}|  =>  {"a":1,"b":{"c":[{"d":1},{"d":2}]}}
          shop ~> |orders.items|{"total":price*count},["size","sku"]|  =>  {"name":"Harbour","orders":[{"id":"o1","items":[{"title":"Rope","price":3.5,"count":2,"total":7},{"title":"Lamp","price":12.25,"count":1,"total":12.25}]},{"id":"o2","items":[{"title":"Rope","price":4,"count":10,"total":40},{"title":"Nail","price":0.1,"count":200,"total":20}]}]}
          |$|{"a":1}|  =>  unsupported
          n ~> |$|{"a":1}|  =>  failed. T0410: Argument 1 of function undefined does not match function signature
          (  $add := function($x,$y){$x+$y}; $inc := $add(1,?); $inc(5))  =>  6
          ($first5 := $substring(?,0,5); $first5("Hello World"))  =>  "Hello"
          ($p := $add(?,2))  =>  failed. T1008: Attempted to partially apply a non-function
          ($x := function($a,$b,$c){[$a,$b,$c]}(?,2,?); $x(1,3))  =>  [1,2,3]
          ($twice := function($f){function($x){$f($f($x))}}; $twice(function($y){$y*2})(3))  =>  12
          ($a := [1,2,3]; $a[0])  =>  1
          ($a := [1,2,3]; $a[$ > 1])  =>  [2,3]
          ($o := {"k":{"v":7}}; $o.k.v)  =>  7
          ($o := {"k":[{"v":7},{"v":8}]}; $o.k.v)  =>  [7,8]
          ($o := {"k":[1]}; $o.k)  =>  [1]
          ($o := {"k":[[1,2]]}; $o.k)  =>  [[1,2]]
          ($o := [[1,2],[3]]; $o.$)  =>  [1,2,3]
          (function($x){$x+1})(2)  =>  3
          [function($x){$x+1}](2)  =>  failed. T1006: Attempted to invoke a non-function
          {"f":function($x){$x+1}}.f(2)  =>  3
          ($o:={"f":function($x){$x+1}}; $o.f(2))  =>  3
          ($l := [1..5]; $l[[1..3]])  =>  [2,3,4]
          [1..3].(function($x){$x*$x}($))  =>  [1,4,9]
          ($range := [1..5]; $sum($range))  =>  15
          ($x := 1; $f := function(){$x}; $x := 2; $f())  =>  2
          ($x := 1; $f := function(){($x := 5; $x)}; $f(); $x)  =>  1
          $f := function($x){$x}  =>  unsupported
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
