package pawl.asl.jsonata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/** Whole numbers in English words, in title case. */
final class NumberWords {
  private static final List<String> CARDINALS =
      List.of(
          "Zero",
          "One",
          "Two",
          "Three",
          "Four",
          "Five",
          "Six",
          "Seven",
          "Eight",
          "Nine",
          "Ten",
          "Eleven",
          "Twelve",
          "Thirteen",
          "Fourteen",
          "Fifteen",
          "Sixteen",
          "Seventeen",
          "Eighteen",
          "Nineteen");
  private static final List<String> ORDINALS =
      List.of(
          "Zeroth",
          "First",
          "Second",
          "Third",
          "Fourth",
          "Fifth",
          "Sixth",
          "Seventh",
          "Eighth",
          "Ninth",
          "Tenth",
          "Eleventh",
          "Twelfth",
          "Thirteenth",
          "Fourteenth",
          "Fifteenth",
          "Sixteenth",
          "Seventeenth",
          "Eighteenth",
          "Nineteenth");
  private static final List<String> DECADES =
      List.of("Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety");
  private static final List<String> MAGNITUDES =
      List.of("Thousand", "Million", "Billion", "Trillion");

  /** The value of each word in lower case; the order is that in which a text is matched. */
  private static final LinkedHashMap<String, Double> VALUES = values();

  private NumberWords() {}

  private static LinkedHashMap<String, Double> values() {
    LinkedHashMap<String, Double> values = new LinkedHashMap<>();
    for (List<String> words : List.of(CARDINALS, ORDINALS)) {
      for (int i = 0; i < words.size(); i++) {
        values.put(lower(words.get(i)), (double) i);
      }
    }
    for (int i = 0; i < DECADES.size(); i++) {
      String decade = lower(DECADES.get(i));
      values.put(decade, (i + 2) * 10.0);
      values.put(ordinalDecade(decade), (i + 2) * 10.0);
    }
    values.put("hundred", 100.0);
    // An oddity of jsonata-js.
    values.put("hundreieth", 100.0);
    values.put("hundredth", 100.0);
    double power = 1;
    for (String magnitude : MAGNITUDES) {
      power *= 1000;
      values.put(lower(magnitude), power);
      values.put(lower(magnitude) + "th", power);
    }
    return values;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static String ordinalDecade(String decade) {
    return decade.substring(0, decade.length() - 1) + "ieth";
  }

  /** The words in lower case that have a value, in the order in which a text is matched. */
  static SequencedSet<String> words() {
    return VALUES.sequencedKeySet();
  }

  /**
   * @param number a whole number from 0
   * @param ordinal {@code First} instead of {@code One}
   */
  static String of(double number, boolean ordinal) {
    if (!Double.isFinite(number)) {
      throw TextBound.exceeded();
    }
    StringBuilder words = new StringBuilder();
    append(words, number, false, ordinal);
    return words.toString();
  }

  private static void append(StringBuilder words, double number, boolean follows, boolean ordinal) {
    if (number < 100) {
      words.append(follows ? " and " : "");
      appendSmall(words, (int) number, ordinal);
      return;
    }
    words.append(follows ? ", " : "");
    double unit = number < 1000 ? 100 : magnitude(number);
    double multiple = Math.floor(number / unit);
    double remainder = number - multiple * unit;
    append(words, multiple, false, false);
    words.append(' ').append(unit == 100 ? "Hundred" : MAGNITUDES.get(exponent(unit) / 3 - 1));
    if (remainder > 0) {
      append(words, remainder, true, ordinal);
    } else if (ordinal) {
      words.append("th");
    }
  }

  private static void appendSmall(StringBuilder words, int number, boolean ordinal) {
    if (number < CARDINALS.size()) {
      words.append((ordinal ? ORDINALS : CARDINALS).get(number));
      return;
    }
    String decade = DECADES.get(number / 10 - 2);
    if (number % 10 > 0) {
      words.append(decade).append('-');
      appendSmall(words, number % 10, ordinal);
    } else {
      words.append(ordinal ? ordinalDecade(decade) : decade);
    }
  }

  /** The largest power of a thousand with a name that is not above the number. */
  private static double magnitude(double number) {
    double magnitude = 1000;
    while (magnitude < 1e12 && magnitude * 1000 <= number) {
      magnitude *= 1000;
    }
    return magnitude;
  }

  private static int exponent(double power) {
    return (int) Math.round(Math.log10(power));
  }

  /**
   * The value of words in lower case, cardinal or ordinal; NaN if there is another word.
   *
   * @param text words with a comma and white space, {@code and}, white space, a hyphen or a
   *     backslash between them
   */
  static double valueOf(String text) {
    Sum sum = new Sum();
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      int separator = separatorLength(text, at);
      if (separator > 0) {
        sum.add(VALUES.getOrDefault(text.substring(from, at), Double.NaN));
        from = at + separator;
      }
      at += Math.max(1, separator);
    }
    sum.add(VALUES.getOrDefault(text.substring(from), Double.NaN));
    return sum.total + sum.top;
  }

  private static int separatorLength(String text, int at) {
    char c = text.charAt(at);
    if (c == ',') {
      return isSpace(text, at + 1) ? 2 : 0;
    }
    if (NumberText.isSpace(c)) {
      return text.startsWith("and", at + 1) && isSpace(text, at + 4) ? 5 : 1;
    }
    return c == '-' || c == '\\' ? 1 : 0;
  }

  private static boolean isSpace(String text, int at) {
    return at < text.length() && NumberText.isSpace(text.charAt(at));
  }

  /** What the words before have come to: multiplied words on top, the larger ones below. */
  private static final class Sum {
    private double total;
    private double top;

    void add(double value) {
      if (value < 100) {
        if (top >= 1000) {
          total += top;
          top = 0;
        }
        top += value;
      } else {
        top *= value;
      }
    }
  }
}
