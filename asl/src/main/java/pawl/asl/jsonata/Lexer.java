package pawl.asl.jsonata;

import org.jspecify.annotations.Nullable;

/** Cuts the text of an expression into words. */
final class Lexer {
  private static final String SPACES = " \t\n\r\u000B";
  private static final String SYMBOLS = ".[]{}(),@#;:?+-*/%|=<>^&!~";

  private final String text;
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /**
   * The next word.
   *
   * @param operand whether one ends here, so that a slash divides; else it begins a regular
   *     expression
   */
  Token next(boolean operand) {
    skip();
    if (at >= text.length()) {
      return Token.END;
    }
    char c = text.charAt(at);
    if (c == '/' && !operand) {
      at++;
      return regex();
    }
    String operator = operator(c);
    if (operator != null) {
      at += operator.length();
      return new Token(Token.Kind.OPERATOR, operator);
    }
    if (c == '"' || c == '\'') {
      return string(c);
    }
    if (c >= '0' && c <= '9') {
      return number();
    }
    return c == '`' ? quotedName() : name();
  }

  private void skip() {
    while (at < text.length()) {
      if (SPACES.indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw ErrorCode.S0106.exception();
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private @Nullable String operator(char c) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
    boolean two =
        switch (c) {
          case '.' -> next == '.';
          case ':', '!', '>', '<' -> next == '=';
          case '*' -> next == '*';
          case '~' -> next == '>';
          default -> false;
        };
    if (two) {
      return text.substring(at, at + 2);
    }
    return SYMBOLS.indexOf(c) >= 0 ? Character.toString(c) : null;
  }

  private Token string(char quote) {
    StringBuilder string = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return new Token(Token.Kind.STRING, string.toString());
      }
      string.append(c == '\\' ? escape() : c);
      at++;
    }
    throw ErrorCode.S0101.exception();
  }

  /** The character of an escape sequence, whose last character becomes the current one. */
  private char escape() {
    at++;
    char c = at < text.length() ? text.charAt(at) : '\0';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw ErrorCode.S0103.exception("token", at < text.length() ? "" + c : "");
    };
  }

  private char unicode() {
    String digits = text.substring(at + 1, Math.min(at + 5, text.length()));
    if (digits.isEmpty() || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw ErrorCode.S0104.exception();
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  private Token number() {
    int start = at;
    if (text.charAt(at) == '0') {
      at++;
    } else {
      digits();
    }
    if (peek(0) == '.' && isDigit(peek(1))) {
      at++;
      digits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (isDigit(peek(1 + sign))) {
        at += 1 + sign;
        digits();
      }
    }
    String digits = text.substring(start, at);
    double number = Double.parseDouble(digits);
    if (Double.isInfinite(number)) {
      throw ErrorCode.S0102.exception("token", digits);
    }
    return new Token(Token.Kind.NUMBER, number);
  }

  private void digits() {
    while (isDigit(peek(0))) {
      at++;
    }
  }

  private char peek(int offset) {
    return at + offset < text.length() ? text.charAt(at + offset) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Token quotedName() {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw ErrorCode.S0105.exception();
    }
    String name = text.substring(at + 1, end);
    at = end + 1;
    return new Token(Token.Kind.NAME, name);
  }

  private Token name() {
    int start = at;
    while (at < text.length()
        && SPACES.indexOf(text.charAt(at)) < 0
        && SYMBOLS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.startsWith("$")) {
      return new Token(Token.Kind.VARIABLE, name.substring(1));
    }
    return switch (name) {
      case "or", "in", "and" -> new Token(Token.Kind.OPERATOR, name);
      case "true" -> new Token(Token.Kind.CONSTANT, true);
      case "false" -> new Token(Token.Kind.CONSTANT, false);
      case "null" -> new Token(Token.Kind.CONSTANT, null);
      default -> new Token(Token.Kind.NAME, name);
    };
  }

  private Token regex() {
    int start = at;
    int depth = 0;
    int backslashes = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '/' && depth == 0 && backslashes % 2 == 0) {
        if (at == start) {
          throw ErrorCode.S0301.exception();
        }
        return flagged(text.substring(start, at));
      }
      boolean escaped = backslashes > 0;
      if ((c == '(' || c == '[' || c == '{') && !escaped) {
        depth++;
      } else if ((c == ')' || c == ']' || c == '}') && !escaped) {
        depth--;
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
      at++;
    }
    throw ErrorCode.S0302.exception();
  }

  private Token flagged(String pattern) {
    at++;
    int flags = at;
    while (peek(0) == 'i' || peek(0) == 'm') {
      at++;
    }
    return new Token(Token.Kind.REGEX, RegularExpression.of(pattern, text.substring(flags, at)));
  }
}
