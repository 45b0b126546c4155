package pawl.api.operation;

import java.math.BigDecimal;

/** Times of the API: JSON numbers, seconds since 1970 with milliseconds behind the point. */
final class Timestamps {
  private Timestamps() {}

  static BigDecimal of(long epochMillis) {
    return BigDecimal.valueOf(epochMillis, 3);
  }
}
