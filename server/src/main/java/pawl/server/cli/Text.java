package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How times and durations are written for people. */
final class Text {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private Text() {}

  /** AWS's times are seconds since the epoch with a fraction. */
  static Instant instant(JsonNode seconds) {
    return Instant.ofEpochMilli(seconds.decimalValue().movePointRight(3).longValue());
  }

  static String time(JsonNode seconds) {
    return seconds.isNumber() ? TIME.format(instant(seconds).atZone(ZoneId.systemDefault())) : "";
  }

  static String time(Instant instant) {
    return TIME.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** Three digits or so: {@code 85 ms}, {@code 1.23 s}, {@code 2 min 05 s}, {@code 3 h 20 min}. */
  static String duration(Duration duration) {
    long ms = duration.toMillis();
    if (ms < 1_000) {
      return ms + " ms";
    }
    if (ms < 60_000) {
      return String.format(Locale.ROOT, ms < 10_000 ? "%.2f s" : "%.1f s", ms / 1_000.0);
    }
    if (ms < 3_600_000) {
      return String.format(
          Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }

  /** The text on one line, at most {@code width} long. */
  static String shorten(String text, int width) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
  }
}
