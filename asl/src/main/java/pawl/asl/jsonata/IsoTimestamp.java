package pawl.asl.jsonata;

/** Reads a timestamp of ISO 8601, as $toMillis does without a picture. */
final class IsoTimestamp {
  private final String text;
  private int at;

  private IsoTimestamp(String text) {
    this.text = text;
  }

  /**
   * The milliseconds since 1970; without an offset the time is in UTC. NaN for what has the form
   * but is no date, such as a month 13; what JavaScript reads beyond ISO 8601 is NaN as well.
   *
   * @throws JsonataException D3110 if the text has not the form
   */
  static double millis(String text) {
    if (!new IsoTimestamp(text).hasForm()) {
      throw ErrorCode.D3110.exception("value", text);
    }
    return new IsoTimestamp(text).read();
  }

  /** The form is wider than ISO 8601: parts may be left out or come more than once. */
  private boolean hasForm() {
    if (!digits("9999")) {
      return false;
    }
    int groups = 0;
    while (digits("-39")) {
      groups++;
    }
    int end = at;
    if (hasTimeAndOffset()) {
      return true;
    }
    // The last group may be the hours of an offset.
    at = end - 3;
    return groups > 0 && hasTimeAndOffset();
  }

  private boolean hasTimeAndOffset() {
    while (digits("T29:59:59")) {
      // Each repetition is taken.
    }
    if (digits(".9")) {
      skipDigits();
    }
    boolean zone = literal('Z') || offset("29", "59");
    return at == text.length() && (zone || !isSign());
  }

  private boolean isSign() {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
  }

  private boolean offset(String hours, String minutes) {
    int start = at;
    if (isSign()) {
      at++;
      if (digits(hours)) {
        literal(':');
        if (digits(minutes)) {
          return true;
        }
      }
    }
    at = start;
    return false;
  }

  private double read() {
    double year = number(4);
    double month = literal('-') ? number(2) : 1;
    double day = at > 5 && literal('-') ? number(2) : 1;
    double time = 0;
    double offset = 0;
    if (literal('T')) {
      time = time();
      offset = offset();
    } else {
      literal('Z');
    }
    boolean valid = at == text.length() && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return valid ? DateTimeFields.exactUtc(year, month - 1, day, time - offset) : Double.NaN;
  }

  private double offset() {
    if (!isSign()) {
      literal('Z');
      return 0;
    }
    int sign = text.charAt(at++) == '-' ? -1 : 1;
    double hours = number(2);
    literal(':');
    double minutes = number(2);
    return hours <= 23 ? sign * DateTimeFields.time(hours, minutes, 0, 0) : Double.NaN;
  }

  private double time() {
    double hours = number(2);
    literal(':');
    double minutes = number(2);
    literal(':');
    double seconds = number(2);
    double millis = 0;
    if (literal('.')) {
      int start = at;
      skipDigits();
      String digits = text.substring(start, Math.min(at, start + 3));
      millis = Integer.parseInt(digits + "0".repeat(3 - digits.length()));
    }
    double time = DateTimeFields.time(hours, minutes, seconds, millis);
    return time <= DateTimeFields.time(24, 0, 0, 0) ? time : Double.NaN;
  }

  /** The number of so many digits; NaN if they are not there. */
  private double number(int length) {
    int start = at;
    return digits("9".repeat(length)) ? Integer.parseInt(text, start, at, 10) : Double.NaN;
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private boolean literal(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  /**
   * Goes on if what follows has the form.
   *
   * @param form digits stand for themselves and those below
   */
  private boolean digits(String form) {
    if (at + form.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = text.charAt(at + i);
      char limit = form.charAt(i);
      if (isDigit(limit) ? !isDigit(c) || c > limit : c != limit) {
        return false;
      }
    }
    at += form.length();
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
