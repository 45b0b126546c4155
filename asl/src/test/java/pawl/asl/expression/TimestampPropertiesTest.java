package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import pawl.asl.Trials;

class TimestampPropertiesTest {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  @Test
  void shouldReadAnyMomentInAnyOffset() {
    Trials.of(
        5_000,
        random -> {
          Instant moment =
              Instant.ofEpochSecond(random.nextLong(-62_135_500_000L, 253_402_200_000L));
          ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-17 * 60, 17 * 60 + 1) * 60);
          int digits = random.nextInt(12);
          StringBuilder fraction = new StringBuilder();
          for (int i = 0; i < digits; i++) {
            fraction.append((char) ('0' + random.nextInt(10)));
          }
          String id = offset.getId();
          String text =
              SECONDS.format(moment.atOffset(offset)) + (digits == 0 ? "" : "." + fraction) + id;
          long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
          assertThat(Timestamps.parse(text)).as(text).isEqualTo(moment.plusNanos(nanos));
        });
  }

  @Test
  void shouldRefuseWhatIsNearlyATimestamp() {
    Trials.of(
        5_000,
        random -> {
          String good = "2016-03-14T01:59:26.535Z";
          int at = random.nextInt(good.length());
          String bad =
              good.substring(0, at) + "tz :-.+".charAt(random.nextInt(7)) + good.substring(at + 1);
          boolean unchanged = bad.equals(good);
          assertThat(Timestamps.parse(bad) != null).as(bad).isEqualTo(unchanged);
          assertThat(Timestamps.parse(good.substring(0, at))).isNull();
        });
  }
}
