package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPicturesTest {
  private static final Map<String, String> NONE = Map.of();

  /** The examples of XPath F&O 3.1, 4.7, and of the JSONata documentation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "12345.6   | #,###.00    | 12,345.60",
        "12345678.9| 9,999.99    | 12,345,678.90",
        "123.9     | 9999        | 0124",
        "0.14      | 01%         | 14%",
        "0.14      | 001‰        | 140‰",
        "-6        | 000         | -006",
        "-6        | 000;(000)   | (006)",
        "6         | 000;(000)   | 006",
        "1234.5678 | 00.000e0    | 12.346e2",
        "0.234     | 0.0e0       | 2.3e-1",
        "0.234     | #.00e0      | 0.23e0",
        "0.234     | .00e0       | .23e0",
        "1234567   | #,##,#00    | 12,34,567",
        "5         | #,##,#00    | ,,05",
        "123456    | #,###       | 123,456",
        "12.5      | #           | 12",
        "13.5      | #           | 14",
        "0         | #.#         | .0",
        "0.5       | #.00        | .50",
        "1e21      | 0           | 1e+21",
        "1.005     | 0.00        | 1.00",
        "2.345     | $0.00 each  | $2.34 each",
      })
  void shouldFormatNumbers(double number, String picture, String text) {
    assertThat(NumberPictures.formatNumber(number, picture, NONE)).isEqualTo(text);
  }

  @Test
  void shouldUseTheSymbolsOfTheOptions() {
    var german = Map.of("decimal-separator", ",", "grouping-separator", ".");
    var circled = Map.of("zero-digit", "\u245f");

    assertThat(NumberPictures.formatNumber(1234567.8, "#.##0,00", german))
        .isEqualTo("1.234.567,80");
    assertThat(
            NumberPictures.formatNumber(
                1234.5678, "\u2460\u2460.\u2460\u2460\u2460e\u2460", circled))
        .isEqualTo("\u2460\u2461.\u2462\u2463\u2465e\u2461");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0;0;0   | D3080",
        "0.0.0   | D3081",
        "0%%     | D3082",
        "0‰‰     | D3083",
        "0%‰     | D3084",
        "x.x     | D3085",
        "0 0     | D3086",
        "0,.0    | D3087",
        "0.,0    | D3087",
        "0,      | D3088",
        "0,,0    | D3089",
        "0#.0    | D3090",
        "#0.#0   | D3091",
        "0e0%    | D3092",
        "0e0.    | D3093",
        "x       | D3086",
      })
  void shouldRefuseAPictureThatBreaksARule(String picture, String code) {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> NumberPictures.formatNumber(1, picture, NONE))
        .extracting(JsonataException::code)
        .isEqualTo(code);
  }

  /** There jsonata-js goes on for ever. */
  @ParameterizedTest
  @CsvSource({"0, 0.0e0", "-1234.5, -12.3e2", "-0.02, -20.0e-3"})
  void shouldEndForNumbersWithoutAPositiveMantissa(double number, String text) {
    assertThat(NumberPictures.formatNumber(number, number == 0 ? "#.0e0" : "00.0e0", NONE))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 2, 1100100",
    "2555, 16, 9fb",
    "-255, 36, -73",
    "99.5, 2.5, 1100100",
    "98.5, 10, 98",
    "0, 7, 0",
    "1e21, 10, 1e+21",
    "129416465759277340, 31, 52rohk1t4bcc",
    "797999382019043000, 32, m4og6n03jrk0",
  })
  void shouldFormatWithABase(double number, double base, String text) {
    assertThat(NumberPictures.formatBase(number, base)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 37, -2, 1.5e300, 1.4})
  void shouldRefuseABaseWithoutDigits(double base) {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> NumberPictures.formatBase(1, base))
        .withMessageStartingWith(
            "The radix of the formatBase function must be between 2 and 36.  It was given ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#,", "##,#,", "#,#,##,"})
  void shouldTakeTimeInProportionToThePicture(String repeated) {
    int times = 100_000;
    String picture = repeated.repeat(times) + "#0.0" + "0,".repeat(times) + "0";

    String text =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> NumberPictures.formatNumber(1e20, picture, NONE));

    assertThat(text).hasSizeLessThan(10 * picture.length());
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 0, 2",
    "3.5, 0, 4",
    "-1.5, 0, -2",
    "4.525, 2, 4.52",
    "125, -1, 120",
    "-0.2, 0, 0"
  })
  void shouldRoundHalfToEven(double number, int precision, double rounded) {
    assertThat(Rounding.halfEven(number, precision)).isEqualTo(rounded);
  }
}
