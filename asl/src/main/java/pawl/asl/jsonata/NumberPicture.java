package pawl.asl.jsonata;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One sub-picture of $formatNumber, analysed as in XPath F&O 3.1, 4.7.4.
 *
 * @param picture as written
 * @param grouping how many digits lie between two separators of the integer part; 0 if they are not
 *     regular, then integerGroups has the number of digits to the right of each
 * @param fractionGroups the number of digits to the left of each separator of the fraction
 * @param scaling how many digits the mantissa has before the point if there is an exponent
 * @param minimumExponent how many digits an exponent has at least; 0 if there is none
 */
record NumberPicture(
    String picture,
    String prefix,
    String suffix,
    int grouping,
    int[] integerGroups,
    int[] fractionGroups,
    int minimumInteger,
    int scaling,
    int minimumFraction,
    int maximumFraction,
    int minimumExponent) {

  /**
   * @throws JsonataException if the picture breaks a rule of the specification
   */
  static NumberPicture of(String picture, DecimalSymbols symbols) {
    Parts parts = Parts.of(picture, symbols);
    parts.validate(symbols);
    return parts.analyse(symbols);
  }

  /**
   * The parts of a sub-picture. What is written here is what jsonata-js does, oddities included.
   */
  private record Parts(
      String picture,
      String prefix,
      String suffix,
      String active,
      String mantissa,
      @Nullable String exponent,
      String integer,
      String fraction) {

    static Parts of(String picture, DecimalSymbols symbols) {
      int start = 0;
      while (start < picture.length() && !delimits(picture.charAt(start), symbols)) {
        start++;
      }
      int end = picture.length();
      while (end > 0 && !delimits(picture.charAt(end - 1), symbols)) {
        end--;
      }
      if (start > end) {
        start = 0;
        end = picture.length();
      }
      String suffix = picture.substring(end);
      String active = picture.substring(start, end);
      // The position counts from the start of the picture, though it is used within the active
      // part.
      int position = picture.indexOf(symbols.exponentSeparator(), start);
      boolean exponent = position >= 0 && position <= end;
      String mantissa =
          exponent ? active.substring(0, Math.min(position, active.length())) : active;
      int point = mantissa.indexOf(symbols.decimalSeparator());
      return new Parts(
          picture,
          picture.substring(0, start),
          suffix,
          active,
          mantissa,
          exponent ? active.substring(Math.min(position + 1, active.length())) : null,
          point < 0 ? mantissa : mantissa.substring(0, point),
          point < 0 ? suffix : mantissa.substring(Math.min(point + 1, mantissa.length())));
    }

    private static boolean delimits(char c, DecimalSymbols symbols) {
      return symbols.isActive(c) && !symbols.isExponentSeparator(c);
    }

    /** The last rule that is broken is the one that is told. */
    void validate(DecimalSymbols symbols) {
      ErrorCode error = null;
      int point = picture.indexOf(symbols.decimalSeparator());
      if (point != picture.lastIndexOf(symbols.decimalSeparator())) {
        error = ErrorCode.D3081;
      }
      if (isTwice(symbols.percent())) {
        error = ErrorCode.D3082;
      }
      if (isTwice(symbols.perMille())) {
        error = ErrorCode.D3083;
      }
      boolean percent = picture.contains(symbols.percent());
      boolean perMille = picture.contains(symbols.perMille());
      if (percent && perMille) {
        error = ErrorCode.D3084;
      }
      if (mantissa.chars().noneMatch(c -> symbols.isDigit((char) c))) {
        error = ErrorCode.D3085;
      }
      if (!active.chars().allMatch(c -> symbols.isActive((char) c))) {
        error = ErrorCode.D3086;
      }
      error = validateGroups(point, symbols, error);
      error = validateDigits(symbols, error);
      if (exponent != null) {
        if (!exponent.isEmpty() && (percent || perMille)) {
          error = ErrorCode.D3092;
        }
        if (exponent.isEmpty() || count(exponent, symbols::isDecimalDigit) < exponent.length()) {
          error = ErrorCode.D3093;
        }
      }
      if (error != null) {
        throw error.exception();
      }
    }

    private @Nullable ErrorCode validateGroups(
        int point, DecimalSymbols symbols, @Nullable ErrorCode before) {
      ErrorCode error = before;
      String separator = symbols.groupingSeparator();
      if (point >= 0) {
        if (charAt(picture, point - 1).equals(separator)
            || charAt(picture, point + 1).equals(separator)) {
          error = ErrorCode.D3087;
        }
      } else if (charAt(integer, integer.length() - 1).equals(separator)) {
        error = ErrorCode.D3088;
      }
      return picture.contains(separator + separator) ? ErrorCode.D3089 : error;
    }

    private @Nullable ErrorCode validateDigits(DecimalSymbols symbols, @Nullable ErrorCode before) {
      ErrorCode error = before;
      int optional = integer.indexOf(symbols.digit());
      if (optional >= 0 && count(integer.substring(0, optional), symbols::isDecimalDigit) > 0) {
        error = ErrorCode.D3090;
      }
      optional = fraction.lastIndexOf(symbols.digit());
      if (optional >= 0 && count(fraction.substring(optional), symbols::isDecimalDigit) > 0) {
        error = ErrorCode.D3091;
      }
      return error;
    }

    private boolean isTwice(String symbol) {
      return picture.indexOf(symbol) != picture.lastIndexOf(symbol);
    }

    NumberPicture analyse(DecimalSymbols symbols) {
      int[] integerGroups = integerGroups(symbols);
      int scaling = count(integer, symbols::isDecimalDigit);
      int minimumInteger = scaling;
      int minimumFraction = count(fraction, symbols::isDecimalDigit);
      int maximumFraction = count(fraction, symbols::isDigit);
      if (minimumInteger == 0 && maximumFraction == 0) {
        if (exponent == null) {
          minimumInteger = 1;
        } else {
          minimumFraction = 1;
          maximumFraction = 1;
        }
      }
      if (exponent != null && minimumInteger == 0 && integer.contains(symbols.digit())) {
        minimumInteger = 1;
      }
      if (minimumInteger == 0 && minimumFraction == 0) {
        minimumFraction = 1;
      }
      return new NumberPicture(
          picture,
          prefix,
          suffix,
          regular(integerGroups),
          integerGroups,
          fractionGroups(symbols),
          minimumInteger,
          scaling,
          minimumFraction,
          maximumFraction,
          exponent == null ? 0 : count(exponent, symbols::isDecimalDigit));
    }

    private int[] integerGroups(DecimalSymbols symbols) {
      int[] left = digitsBefore(integer, symbols);
      int all = left[integer.length()];
      return positions(integer, symbols).map(position -> all - left[position]).toArray();
    }

    /** Only the first separator is looked for in the fraction, the others in the integer part. */
    private int[] fractionGroups(DecimalSymbols symbols) {
      int[] left = digitsBefore(fraction, symbols);
      return positions(fraction, symbols)
          .map(position -> left[Math.min(position, fraction.length())])
          .toArray();
    }

    private IntStream positions(String part, DecimalSymbols symbols) {
      String separator = symbols.groupingSeparator();
      return IntStream.iterate(
          part.indexOf(separator),
          position -> position >= 0,
          position -> integer.indexOf(separator, position + 1));
    }

    private static int[] digitsBefore(String part, DecimalSymbols symbols) {
      int[] before = new int[part.length() + 1];
      for (int i = 0; i < part.length(); i++) {
        before[i + 1] = before[i] + (symbols.isDigit(part.charAt(i)) ? 1 : 0);
      }
      return before;
    }

    private static String charAt(String text, int index) {
      return index < 0 || index >= text.length() ? "" : text.substring(index, index + 1);
    }

    private static int count(String text, CharPredicate predicate) {
      IntPredicate matches = c -> predicate.test((char) c);
      return (int) text.chars().filter(matches).count();
    }

    private interface CharPredicate {
      boolean test(char c);
    }
  }

  /** The interval if the positions are all its multiples up to some number, else 0. */
  static int regular(int[] positions) {
    int interval = Arrays.stream(positions).reduce(0, NumberPicture::commonDivisor);
    if (interval == 0) {
      return 0;
    }
    BitSet multiples = new BitSet();
    Arrays.stream(positions).map(position -> position / interval).forEach(multiples::set);
    return multiples.nextClearBit(1) > positions.length ? interval : 0;
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }
}
