package pawl.asl.jsonata;

import java.util.Locale;

/**
 * A picture of $formatInteger, which date and time pictures use too: XPath F&O 3.1, 4.6.1.
 *
 * <p>Numbers that are formatted are whole; NaN is printed as such where digits are asked for.
 */
sealed interface IntegerPicture
    permits DigitPicture,
        IntegerPicture.Letters,
        IntegerPicture.Roman,
        IntegerPicture.Words,
        IntegerPicture.Sequence {
  /** The number, with a minus sign in front if it is negative. */
  default String format(double number) {
    return (number < 0 ? "-" : "") + formatMagnitude(Math.abs(number));
  }

  String formatMagnitude(double number);

  /** The number that the text stands for; NaN if it stands for none. */
  double parse(String text);

  /**
   * What the picture says. That a sequence is not supported shows when it is used.
   *
   * @throws JsonataException D3131 if it mixes digits of different scripts
   */
  static IntegerPicture of(String picture) {
    int semicolon = picture.lastIndexOf(';');
    String primary = semicolon < 0 ? picture : picture.substring(0, semicolon);
    boolean ordinal = semicolon >= 0 && picture.startsWith("o", semicolon + 1);
    return switch (primary) {
      case "A", "a" -> new Letters(primary.charAt(0));
      case "I" -> new Roman(true);
      case "i" -> new Roman(false);
      case "W", "w", "Ww" -> new Words(primary, ordinal);
      default -> DigitPicture.of(primary, ordinal);
    };
  }

  /**
   * The letters of a spreadsheet's columns.
   *
   * @param first A or a
   */
  record Letters(char first) implements IntegerPicture {
    @Override
    public String formatMagnitude(double number) {
      return Numerals.letters(number, first);
    }

    @Override
    public double parse(String text) {
      return Numerals.valueOfLetters(text, first);
    }
  }

  /** Roman numerals. */
  record Roman(boolean upper) implements IntegerPicture {
    @Override
    public String formatMagnitude(double number) {
      String roman = Numerals.roman(number);
      return upper ? roman.toUpperCase(Locale.ROOT) : roman;
    }

    @Override
    public double parse(String text) {
      return Numerals.valueOfRoman(upper ? text : text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * English words.
   *
   * @param form {@code W}, {@code w} or {@code Ww}
   */
  record Words(String form, boolean ordinal) implements IntegerPicture {
    @Override
    public String formatMagnitude(double number) {
      String words = NumberWords.of(number, ordinal);
      return switch (form) {
        case "W" -> words.toUpperCase(Locale.ROOT);
        case "w" -> words.toLowerCase(Locale.ROOT);
        default -> words;
      };
    }

    @Override
    public double parse(String text) {
      return NumberWords.valueOf(text.toLowerCase(Locale.ROOT));
    }
  }

  /** A numbering sequence, of which the specification leaves open which there are: here none. */
  record Sequence(String token) implements IntegerPicture {
    @Override
    public String formatMagnitude(double number) {
      throw notSupported();
    }

    @Override
    public double parse(String text) {
      throw notSupported();
    }

    JsonataException notSupported() {
      return ErrorCode.D3130.exception("value", token);
    }
  }
}
