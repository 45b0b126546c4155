package pawl.dev.bucket;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as S3 writes them. */
final class Times {
  private static final DateTimeFormatter IN_XML =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter IN_HEADER =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  static String inXml(Instant time) {
    return IN_XML.format(time);
  }

  static String inHeader(Instant time) {
    return IN_HEADER.format(time);
  }
}
