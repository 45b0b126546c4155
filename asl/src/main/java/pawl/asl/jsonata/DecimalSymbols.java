package pawl.asl.jsonata;

import java.util.Map;

/**
 * The characters that mean something in a picture of $formatNumber: the decimal format of XPath F&O
 * 3.1, 4.7.1, without infinity and NaN.
 */
record DecimalSymbols(
    String decimalSeparator,
    String groupingSeparator,
    String exponentSeparator,
    String minusSign,
    String percent,
    String perMille,
    String zeroDigit,
    String digit,
    String patternSeparator) {

  /**
   * @param options by their names in the specification, such as {@code decimal-separator}
   */
  static DecimalSymbols of(Map<String, String> options) {
    return new DecimalSymbols(
        options.getOrDefault("decimal-separator", "."),
        options.getOrDefault("grouping-separator", ","),
        options.getOrDefault("exponent-separator", "e"),
        options.getOrDefault("minus-sign", "-"),
        options.getOrDefault("percent", "%"),
        options.getOrDefault("per-mille", "\u2030"),
        options.getOrDefault("zero-digit", "0"),
        options.getOrDefault("digit", "#"),
        options.getOrDefault("pattern-separator", ";"));
  }

  /** Whether it is one of the ten digits that start with the zero digit. */
  boolean isDecimalDigit(char c) {
    return !zeroDigit.isEmpty() && c >= zeroDigit.charAt(0) && c < zeroDigit.charAt(0) + 10;
  }

  boolean isOptionalDigit(char c) {
    return is(c, digit);
  }

  boolean isDigit(char c) {
    return isDecimalDigit(c) || isOptionalDigit(c);
  }

  boolean isActive(char c) {
    return isDigit(c)
        || is(c, decimalSeparator)
        || is(c, exponentSeparator)
        || is(c, groupingSeparator)
        || is(c, patternSeparator);
  }

  boolean isExponentSeparator(char c) {
    return is(c, exponentSeparator);
  }

  /** The text with its digits 0 to 9 as digits of this format. */
  String localized(String text) {
    if (zeroDigit.equals("0")) {
      return text;
    }
    StringBuilder localized = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        localized.append(c);
      } else if (!zeroDigit.isEmpty()) {
        localized.append((char) (zeroDigit.charAt(0) + c - '0'));
      }
    }
    return localized.toString();
  }

  private static boolean is(char c, String symbol) {
    return symbol.length() == 1 && symbol.charAt(0) == c;
  }
}
