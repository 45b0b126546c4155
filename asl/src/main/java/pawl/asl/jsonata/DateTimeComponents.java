package pawl.asl.jsonata;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The components of a date and time that were read, from which the moment is made: one combination
 * for the date (Y M D or Y d) and one for the time (H m s f or P h m s f). What is missing in front
 * comes from now, what is missing at the end is zero, and in between nothing may be missing.
 *
 * @param values by the component's letter
 */
record DateTimeComponents(Map<Character, Double> values) {
  private static final String DATE = "YXMxWwdD";
  private static final String TIME = "PHhmsf";

  double millis(long nowMillis) {
    boolean monthAndDay = isMadeOf(DATE, "YMD");
    boolean dayOfYear = !monthAndDay && isMadeOf(DATE, "Yd");
    boolean weekOfMonth = isMadeOf(DATE, "Xxw");
    boolean weekOfYear = !weekOfMonth && isMadeOf(DATE, "XW");
    boolean halfDays = !isMadeOf(TIME, "Hmsf") && isMadeOf(TIME, "Phmsf");
    String date = dayOfYear ? "YD" : weekOfMonth ? "XxwF" : weekOfYear ? "XWF" : "YMD";
    complete(date + (halfDays ? "Phmsf" : "Hmsf"), nowMillis);
    if (weekOfMonth || weekOfYear) {
      throw ErrorCode.D3136.exception();
    }
    double time = DateTimeFields.time(halfDays ? hours() : get('H'), get('m'), get('s'), get('f'));
    double day = dayOfYear ? ordinalDay(time) : calendarDay(time);
    return day - offsetMinutes() * 60_000 + 0.0;
  }

  /** Whether at least one of these and none of the others is there; zero counts as not there. */
  private boolean isMadeOf(String all, String some) {
    boolean any = false;
    for (char component : all.toCharArray()) {
      boolean present = isTruthy(values.get(component));
      if (present && some.indexOf(component) < 0) {
        return false;
      }
      any |= present;
    }
    return any;
  }

  private static boolean isTruthy(@Nullable Double value) {
    return value != null && value != 0 && !Double.isNaN(value);
  }

  private void complete(String components, long nowMillis) {
    DateTimeFields now = DateTimeFields.of(nowMillis);
    boolean started = false;
    boolean ended = false;
    for (char component : components.toCharArray()) {
      if (values.containsKey(component)) {
        started = true;
        if (ended) {
          throw ErrorCode.D3136.exception();
        }
      } else if (started) {
        values.put(component, component == 'M' || component == 'D' ? 1.0 : 0.0);
        ended = true;
      } else {
        values.put(component, now.get(component));
      }
    }
  }

  private double hours() {
    double hours = get('h') == 12 ? 0 : get('h');
    return get('P') == 1 ? hours + 12 : hours;
  }

  private double calendarDay(double time) {
    double month = get('M') > 0 ? get('M') - 1 : 0;
    return DateTimeFields.utc(get('Y'), month, get('D'), time);
  }

  /** The day is looked up in the year as Date.UTC has it, so that the years 0 to 99 are moved. */
  private double ordinalDay(double time) {
    double firstDay = DateTimeFields.utc(get('Y'), 0, 1, 0);
    DateTimeFields day = DateTimeFields.of(firstDay).plusDays(get('d') - 1);
    return DateTimeFields.utc(get('Y'), day.get('M') - 1, day.get('D'), time);
  }

  private double offsetMinutes() {
    Double numeric = values.get('Z');
    Double named = values.get('z');
    if (isTruthy(numeric)) {
      return get('Z');
    }
    return isTruthy(named) ? get('z') : 0;
  }

  private double get(char component) {
    return values.getOrDefault(component, Double.NaN);
  }
}
