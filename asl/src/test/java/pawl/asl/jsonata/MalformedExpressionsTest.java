package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no expression, with the parser's sentence. The values are those of jsonata-js 2.0.6. */
class MalformedExpressionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "  =>  ",
      quoteCharacter = '§',
      maxCharsPerColumn = 5000,
      textBlock =
          """
          %  =>  malformed: The object representing the 'parent' cannot be derived from this expression
          shop.%.%  =>  malformed: The object representing the 'parent' cannot be derived from this expression
          phones[1..2]  =>  malformed: Expected "]", got ".."
          [1,2,3][1..2]  =>  malformed: Expected "]", got ".."
          "\\q"  =>  malformed: Unsupported escape sequence: \\"q"
          "\\u00g0"  =>  malformed: The escape sequence \\u must be followed by 4 hex digits
          "abc  =>  malformed: String literal must be terminated by a matching quote
          `zz  =>  malformed: Quoted property name must be terminated with a backquote (`)
          1e400  =>  malformed: Number out of range: "1e400"
          00  =>  malformed: Syntax error: 0
          01  =>  malformed: Syntax error: 1
          1.  =>  malformed: Unexpected end of expression
          .5  =>  malformed: The symbol "." cannot be used as a unary operator
          1e  =>  malformed: Syntax error: "e"
          +1  =>  malformed: The symbol "+" cannot be used as a unary operator
          (;)  =>  malformed: The symbol ";" cannot be used as a unary operator
          function(x){1}  =>  malformed: Parameter 1 of function definition must be a variable name (start with $)
          function($x)<s<n>>{$x}(1)  =>  malformed: Type parameters can only be applied to functions and arrays
          function($x)<(a<n>)>{$x}(1)  =>  malformed: Choice groups containing parameterized types are not supported
          function($x)<  =>  malformed: Expected ">" before end of expression
          //  =>  malformed: Empty regular expressions are not allowed
          /a  =>  malformed: No terminating / in regular expression
          /(/  =>  malformed: No terminating / in regular expression
          obj.1  =>  malformed: The literal value 1 cannot be used as a step within a path expression
          obj.null  =>  malformed: The literal value null cannot be used as a step within a path expression
          obj.true  =>  malformed: The literal value true cannot be used as a step within a path expression
          shop.orders{id:1}{id:2}  =>  malformed: Each step can only have one grouping expression
          x[0]@$y  =>  malformed: A context variable binding must precede any predicates on a step
          x@y  =>  malformed: The right side of "@" must be a variable name (start with $)
          x#y  =>  malformed: The right side of "#" must be a variable name (start with $)
          x^(a)@$v  =>  malformed: A context variable binding must precede the 'order-by' clause on a step
          a[1,2)  =>  malformed: Expected "]", got ","
          "unterminated  =>  malformed: String literal must be terminated by a matching quote
          1 +  =>  malformed: Unexpected end of expression
          {"a":}  =>  malformed: The symbol "}" cannot be used as a unary operator
          $x :=  =>  malformed: Unexpected end of expression
          $match("a", /abc  =>  malformed: No terminating / in regular expression
          1 := 2  =>  malformed: The left side of := must be a variable name (start with $)
          (1  =>  malformed: Expected ")" before end of expression
          [1  =>  malformed: Expected "]" before end of expression
          {"a"  =>  malformed: Expected ":" before end of expression
          {"a":1  =>  malformed: Expected "}" before end of expression
          {"a" 1}  =>  malformed: Expected ":", got 1
          [1 2]  =>  malformed: Expected "]", got 2
          1 2  =>  malformed: Syntax error: 2
          )  =>  malformed: The symbol ")" cannot be used as a unary operator
          }  =>  malformed: The symbol "}" cannot be used as a unary operator
          1 ! 2  =>  malformed: Unknown operator: "!"
          1 ~ 2  =>  malformed: Unknown operator: "~"
          ? 1  =>  malformed: The symbol "?" cannot be used as a unary operator
          a ? 1 :   =>  malformed: Unexpected end of expression
          a ? : 1  =>  malformed: The symbol ":" cannot be used as a unary operator
          function($x){  =>  malformed: Expected "}" before end of expression
          function($x  =>  malformed: Expected ")" before end of expression
          |a|  =>  malformed: Expected "|" before end of expression
          |a|b  =>  malformed: Expected "|" before end of expression
          a..b  =>  malformed: Syntax error: ".."
          @  =>  malformed: The symbol "@" cannot be used as a unary operator
          :  =>  malformed: The symbol ":" cannot be used as a unary operator
          a..  =>  malformed: Syntax error: ".."
          1 /* comment  =>  malformed: Comment has no closing tag
          a.b.  =>  malformed: Unexpected end of expression
          .a  =>  malformed: The symbol "." cannot be used as a unary operator
          a[  =>  malformed: Expected "]" before end of expression
          ^(a)  =>  malformed: The symbol "^" cannot be used as a unary operator
          a^a  =>  malformed: Expected "(", got "a"
          a^(  =>  malformed: Expected ")" before end of expression
          &  =>  malformed: The symbol "&" cannot be used as a unary operator
          n&  =>  malformed: Unexpected end of expression
          """)
  void shouldGiveWhatJsonataGives(String expression, String result) {
    assertThat(Evaluations.inShop(expression)).isEqualTo(result);
  }
}
