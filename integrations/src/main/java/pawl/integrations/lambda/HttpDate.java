package pawl.integrations.lambda;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The time as the Date header of an answer has it, made once a second. */
record HttpDate(long epochSecond, String text) {
  private static volatile HttpDate latest = of(0);

  static String now() {
    long second = Instant.now().getEpochSecond();
    HttpDate date = latest;
    if (date.epochSecond != second) {
      date = of(second);
      latest = date;
    }
    return date.text;
  }

  private static HttpDate of(long second) {
    return new HttpDate(
        second,
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC)));
  }
}
