package pawl.asl.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import pawl.asl.Json;

/**
 * Reads a call of an intrinsic function: {@code States.Name(argument, ...)}, where an argument is a
 * string in apostrophes, a number, {@code true}, {@code false}, {@code null}, a path or another
 * call.
 */
final class IntrinsicParser {
  /** AWS allows ten functions inside each other. */
  private static final int MAX_NESTING = 10;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");

  private final String text;
  private int at;

  private IntrinsicParser(String text) {
    this.text = text;
  }

  static Expression.Call parse(String text) {
    IntrinsicParser parser = new IntrinsicParser(text);
    parser.skipBlanks();
    Expression.Call call = parser.call(1);
    parser.skipBlanks();
    if (parser.at < text.length()) {
      throw parser.unexpected();
    }
    return call;
  }

  private Expression.Call call(int nesting) {
    if (nesting > MAX_NESTING) {
      throw new MalformedExpressionException(
          "More than " + MAX_NESTING + " intrinsic functions inside each other");
    }
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    IntrinsicFunction function = IntrinsicFunction.named(text.substring(start, at));
    if (function == null) {
      throw new MalformedExpressionException("There is no such intrinsic function");
    }
    skipBlanks();
    List<Expression> arguments = arguments(function, nesting);
    if (!function.takes(arguments.size())) {
      throw new MalformedExpressionException(
          function.aslName() + " does not take " + arguments.size() + " arguments");
    }
    return new Expression.Call(function, arguments, text.substring(start, at));
  }

  private List<Expression> arguments(IntrinsicFunction function, int nesting) {
    List<Expression> arguments = new ArrayList<>();
    expect('(');
    skipBlanks();
    if (peek() == ')') {
      at++;
      return arguments;
    }
    while (true) {
      boolean pattern = function == IntrinsicFunction.FORMAT && arguments.isEmpty();
      arguments.add(argument(pattern, nesting));
      skipBlanks();
      if (peek() == ')') {
        at++;
        return arguments;
      }
      expect(',');
      skipBlanks();
    }
  }

  private Expression argument(boolean pattern, int nesting) {
    char first = peek();
    if (first == '\'') {
      String raw = quoted();
      return pattern
          ? new Expression.FormatPattern(FormatPatterns.parts(raw))
          : new Expression.Literal(TextNode.valueOf(unescape(raw)));
    }
    if (first == '$') {
      return new Expression.Selector(Path.compile(path()));
    }
    if (text.startsWith("States.", at)) {
      return call(nesting + 1);
    }
    return new Expression.Literal(plainLiteral());
  }

  /** What stands between two apostrophes, escapes still in it. */
  private String quoted() {
    int start = ++at;
    while (peek() != '\'') {
      if (peek() == '\\') {
        at++;
        if ("'{}\\".indexOf(peek()) < 0) {
          throw new MalformedExpressionException("Only \\', \\{, \\} and \\\\ are escapes");
        }
      }
      at++;
    }
    return text.substring(start, at++);
  }

  private static String unescape(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '\\') {
        i++;
      }
      out.append(raw.charAt(i));
    }
    return out.toString();
  }

  /** A path ends at a comma or bracket that belongs to the call, not to the path. */
  private String path() {
    int start = at;
    int open = 0;
    char quote = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        if (c == '\\') {
          at++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (open > 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '[' || c == '(') {
        open++;
      } else if (open == 0 && (c == ',' || c == ')')) {
        break;
      } else if (c == ']' || c == ')') {
        open--;
      }
    }
    return text.substring(start, Math.min(at, text.length())).strip();
  }

  private JsonNode plainLiteral() {
    int start = at;
    while (at < text.length() && ",) \t\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String literal = text.substring(start, at);
    return switch (literal) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      case "null" -> NullNode.getInstance();
      default -> number(literal);
    };
  }

  private JsonNode number(String literal) {
    if (!NUMBER.matcher(literal).matches()) {
      throw unexpected();
    }
    try {
      return Json.MAPPER.readTree(literal);
    } catch (JsonProcessingException e) {
      throw new MalformedExpressionException(String.valueOf(e.getOriginalMessage()));
    }
  }

  private static boolean isNamePart(char c) {
    return c == '.' || Character.isLetterOrDigit(c);
  }

  private char peek() {
    if (at >= text.length()) {
      throw new MalformedExpressionException("The call ends too early");
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unexpected();
    }
    at++;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private MalformedExpressionException unexpected() {
    return new MalformedExpressionException("Unexpected text at character " + (at + 1));
  }
}
