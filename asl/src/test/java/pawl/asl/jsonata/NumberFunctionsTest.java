package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of numbers. The values are those of jsonata-js 2.0.6. */
class NumberFunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          $sum(shop.orders.items.(price*count))  =>  79.25
          $boolean(1/0)  =>  failed. D1001: Number out of range: null
          $sum(?)  =>  unsupported
          $sum(1,2)  =>  failed. T0410: Argument 2 of function "sum" does not match function signature
          $sum("a")  =>  failed. T0412: Argument 1 of function "sum" must be an array of "numbers"
          $sum(["a"])  =>  failed. T0412: Argument 1 of function "sum" must be an array of "numbers"
          $sum([1,"a"])  =>  failed. T0412: Argument 1 of function "sum" must be an array of "numbers"
          $sum([])  =>  0
          $sum(zz)  =>  nothing
          $sum(3)  =>  3
          $abs("x")  =>  failed. T0410: Argument 1 of function "abs" does not match function signature
          $abs(-3)  =>  3
          $abs(zz)  =>  nothing
          $abs()  =>  failed. T0411: Context value is not a compatible type with argument 1 of function "abs"
          n.$abs()  =>  5
          s.$abs()  =>  failed. T0411: Context value is not a compatible type with argument 1 of function "abs"
          $max([1,5,3])  =>  5
          $max([])  =>  nothing
          $max(zz)  =>  nothing
          $max("a")  =>  failed. T0412: Argument 1 of function "max" must be an array of "numbers"
          $min([1,5,3])  =>  1
          $average([1,2,3])  =>  2
          $average([])  =>  nothing
          $number("5")  =>  5
          $number("-5.5e2")  =>  -550
          $number("0x1F")  =>  31
          $number("0b101")  =>  5
          $number("0o17")  =>  15
          $number("5a")  =>  failed. D3030: Unable to cast value to a number: "5a"
          $number("")  =>  failed. D3030: Unable to cast value to a number: ""
          $number(" 5")  =>  failed. D3030: Unable to cast value to a number: " 5"
          $number(true)  =>  1
          $number(false)  =>  0
          $number(null)  =>  failed. T0410: Argument 1 of function "number" does not match function signature
          $number([1])  =>  failed. T0410: Argument 1 of function "number" does not match function signature
          $number(zz)  =>  nothing
          $number("1e1000")  =>  failed. D3030: Unable to cast value to a number: "1e1000"
          $number("Infinity")  =>  failed. D3030: Unable to cast value to a number: "Infinity"
          $floor(5.7)  =>  5
          $floor(-5.7)  =>  -6
          $ceil(5.2)  =>  6
          $ceil(-0.5)  =>  0
          $round(2.5)  =>  2
          $round(3.5)  =>  4
          $round(-2.5)  =>  -2
          $round(123.456,2)  =>  123.46
          $round(123.456,-2)  =>  100
          $round(12345,-2)  =>  12300
          $round(0.5)  =>  0
          $round(-0.5)  =>  0
          $round(1.005,2)  =>  1
          $round(zz)  =>  nothing
          $sqrt(4)  =>  2
          $sqrt(-1)  =>  failed. D3060: The sqrt function cannot be applied to a negative number: -1
          $power(2,8)  =>  256
          $power(2,0.5)  =>  1.4142135623730951
          $power(-2,0.5)  =>  failed. D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=-2, exponent=0.5
          $power(10,400)  =>  failed. D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=10, exponent=400
          $power(2)  =>  failed. T0411: Context value is not a compatible type with argument 1 of function "power"
          $formatNumber(1234.5,"#,##0.00")  =>  "1,234.50"
          $formatNumber(1,"x")  =>  failed. D3086: The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character
          $formatBase(255,16)  =>  "ff"
          $formatBase(100,40)  =>  failed. D3100: The radix of the formatBase function must be between 2 and 36.  It was given 40
          $formatInteger(123,"w")  =>  "one hundred and twenty-three"
          $parseInteger("one","w")  =>  1
          $boolean(zz)  =>  nothing
          $boolean("")  =>  false
          $boolean("a")  =>  true
          $boolean(0)  =>  false
          $boolean([])  =>  false
          $boolean([0])  =>  false
          $boolean([1])  =>  true
          $boolean([0,0])  =>  false
          $boolean([[]])  =>  false
          $boolean({})  =>  false
          $boolean({"a":1})  =>  true
          $boolean(null)  =>  false
          $boolean($sum)  =>  false
          $boolean(function(){1})  =>  false
          $not(true)  =>  false
          $not(zz)  =>  nothing
          $not([])  =>  true
          $sum(phones.number.$number())  =>  6
          $number(phones[0].number) + 1  =>  2
          $abs(-0)  =>  0
          $sum(nested[0])  =>  3
          $formatNumber(0.14, "01%")  =>  "14%"
          $sum([1..100])  =>  5050
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
