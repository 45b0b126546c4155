package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimePicturesTest {
  private static final long MARCH_23 = 1_521_801_216_617L;
  private static final long NOW = Instant.parse("2024-02-29T13:14:15.016Z").toEpochMilli();

  @Test
  void shouldFormatInIso8601WithoutAPicture() {
    assertThat(DateTimePictures.fromMillis(MARCH_23, null, null))
        .isEqualTo("2018-03-23T10:33:36.617Z");
    assertThat(DateTimePictures.fromMillis(MARCH_23, null, "+0530"))
        .isEqualTo("2018-03-23T16:03:36.617+05:30");
    assertThat(DateTimePictures.fromMillis(-1.9, null, null)).isEqualTo("1969-12-31T23:59:59.999Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello                            | Hello",
        "[[Year]]: [[[Y0001]]]            | [Year]: [2018]",
        "<[Y9,999,*]>                     | <2,018>",
        "[D#1]/[M#1]/[Y0001]              | 23/3/2018",
        "[D#1,2]/[M1,2]/[Y,2]             | 23/03/18",
        "[D]/[M]/[Y##01,2-2]              | 23/3/18",
        "[Y]-[ M01]-[D 01]T[H01 ]:[ m  ]  | 2018-03-23T10:33",
        "[D1] [M01] [YI]                  | 23 03 MMXVIII",
        "[Da] [MA] [Yi]                   | w C mmxviii",
        "[D1o] [MNn] [Y]                  | 23rd March 2018",
        "[FNn,3-3], [D1o] [MN,3-3] [Y] [C]| Fri, 23rd MAR 2018 ISO",
        "[F], the [Dwo] of [MNn] [Y] [E]  | friday, the twenty-third of March 2018 ISO",
        "[Yw]                             | two thousand and eighteen",
        "[F0] [d] [W] [w] [X] [xNn]       | 5 82 12 4 2018 March",
        "[h]:[m]:[s].[f] [P] [PN]         | 10:33:36.617 am AM",
        "[Z] [Z0] [Z0101t] [z]            | +00:00 +0 Z GMT+00:00",
      })
  void shouldFormatByAPicture(String picture, String text) {
    assertThat(DateTimePictures.fromMillis(MARCH_23, picture, null)).isEqualTo(text);
  }

  /** West of UTC jsonata-js rounds the hours down and keeps the sign of the minutes. */
  @ParameterizedTest
  @CsvSource({
    "-0500, 05:33 -05:00 -5 GMT-05:00",
    "+0530, 16:03 +05:30 +5:30 GMT+05:30",
    "-0530, 04:03 -06:30 -6:-30 GMT-06:30",
    "+05:00, 10:38 +00:05 +0:05 GMT+00:05",
  })
  void shouldFormatInATimezone(String timezone, String text) {
    assertThat(DateTimePictures.fromMillis(MARCH_23, "[H01]:[m] [Z] [Z0] [z]", timezone))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2005-01-01, 53 5 2004 December 6",
    "2014-12-29, 1 1 2015 January 1",
    "2014-12-28, 52 4 2014 December 7",
    "2018-01-01, 1 1 2018 January 1",
    "2015-01-05, 2 2 2015 January 1",
    "2018-07-01, 26 4 2018 June 7",
    "2018-08-31, 35 5 2018 August 5",
  })
  void shouldCountWeeksAsIso8601(String date, String text) {
    double millis = Instant.parse(date + "T12:00:00Z").toEpochMilli();

    assertThat(DateTimePictures.fromMillis(millis, "[W] [w] [X] [xNn] [F0]", null)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'[q]', D3132",
    "'[]', D3132",
    "'[YN]', D3133",
    "'[fn]', D3133",
    "'[Z010101t]', D3134",
    "'[Y', D3135",
    "'[Y#]', D3130",
    "'[Y0١]', D3131",
  })
  void shouldRefuseAPicture(String picture, String code) {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> DateTimePictures.fromMillis(0, picture, null))
        .extracting(JsonataException::code)
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "2018, 2018-01-01T00:00:00Z",
    "2018-03, 2018-03-01T00:00:00Z",
    "2018-03-27, 2018-03-27T00:00:00Z",
    "2018-02-31, 2018-03-03T00:00:00Z",
    "2018-03-27T14:03:00, 2018-03-27T14:03:00Z",
    "2018-03-27T24:00:00Z, 2018-03-28T00:00:00Z",
    "2018-03-27T14:03:00.1239Z, 2018-03-27T14:03:00.123Z",
    "2018-03-27T14:03:00.5+0530, 2018-03-27T08:33:00.5Z",
    "2018-03-27T14:03:00-05:30, 2018-03-27T19:33:00Z",
    "2018-02-01Z, 2018-02-01T00:00:00Z",
  })
  void shouldReadIso8601WithoutAPicture(String text, Instant expected) {
    assertThat(DateTimePictures.toMillis(text, null, NOW)).hasValue(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2018-13", "2018-03-00", "2018-03-27T25:00:00Z", "2018-03-27-02:30"})
  void shouldGiveNoNumberForADateThatIsNone(String text) {
    assertThat(DateTimePictures.toMillis(text, null, NOW)).hasValue(Double.NaN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"foo", "", "18-03-27", "2018-03-27 14:03:00", "2018-03-27T14:03Z", "2018Zx"})
  void shouldRefuseAnotherFormWithoutAPicture(String text) {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> DateTimePictures.toMillis(text, null, NOW))
        .withMessage(
            "The argument of the toMillis function must be an ISO 8601 formatted timestamp."
                + " Given \"%s\"",
            text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2018-03-27T14:03:00.123Z | [Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001]Z |"
            + " 2018-03-27T14:03:00.123Z",
        "27th 3 1976              | [D1o] [M#1] [Y0001]           | 1976-03-27T00:00:00Z",
        "27 iii MMXVIII           | [D1] [Mi] [YI]                | 2018-03-27T00:00:00Z",
        "ae C mmxviii             | [Da] [MA] [Yi]                | 2018-03-31T00:00:00Z",
        "2 Feb 2012               | [D1] [MNn,3-3] [Y0001]        | 2012-02-02T00:00:00Z",
        "Twentieth of August, two thousand and seventeen | [DW] of [MNn], [Yw] |"
            + " 2017-08-20T00:00:00Z",
        "sixteenJanuary           | [Dw][MNn]                     | 2024-02-06T00:00:00Z",
        "4/4/2018 12:06 am        | [D1]/[M1]/[Y0001] [h]:[m] [P] | 2018-04-04T00:06:00Z",
        "4/4/2018 12:06 pm        | [D1]/[M1]/[Y0001] [h]:[m] [P] | 2018-04-04T12:06:00Z",
        "2018-094                 | [Y0001]-[d001]                | 2018-04-04T00:00:00Z",
        "2018-3-7 1234            | [Y]-[M]-[D] [H][m]            | 2018-03-12T03:04:00Z",
        "13:45                    | [H]:[m]                       | 2024-02-29T13:45:00Z",
        "2018-03-27 +05:30        | [Y]-[M]-[D] [Z]               | 2018-03-26T18:30:00Z",
        "2018-03-27 gmt-05:30     | [Y]-[M]-[D] [z]               | 2018-03-27T04:30:00Z",
        "Mon, Twelfth November 2018 | [FNn,*-3], [DWwo] [MNn] [Y] | 2018-11-12T00:00:00Z",
      })
  void shouldReadByAPicture(String text, String picture, Instant expected) {
    assertThat(DateTimePictures.toMillis(text, picture, NOW)).hasValue(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({"Hello, Hello", "irrelevant, [Y]-[M]-[D]", "2018-3, '[Y]-[M01]'", "'', '[Y]'"})
  void shouldGiveNothingIfNothingMatches(String text, String picture) {
    assertThat(DateTimePictures.toMillis(text, picture, NOW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2018-22, [Y]-[D], D3136",
    "5-22 23:59, '[M]-[D] [m]:[s]', D3136",
    "2018-3-2-5, [X]-[x]-[w]-[F1], D3136",
    "2018-32-5, [X]-[W]-[F1], D3136",
    "2018, [YN], D3133",
    "x, '[C]', D3133",
    "2018, '[Y#]', D3130",
  })
  void shouldRefuseWhatCannotBeRead(String text, String picture, String code) {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> DateTimePictures.toMillis(text, picture, NOW))
        .extracting(JsonataException::code)
        .isEqualTo(code);
  }

  @Test
  void shouldMatchAmbiguousPicturesWithoutTryingAllWays() {
    String picture = "[Y][M][D][H][m][s]".repeat(20);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          assertThat(DateTimePictures.toMillis("1".repeat(50_000) + "x", picture, NOW)).isEmpty();
          assertThat(DateTimePictures.toMillis("and".repeat(20_000) + "x", "[Yw][Dw]", NOW))
              .isEmpty();
        });
  }

  @Test
  void shouldBoundWhatAPictureAsksFor() {
    String wide = "[M,1000000]".repeat(100);
    String many = "[Y]".repeat(5_000);

    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> DateTimePictures.fromMillis(0, "[Y,1000000000]", null))
        .withMessageContaining("memory limit");
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> DateTimePictures.fromMillis(0, wide, null))
        .withMessageContaining("memory limit");
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> DateTimePictures.toMillis("1".repeat(5_000), many, NOW))
        .withMessageContaining("memory limit");
  }
}
