package pawl.asl.jsonata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** $formatNumber and $formatBase. */
final class NumberPictures {
  private static final int MINIMUM_RADIX = 2;
  private static final int MAXIMUM_RADIX = 36;

  /** From here up toFixed of JavaScript prints an exponent. */
  private static final double FIXED_LIMIT = 1e21;

  private static final double EXACT_INTEGERS = 1L << 53;

  private final DecimalSymbols symbols;

  private NumberPictures(DecimalSymbols symbols) {
    this.symbols = symbols;
  }

  /**
   * The number as text, by a picture of XPath F&O 3.1, 4.7.
   *
   * @param options what replaces a symbol of the decimal format, by its name there
   * @throws JsonataException D3080 to D3093 if the picture breaks a rule
   */
  static String formatNumber(double number, String picture, Map<String, String> options) {
    return new NumberPictures(DecimalSymbols.of(options)).format(number, picture);
  }

  /**
   * The number, rounded half to even, with this base.
   *
   * @param base rounded too; the digits behind 9 are lower case letters
   * @throws JsonataException D3100 if the base is not from 2 to 36
   */
  static String formatBase(double number, double base) {
    double radix = Rounding.halfEven(base);
    if (!(radix >= MINIMUM_RADIX && radix <= MAXIMUM_RADIX)) {
      throw ErrorCode.D3100.exception("value", radix);
    }
    double integer = Rounding.halfEven(number);
    if (radix == 10 || !Double.isFinite(integer)) {
      return NumberText.of(integer);
    }
    return (integer < 0 ? "-" : "") + digits(Math.abs(integer), (int) radix);
  }

  /** As V8 does it: what a double cannot tell apart is printed as zeros. */
  private static String digits(double number, int radix) {
    StringBuilder reversed = new StringBuilder();
    double integer = number;
    while (integer / radix >= EXACT_INTEGERS) {
      integer /= radix;
      reversed.append('0');
    }
    do {
      double remainder = integer % radix;
      reversed.append(Character.forDigit((int) remainder, radix));
      integer = (integer - remainder) / radix;
    } while (integer > 0);
    return reversed.reverse().toString();
  }

  private String format(double number, String text) {
    List<NumberPicture> pictures = pictures(text);
    NumberPicture picture = number >= 0 ? pictures.getFirst() : pictures.getLast();
    String prefix =
        number >= 0 || pictures.size() == 2
            ? picture.prefix()
            : symbols.minusSign() + picture.prefix();
    double mantissa = number * factor(picture);
    int exponent = 0;
    if (picture.minimumExponent() > 0) {
      Scaled scaled = Scaled.of(mantissa, picture.scaling());
      mantissa = scaled.mantissa();
      exponent = scaled.exponent();
    }
    String digits = fixed(mantissa, picture);
    digits = pad(digits, picture);
    digits = groupInteger(digits, picture);
    digits = groupFraction(digits, picture);
    int point = digits.indexOf(symbols.decimalSeparator());
    if (!digits.isEmpty()
        && (!picture.picture().contains(symbols.decimalSeparator())
            || point == digits.length() - 1)) {
      digits = digits.substring(0, digits.length() - 1);
    }
    String power = picture.minimumExponent() > 0 ? exponent(exponent, picture) : "";
    return prefix + digits + power + picture.suffix();
  }

  private List<NumberPicture> pictures(String text) {
    List<String> texts = split(text, symbols.patternSeparator());
    if (texts.size() > 2) {
      throw ErrorCode.D3080.exception();
    }
    return texts.stream().map(picture -> NumberPicture.of(picture, symbols)).toList();
  }

  /** At most three parts, since more than two are an error anyway. */
  private static List<String> split(String text, String separator) {
    if (separator.isEmpty()) {
      return text.isEmpty()
          ? List.of(text)
          : text.chars().limit(3).mapToObj(Character::toString).toList();
    }
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0 && parts.size() < 2; ) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private double factor(NumberPicture picture) {
    if (picture.picture().contains(symbols.percent())) {
      return 100;
    }
    return picture.picture().contains(symbols.perMille()) ? 1000 : 1;
  }

  /** A number as mantissa times ten to the power of exponent. */
  private record Scaled(double mantissa, int exponent) {
    /**
     * @param digits how many digits the mantissa has before the point; zero, which has no such
     *     form, stays
     */
    static Scaled of(double number, int digits) {
      double maximum = Math.pow(10, digits);
      double minimum = Math.pow(10, digits - 1);
      double mantissa = number;
      int exponent = 0;
      if (number == 0 || Double.isInfinite(number)) {
        return new Scaled(number, 0);
      }
      while (Math.abs(mantissa) < minimum) {
        mantissa *= 10;
        exponent--;
      }
      while (Math.abs(mantissa) > maximum) {
        mantissa /= 10;
        exponent++;
      }
      return new Scaled(mantissa, exponent);
    }
  }

  /** The rounded digits, without zeros at either end, with a decimal separator. */
  private String fixed(double number, NumberPicture picture) {
    int places = picture.maximumFraction();
    double rounded = Rounding.halfEven(number, places);
    String text = symbols.localized(fixed(Math.abs(rounded), places));
    text =
        text.indexOf('.') < 0
            ? text + symbols.decimalSeparator()
            : text.replace(".", symbols.decimalSeparator());
    if (symbols.zeroDigit().length() != 1) {
      return text;
    }
    char zero = symbols.zeroDigit().charAt(0);
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == zero) {
      start++;
    }
    while (end > start && text.charAt(end - 1) == zero) {
      end--;
    }
    return text.substring(start, end);
  }

  private static String fixed(double number, int places) {
    if (!(number < FIXED_LIMIT)) {
      return NumberText.of(number);
    }
    return new BigDecimal(number).setScale(places, RoundingMode.HALF_UP).toPlainString();
  }

  private String pad(String digits, NumberPicture picture) {
    int point = digits.indexOf(symbols.decimalSeparator());
    int left = picture.minimumInteger() - point;
    int right = picture.minimumFraction() - (digits.length() - point - 1);
    return symbols.zeroDigit().repeat(Math.max(0, left))
        + digits
        + symbols.zeroDigit().repeat(Math.max(0, right));
  }

  private String groupInteger(String digits, NumberPicture picture) {
    int point = digits.indexOf(symbols.decimalSeparator());
    Insertions insertions = new Insertions(digits);
    String separator = symbols.groupingSeparator();
    if (picture.grouping() > 0) {
      int groups = Math.max(0, (point - 1) / picture.grouping());
      for (int group = groups; group > 0; group--) {
        int inserted = (groups - group) * separator.length();
        insertions.insert(point - group * picture.grouping() + inserted, separator);
      }
      return insertions.text();
    }
    for (int group : picture.integerGroups()) {
      // A group that lies before the first digit counts from the end, as slice does in JavaScript.
      int index = point - group;
      insertions.insert(index < 0 ? Math.max(0, insertions.length() + index) : index, separator);
      point++;
    }
    return insertions.text();
  }

  private String groupFraction(String digits, NumberPicture picture) {
    int point = digits.indexOf(symbols.decimalSeparator());
    Insertions insertions = new Insertions(digits);
    for (int group : picture.fractionGroups()) {
      insertions.insert(
          Math.min(point + 1 + group, insertions.length()), symbols.groupingSeparator());
    }
    return insertions.text();
  }

  private String exponent(int exponent, NumberPicture picture) {
    String digits = symbols.localized(Integer.toString(Math.abs(exponent)));
    return symbols.exponentSeparator()
        + (exponent < 0 ? symbols.minusSign() : "")
        + symbols.zeroDigit().repeat(Math.max(0, picture.minimumExponent() - digits.length()))
        + digits;
  }
}
