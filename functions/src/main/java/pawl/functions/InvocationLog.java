package pawl.functions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one invocation, as Lambda writes them, with the oldest dropped beyond a limit. Not
 * thread-safe.
 */
final class InvocationLog {
  static final int LIMIT_CHARS = 16 * 1024;
  private static final int TAIL_BYTES = 4096;

  private final StringBuilder text = new StringBuilder(256);

  void line(String line) {
    text.append(line).append('\n');
    if (text.length() > 2 * LIMIT_CHARS) {
      cut();
    }
  }

  static String start(String requestId) {
    return "START RequestId: " + requestId + " Version: $LATEST";
  }

  static String end(String requestId) {
    return "END RequestId: " + requestId;
  }

  /** The REPORT line. */
  static String report(
      String requestId,
      Duration duration,
      @Nullable Duration init,
      int memorySizeMb,
      OptionalLong maxMemoryBytes,
      @Nullable String status) {
    double millis = duration.toNanos() / 1e6;
    StringBuilder line = new StringBuilder(160);
    line.append("REPORT RequestId: ").append(requestId);
    line.append("\tDuration: ").append(millis(millis)).append(" ms");
    line.append("\tBilled Duration: ").append((long) Math.ceil(millis)).append(" ms");
    line.append("\tMemory Size: ").append(memorySizeMb).append(" MB");
    maxMemoryBytes.ifPresent(
        bytes ->
            line.append("\tMax Memory Used: ").append((bytes + (1 << 20) - 1) >> 20).append(" MB"));
    if (init != null) {
      line.append("\tInit Duration: ").append(millis(init.toNanos() / 1e6)).append(" ms");
    }
    if (status != null) {
      line.append("\tStatus: ").append(status);
    }
    return line.toString();
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The last 4 KB, not beginning in the middle of a character. */
  String tail() {
    byte[] bytes =
        text.substring(Math.max(0, text.length() - TAIL_BYTES)).getBytes(StandardCharsets.UTF_8);
    int from = Math.max(0, bytes.length - TAIL_BYTES);
    while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
      from++;
    }
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    cut();
    return text.toString();
  }

  private void cut() {
    if (text.length() > LIMIT_CHARS) {
      text.delete(0, text.length() - LIMIT_CHARS);
    }
  }
}
