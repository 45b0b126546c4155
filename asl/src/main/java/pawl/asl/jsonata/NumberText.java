package pawl.asl.jsonata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text the way JavaScript prints them. */
final class NumberText {
  private static final MathContext FIFTEEN_DIGITS = new MathContext(15, RoundingMode.HALF_UP);

  /** From here up Java's and JavaScript's shortest digits are the same. */
  private static final double SHORTEST_AGREES = 100 * Double.MIN_VALUE;

  private NumberText() {}

  /**
   * The number as JavaScript's Number.prototype.toString prints it: the shortest digits that read
   * back as the same number, with an exponent from 1e21 up and below 1e-6; {@code NaN} and {@code
   * Infinity} for the others.
   */
  static String of(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    if (number == (long) number && Math.abs(number) < 1L << 53) {
      return Long.toString((long) number);
    }
    return (number < 0 ? "-" : "") + positive(Math.abs(number));
  }

  /** The finite number as $string prints it: with at most 15 significant digits. */
  static String string(double number) {
    return of(toFifteenDigits(number));
  }

  /** The finite number nearest to the first 15 significant digits of this one. */
  static double toFifteenDigits(double number) {
    if (number == (long) number && Math.abs(number) < 1e15) {
      return number;
    }
    return Double.parseDouble(new BigDecimal(number).round(FIFTEEN_DIGITS).toString());
  }

  /**
   * The integer at the start of the text as JavaScript's parseInt reads it: after white space and a
   * sign, hexadecimal after {@code 0x}; NaN if there is none.
   */
  static double leadingInteger(String text) {
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    boolean negative = text.startsWith("-", at);
    if (negative || text.startsWith("+", at)) {
      at++;
    }
    boolean hexadecimal = text.startsWith("0x", at) || text.startsWith("0X", at);
    at += hexadecimal ? 2 : 0;
    int end = at;
    while (end < text.length() && isDigit(text.charAt(end), hexadecimal)) {
      end++;
    }
    if (end == at) {
      return Double.NaN;
    }
    String digits = text.substring(at, end);
    double number = Double.parseDouble(hexadecimal ? "0x" + digits + "p0" : digits);
    return negative ? 0 - number : number;
  }

  private static boolean isDigit(char c, boolean hexadecimal) {
    char lower = (char) (c | 0x20);
    return (c >= '0' && c <= '9') || (hexadecimal && lower >= 'a' && lower <= 'f');
  }

  /** What {@code \s} matches in JavaScript's regular expressions. */
  static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r')
        || c == '\u2028'
        || c == '\u2029'
        || c == '\uFEFF'
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static String positive(double number) {
    Decimal decimal = shortest(number);
    String digits = decimal.digits();
    int point = decimal.point();
    if (point > 21 || point < -5) {
      String mantissa =
          digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      return mantissa + (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
    }
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length());
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /**
   * The number 0.digits times ten to the power of point.
   *
   * @param digits without zeros at either end
   */
  private record Decimal(String digits, int point) {}

  /** Java prints two digits where one would do; that makes a difference for the smallest only. */
  private static Decimal shortest(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    if (number < SHORTEST_AGREES) {
      BigDecimal one = decimal.round(new MathContext(1, RoundingMode.HALF_EVEN));
      decimal = Double.parseDouble(one.toString()) == number ? one : decimal;
    }
    String digits = decimal.unscaledValue().toString();
    return new Decimal(digits, digits.length() - decimal.scale());
  }
}
