package pawl.asl.jsonata;

import java.time.LocalDate;

/**
 * A moment in UTC and its fields, as JavaScript's Date has them. All are NaN if the moment lies
 * beyond what a Date holds, a hundred million days around 1970.
 */
record DateTimeFields(double millis) {
  private static final long DAY = 86_400_000;
  private static final double LARGEST = 8.64e15;
  private static final LocalDate EPOCH = LocalDate.EPOCH;

  /** With the milliseconds cut to a whole number. */
  static DateTimeFields of(double millis) {
    boolean valid = Math.abs(millis) <= LARGEST;
    return new DateTimeFields(valid ? (long) millis + 0.0 : Double.NaN);
  }

  /**
   * The milliseconds of a date and time in UTC as Date.UTC of JavaScript has them: the years 0 to
   * 99 mean those after 1900, and what is too large for its field counts on in the next.
   *
   * @param month from 0
   */
  static double utc(double year, double month, double day, double timeOfDay) {
    double fullYear = year >= 0 && year <= 99 ? 1900 + Math.floor(year) : year;
    return exactUtc(fullYear, month, day, timeOfDay);
  }

  /** The same without the rule for the years 0 to 99. */
  static double exactUtc(double year, double month, double day, double timeOfDay) {
    double months = truncate(year) * 12 + truncate(month);
    if (!(Math.abs(months) < 12_000_000)) {
      return Double.NaN;
    }
    long first = EPOCH.plusMonths((long) months - 1970 * 12).toEpochDay();
    return of((first + truncate(day) - 1) * DAY + timeOfDay).millis();
  }

  /** Milliseconds of the day. */
  static double time(double hours, double minutes, double seconds, double millis) {
    return truncate(hours) * 3_600_000
        + truncate(minutes) * 60_000
        + truncate(seconds) * 1000
        + truncate(millis);
  }

  private static double truncate(double number) {
    return number < 0 ? Math.ceil(number) : Math.floor(number);
  }

  /** The moment so many days later. */
  DateTimeFields plusDays(double days) {
    return of(millis + days * DAY);
  }

  /**
   * The value of a component of a picture.
   *
   * @param component a letter of the specification, or X and x, the year and month to which the
   *     week of W and w belongs; NaN for one that has no number
   */
  double get(char component) {
    if (Double.isNaN(millis)) {
      return Double.NaN;
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv((long) millis, DAY));
    int time = Math.floorMod((long) millis, (int) DAY);
    return switch (component) {
      case 'Y' -> date.getYear();
      case 'M' -> date.getMonthValue();
      case 'D' -> date.getDayOfMonth();
      case 'd' -> day(date) - (utc(date.getYear(), 0, 1, 0) / DAY) + 1;
      case 'F' -> date.getDayOfWeek().getValue();
      case 'W' -> weekOfYear(date);
      case 'w' -> weekOfMonth(date);
      case 'X' -> yearOfWeek(date);
      case 'x' -> monthOfWeek(date);
      case 'H' -> time / 3_600_000;
      case 'h' -> (time / 3_600_000 + 11) % 12 + 1;
      case 'm' -> time / 60_000 % 60;
      case 's' -> time / 1000 % 60;
      case 'f' -> time % 1000;
      default -> Double.NaN;
    };
  }

  boolean isAfternoon() {
    return get('H') >= 12;
  }

  /** The day by Date.UTC, so that the years 0 to 99 are moved as everywhere. */
  private static double day(LocalDate date) {
    return utc(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth(), 0) / DAY;
  }

  /** The Monday of the week with the first Thursday of the month, in days. */
  private static double firstWeek(double year, double month) {
    double first = utc(year, month, 1, 0) / DAY;
    double weekday = new DateTimeFields(first * DAY).get('F');
    return weekday > 4 ? first + 8 - weekday : first - (weekday - 1);
  }

  private static double weeks(double start, double day) {
    return (day - start) / 7 + 1;
  }

  private static double weekOfYear(LocalDate date) {
    int year = date.getYear();
    double week = weeks(firstWeek(year, 0), day(date));
    if (week > 52 && day(date) >= firstWeek(year + 1, 0)) {
      return 1;
    }
    return Math.floor(week < 1 ? weeks(firstWeek(year - 1, 0), day(date)) : week);
  }

  private static double weekOfMonth(LocalDate date) {
    LocalDate next = date.plusMonths(1);
    LocalDate previous = date.minusMonths(1);
    double week = weeks(firstWeekOfMonth(date), day(date));
    if (week > 4 && day(date) >= firstWeekOfMonth(next)) {
      return 1;
    }
    return Math.floor(week < 1 ? weeks(firstWeekOfMonth(previous), day(date)) : week);
  }

  private static double firstWeekOfMonth(LocalDate date) {
    return firstWeek(date.getYear(), date.getMonthValue() - 1);
  }

  private static double yearOfWeek(LocalDate date) {
    double day = date.toEpochDay();
    if (day < firstWeek(date.getYear(), 0)) {
      return date.getYear() - 1;
    }
    return day >= firstWeek(date.getYear() + 1, 0) ? date.getYear() + 1 : date.getYear();
  }

  private static double monthOfWeek(LocalDate date) {
    double day = date.toEpochDay();
    if (day < firstWeekOfMonth(date)) {
      return date.minusMonths(1).getMonthValue();
    }
    LocalDate next = date.plusMonths(1);
    return (day >= firstWeekOfMonth(next) ? next : date).getMonthValue();
  }
}
