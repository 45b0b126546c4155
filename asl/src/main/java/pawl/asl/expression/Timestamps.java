package pawl.asl.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps of the language: RFC 3339 with an upper case {@code T}, an offset or an upper case
 * {@code Z}, and as many fraction digits as one likes.
 */
public final class Timestamps {
  private static final Pattern RFC_3339 =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");

  /** A point and nine digits, as far as java.time goes. */
  private static final int NANOSECONDS_LENGTH = 10;

  private Timestamps() {}

  /** The moment that the text names; null if it is no timestamp. */
  public static @Nullable Instant parse(String text) {
    Matcher matcher = RFC_3339.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String fraction = matcher.group(2) == null ? "" : matcher.group(2);
    if (fraction.length() > NANOSECONDS_LENGTH) {
      fraction = fraction.substring(0, NANOSECONDS_LENGTH);
    }
    try {
      return OffsetDateTime.parse(matcher.group(1) + fraction + matcher.group(3)).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
