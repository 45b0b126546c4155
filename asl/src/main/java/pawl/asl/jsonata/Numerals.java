package pawl.asl.jsonata;

/** Whole numbers as Roman numerals and as the letters of a spreadsheet's columns. */
final class Numerals {
  private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final String[] ROMAN = {
    "m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"
  };

  private Numerals() {}

  /**
   * In lower case; empty for zero.
   *
   * @throws JsonataException if there would be too many thousands
   */
  static String roman(double number) {
    TextBound.check(number / VALUES[0]);
    StringBuilder roman = new StringBuilder();
    double rest = number;
    for (int i = 0; i < VALUES.length; i++) {
      while (rest >= VALUES[i]) {
        roman.append(ROMAN[i]);
        rest -= VALUES[i];
      }
    }
    return roman.toString();
  }

  /**
   * @param roman in upper case; another character makes NaN
   */
  static double valueOfRoman(String roman) {
    double number = 0;
    double largest = 1;
    for (int i = roman.length() - 1; i >= 0; i--) {
      double value = romanDigit(roman.charAt(i));
      if (value < largest) {
        number -= value;
      } else {
        largest = value;
        number += value;
      }
    }
    return number;
  }

  private static double romanDigit(char c) {
    return switch (c) {
      case 'M' -> 1000;
      case 'D' -> 500;
      case 'C' -> 100;
      case 'L' -> 50;
      case 'X' -> 10;
      case 'V' -> 5;
      case 'I' -> 1;
      default -> Double.NaN;
    };
  }

  /**
   * A to Z, then AA; empty for zero.
   *
   * @param first A or a
   */
  static String letters(double number, char first) {
    if (Double.isInfinite(number)) {
      throw TextBound.exceeded();
    }
    StringBuilder reversed = new StringBuilder();
    double rest = number;
    while (rest > 0) {
      reversed.append((char) (first + (int) ((rest - 1) % 26)));
      rest = Math.floor((rest - 1) / 26);
    }
    return reversed.reverse().toString();
  }

  /**
   * @param first A or a; other characters count as so many places from it
   */
  static double valueOfLetters(String letters, char first) {
    double number = 0;
    for (int i = 0; i < letters.length(); i++) {
      number += (letters.charAt(letters.length() - 1 - i) - first + 1) * Math.pow(26, i);
    }
    return number;
  }
}
