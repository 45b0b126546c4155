package pawl.engine.id;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which trace a request belongs to, as AWS X-Ray ({@code X-Amzn-Trace-Id}) and the W3C ({@code
 * traceparent}) write it.
 *
 * @param traceId 32 hexadecimal digits
 * @param parentId the span that asks, 16 digits; null if it is not named
 * @param isSampled whether spans are to be kept
 */
public record TraceHeader(String traceId, @Nullable String parentId, boolean isSampled) {
  private static final Pattern ROOT = Pattern.compile("Root=1-([0-9a-f]{8})-([0-9a-f]{24})");
  private static final Pattern PARENT = Pattern.compile("Parent=([0-9a-f]{16})");
  private static final Pattern W3C =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final int TIME_DIGITS = 8;
  private static final int SAMPLED = 1;
  private static final int HEXADECIMAL = 16;

  /** Reads X-Ray's form; null if it is not that. */
  public static @Nullable TraceHeader ofXRay(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher root = ROOT.matcher(text);
    if (!root.find()) {
      return null;
    }
    Matcher parent = PARENT.matcher(text);
    return new TraceHeader(
        root.group(1) + root.group(2),
        parent.find() ? parent.group(1) : null,
        !text.contains("Sampled=0"));
  }

  /** Reads the W3C's form; null if it is not that. */
  public static @Nullable TraceHeader ofW3C(@Nullable String text) {
    Matcher matcher = text == null ? null : W3C.matcher(text.strip());
    if (matcher == null || !matcher.matches() || matcher.group(1).matches("0+")) {
      return null;
    }
    return new TraceHeader(
        matcher.group(1),
        matcher.group(2),
        (Integer.parseInt(matcher.group(3), HEXADECIMAL) & SAMPLED) != 0);
  }

  /** In X-Ray's form. */
  public String xRay() {
    return "Root=1-"
        + traceId.substring(0, TIME_DIGITS)
        + "-"
        + traceId.substring(TIME_DIGITS)
        + (parentId == null ? "" : ";Parent=" + parentId)
        + ";Sampled="
        + (isSampled ? 1 : 0);
  }

  /** In the W3C's form; null if no span is named. */
  public @Nullable String w3c() {
    return parentId == null ? null : "00-" + traceId + "-" + parentId + (isSampled ? "-01" : "-00");
  }
}
