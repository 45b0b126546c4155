package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of arrays. The values are those of jsonata-js 2.0.6. */
class ArrayFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          $count(arr)  =>  3
          $count(zz)  =>  0
          $count([])  =>  0
          $count("a")  =>  1
          $count(1,2)  =>  failed. T0410: Argument 2 of function "count" does not match function signature
          $count([1,zz])  =>  1
          $append([1],[2])  =>  [1,2]
          $append(1,2)  =>  [1,2]
          $append(zz,1)  =>  1
          $append(1,zz)  =>  1
          $append([],[])  =>  []
          $append([1],zz)  =>  [1]
          $exists(zz)  =>  false
          $exists(n)  =>  true
          $exists(null)  =>  true
          $reverse([1,2,3])  =>  [3,2,1]
          $reverse([1])  =>  [1]
          $reverse([])  =>  []
          $reverse(zz)  =>  nothing
          $sort([3,1,2])  =>  [1,2,3]
          $sort(["b","a"])  =>  ["a","b"]
          $sort([1,"a"])  =>  failed. D3070: The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function
          $sort([{"a":1}])  =>  [{"a":1}]
          $sort([{"a":1},{"a":2}])  =>  failed. D3070: The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function
          $sort([3,1,2],function($a,$b){$a<$b})  =>  [3,2,1]
          $sort(phones,function($a,$b){$a.number<$b.number}).number  =>  ["3","2","1"]
          $sort([],function($a,$b){$a<$b})  =>  []
          $sort(1)  =>  [1]
          $distinct([1,2,1,"1"])  =>  [1,2,"1"]
          $distinct([{"a":1},{"a":1}])  =>  [{"a":1}]
          $distinct(1)  =>  1
          $distinct([])  =>  []
          $distinct([1,1])  =>  [1]
          $distinct(arr)  =>  [1,2,3]
          $zip([1,2],[3,4])  =>  [[1,3],[2,4]]
          $zip([1,2],[3,4,5])  =>  [[1,3],[2,4]]
          $zip(1,2)  =>  [[1,2]]
          $zip()  =>  failed. T0410: Argument 1 of function "zip" does not match function signature
          $zip([1,2],zz)  =>  []
          $count(shop.orders.items[price>99])  =>  0
          $exists(shop.orders[5])  =>  false
          $append(arr, nested)  =>  [1,2,3,[1,2],[3,[4,5]]]
          $count($append(arr, nested))  =>  5
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
