package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that call functions. The values are those of jsonata-js 2.0.6. */
class HigherOrderFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          $map([1,2,3],function($v){$v*2})  =>  [2,4,6]
          $map([1,2,3],function($v,$i){$v*$i})  =>  [0,2,6]
          $map([1,2,3],function($v,$i,$a){$count($a)})  =>  [3,3,3]
          $map([1],function($v){$v})  =>  1
          $map([],function($v){$v})  =>  nothing
          $map(zz,function($v){$v})  =>  nothing
          $map([1,2],$string)  =>  ["1","2"]
          $map(["a","b"],$uppercase)  =>  ["A","B"]
          $map(["ab","cd"],$substring(?,1))  =>  ["b","d"]
          $map([1,2],1)  =>  failed. T0410: Argument 2 of function "map" does not match function signature
          $map(1,function($v){$v})  =>  1
          $map([1,2],function($v){$v=1?zz:$v})  =>  2
          $filter([1,2,3],function($v){$v>1})  =>  [2,3]
          $filter([1,2,3],function($v,$i){$i>1})  =>  3
          $filter([1,2,3],function($v){false})  =>  nothing
          $single([1,2,3],function($v){$v=2})  =>  2
          $single([1,2,3],function($v){$v>1})  =>  failed. D3138: The $single() function expected exactly 1 matching result.  Instead it matched more.
          $single([1,2,3],function($v){$v>3})  =>  failed. D3139: The $single() function expected exactly 1 matching result.  Instead it matched 0.
          $single([5])  =>  5
          $single([5,6])  =>  failed. D3138: The $single() function expected exactly 1 matching result.  Instead it matched more.
          $reduce([1,2,3],function($a,$b){$a+$b})  =>  6
          $reduce([1,2,3],function($a,$b){$a+$b},10)  =>  16
          $reduce([1],function($a,$b){$a+$b})  =>  1
          $reduce([],function($a,$b){$a+$b})  =>  nothing
          $reduce([],function($a,$b){$a+$b},3)  =>  3
          $reduce([1,2],function($a){$a})  =>  failed. D3050: The second argument of reduce function must be a function with at least two arguments
          $reduce([1,2,3],function($a,$b,$i){$a+$b*$i})  =>  9
          $reduce([1,2,3],function($a,$b,$i,$x){$a+$count($x)})  =>  7
          $sift({"a":1,"b":2},function($v){$v>1})  =>  {"b":2}
          $sift({"a":1,"b":2},function($v,$k){$k="a"})  =>  {"a":1}
          $sift({"a":1},function($v){false})  =>  nothing
          obj.$sift(function($v,$k){$k="a"})  =>  {"a":1}
          $each({"a":1,"b":2},function($v,$k){$k & $v})  =>  ["a1","b2"]
          $each({"a":1},function($v,$k,$o){$o})  =>  {"a":1}
          $map(phones, |$|{"x":1}|)  =>  [{"type":"home","number":"1","x":1},{"type":"office","number":"2","x":1},{"type":"office","number":"3","x":1}]
          $reduce(phones,function($acc,$p){$merge([$acc,{$p.type:$p.number}])},{})  =>  {"home":"1","office":"3"}
          $map(arr,function($x){$map(arr,function($y){$x*$y})})  =>  [[1,2,3],[2,4,6],[3,6,9]]
          $map(arr,function($x){[$x]})  =>  [[1],[2],[3]]
          $map([[1,2],[3]],$count)  =>  [2,1]
          $map([[1,2],[3]],function($x){$x})  =>  [[1,2],[3]]
          $filter([[1],[2]],function($x){true})  =>  [[1],[2]]
          $filter([[1]],function($x){true})  =>  [1]
          $map([[1]],function($x){$x})  =>  [1]
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
