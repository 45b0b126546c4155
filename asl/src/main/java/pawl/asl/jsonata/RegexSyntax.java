package pawl.asl.jsonata;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import pawl.asl.expression.MalformedExpressionException;

/** Writes a regular expression of JavaScript in Java's syntax. */
final class RegexSyntax {
  private static final String SPACES = "\\t\\n\\x0B\\f\\r \\u00A0\\uFEFF\\u2028\\u2029\\p{Zs}";

  private final String source;
  private final boolean multiline;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private RegexSyntax(String source, boolean multiline) {
    this.source = source;
    this.multiline = multiline;
  }

  /**
   * @param flags i and m
   * @throws MalformedExpressionException if it is no regular expression
   */
  static Pattern compile(String source, String flags) {
    int options = 0;
    if (flags.indexOf('i') >= 0) {
      options |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }
    if (flags.indexOf('m') >= 0) {
      options |= Pattern.MULTILINE;
    }
    try {
      return Pattern.compile(new RegexSyntax(source, flags.indexOf('m') >= 0).translate(), options);
    } catch (PatternSyntaxException | StackOverflowError e) {
      String reason = e instanceof PatternSyntaxException syntax ? syntax.getDescription() : "";
      throw new MalformedExpressionException(
          "Invalid regular expression: /" + source + "/: " + reason);
    }
  }

  private String translate() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> escape(false);
        case '[' -> characters();
        case '$' -> {
          out.append(multiline ? "$" : "\\z");
          at++;
        }
        case '.' -> {
          out.append("[^\\n\\r\\u2028\\u2029]");
          at++;
        }
        case '{' -> brace();
        default -> {
          out.append(c);
          at++;
        }
      }
    }
    return out.toString();
  }

  /** A brace that begins no quantifier stands for itself. */
  private void brace() {
    int end = at + 1;
    while (end < source.length()
        && (Character.isDigit(source.charAt(end)) || source.charAt(end) == ',')) {
      end++;
    }
    boolean quantifier =
        end < source.length()
            && source.charAt(end) == '}'
            && end > at + 1
            && Character.isDigit(source.charAt(at + 1));
    out.append(quantifier ? "{" : "\\{");
    at++;
  }

  private void characters() {
    boolean negated = source.startsWith("^", at + 1);
    int first = at + (negated ? 2 : 1);
    if (source.startsWith("]", first)) {
      out.append(negated ? "[\\s\\S]" : "(?!)");
      at = first + 1;
      return;
    }
    out.append(negated ? "[^" : "[");
    at = first;
    while (at < source.length() && source.charAt(at) != ']') {
      char c = source.charAt(at);
      if (c == '\\') {
        escape(true);
      } else {
        if (c == '[' || c == '&' || c == '^') {
          out.append('\\');
        }
        out.append(c);
        at++;
      }
    }
    out.append(']');
    at++;
  }

  private void escape(boolean inClass) {
    char c = at + 1 < source.length() ? source.charAt(at + 1) : '\\';
    at += 2;
    switch (c) {
      case 's' -> out.append(inClass ? SPACES : "[" + SPACES + "]");
      case 'S' -> out.append("[^").append(SPACES).append(']');
      case 'v' -> out.append("\\x0B");
      case 'b' -> out.append(inClass ? "\\x08" : "\\b");
      case '0' -> out.append("\\x00");
      case 'd',
          'D',
          'w',
          'W',
          'B',
          'n',
          'r',
          't',
          'f',
          'c',
          'x',
          'u',
          'k',
          '1',
          '2',
          '3',
          '4',
          '5',
          '6',
          '7',
          '8',
          '9' ->
          out.append('\\').append(c);
      default -> {
        if (c < 0x80 && !Character.isLetterOrDigit(c)) {
          out.append('\\');
        }
        out.append(c);
      }
    }
  }
}
