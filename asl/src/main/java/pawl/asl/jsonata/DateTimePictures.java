package pawl.asl.jsonata;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** $fromMillis, $toMillis and $now. */
final class DateTimePictures {
  private DateTimePictures() {}

  /**
   * A moment as text, by a picture of XPath F&O 3.1, 9.8.
   *
   * @param millis since 1970 in UTC; also for $now
   * @param picture null for {@code 2018-03-27T14:03:00.123Z}
   * @param timezone such as {@code +0530}; null for UTC
   * @throws JsonataException D3132 to D3135 for the picture; D3130 and D3131 for the numbers in it
   */
  static String fromMillis(double millis, @Nullable String picture, @Nullable String timezone) {
    DateTimePicture read = picture == null ? DateTimePicture.ISO_8601 : DateTimePicture.of(picture);
    return DateTimeFormat.at(millis, timezone).format(read);
  }

  /**
   * The milliseconds since 1970 of a date and time.
   *
   * @param picture null for a timestamp of ISO 8601
   * @param nowMillis fills in what stands left of the first component that is given
   * @return nothing (undefined) if the text does not match the picture or the picture has no
   *     components; NaN, which is null in JSON, if there is no such time
   * @throws JsonataException D3110 without a picture, D3132 to D3136 with one
   */
  static OptionalDouble toMillis(String text, @Nullable String picture, long nowMillis) {
    return picture == null
        ? OptionalDouble.of(IsoTimestamp.millis(text))
        : DateTimeParse.millis(text, DateTimePicture.of(picture), nowMillis);
  }
}
