package pawl.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2016-03-14T01:59:00Z, 2016-03-14T01:59:00Z",
    "2016-03-14T01:59:00+01:30, 2016-03-14T00:29:00Z",
    "2016-03-14T01:59:00.5Z, 2016-03-14T01:59:00.500Z",
    "2016-03-05T21:29:29.243167252Z, 2016-03-05T21:29:29.243167252Z",
    "2016-03-05T21:29:29.2431672521234567Z, 2016-03-05T21:29:29.243167252Z"
  })
  void shouldParse(String text, Instant expected) {
    assertThat(Timestamps.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2016-03-14",
        "2016-03-14T01:59:00",
        "2016-03-14 01:59:00Z",
        "2016-03-14t01:59:00Z",
        "2016-03-14T01:59:00z",
        "2016-13-14T01:59:00Z",
        "2016-03-14T25:59:00Z",
        "2016-03-14T01:59Z",
        "2016-03-14T01:59:00.Z",
        "05-12-2016T21:29:29Z",
        "2016-03-14T01:59:00+0130",
        "nonsense"
      })
  void shouldRefuse(String text) {
    assertThat(Timestamps.parse(text)).isNull();
  }
}
