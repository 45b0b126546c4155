package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/**
 * A word of an expression.
 *
 * @param value the name, the operator or the text; a Double of a number, a Boolean; null of null
 */
record Token(Kind kind, @Nullable Object value) {
  enum Kind {
    NAME,
    VARIABLE,
    OPERATOR,
    STRING,
    NUMBER,
    CONSTANT,
    REGEX,
    END
  }

  static final Token END = new Token(Kind.END, null);

  boolean is(String operator) {
    return kind == Kind.OPERATOR && operator.equals(value);
  }
}
