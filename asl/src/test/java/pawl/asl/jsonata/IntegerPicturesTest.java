package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerPicturesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "123        | 0000      | 0123",
        "-3         | 0000      | -0003",
        "12.6       | ###0      | 12",
        "-12.5      | 0         | -13",
        "1200       | #,##0     | 1,200",
        "1234567890 | #:###,##0 | 1234:567,890",
        "1234567890 | ##,##,##0 | 12345,67,890",
        "12340      | ###١      | ١٢٣٤٠",
        "1e21       | 0         | 1e+21",
        "1          | 0;o       | 1st",
        "112        | 0;o       | 112th",
        "123        | 0;o       | 123rd",
        "5          | #,##:00   | ,:05",
        "1984       | I         | MCMLXXXIV",
        "99         | i         | xcix",
        "12         | a         | l",
        "123456     | A         | FZPH",
        "0          | w         | zero",
        "555        | Ww        | Five Hundred and Fifty-Five",
        "20         | W;o       | TWENTIETH",
        "1e46       | w         | ten billion trillion trillion trillion",
        "1000000000001 | w;o    | one trillion and first",
        "4327732    | w;o       | 'four million, three hundred and twenty-seven thousand, seven"
            + " hundred and thirty-second'",
      })
  void shouldFormatIntegers(double number, String picture, String text) {
    assertThat(IntegerPictures.formatInteger(number, picture)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0123       | 0000  | 123",
        "12,345,678 | #,##0 | 12345678",
        "1234:567,890 | #:###,##0 | 1234567890",
        "١٢٣٤٠      | ###١  | 12340",
        "123rd      | 0;o   | 123",
        "-7         | 0     | -7",
        "12.5       | 0     | 12",
        "MCMLXXXIV  | I     | 1984",
        "xcix       | i     | 99",
        "''         | I     | 0",
        "KN         | A     | 300",
        "twelfth    | w;o   | 12",
        "TWENTY-FIRST | W   | 21",
        "one thousand trillion | w | 1000000000000000",
        "one thousand, nine hundred and eighty-four | w | 1984",
      })
  void shouldParseIntegers(String text, String picture, double number) {
    assertThat(IntegerPictures.parseInteger(text, picture)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"xyz, 0", "'', 0", "mm, I", "one and a half, w", "12, '###١'"})
  void shouldGiveNoNumberForWhatIsNone(String text, String picture) {
    assertThat(IntegerPictures.parseInteger(text, picture)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "", "B", ";o"})
  void shouldRefuseOtherSequences(String picture) {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> IntegerPictures.formatInteger(1, picture))
        .withMessage(
            "Formatting or parsing an integer as a sequence starting with \"%s\""
                + " is not supported by this implementation",
            picture.replace(";o", ""));
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> IntegerPictures.parseInteger("1", picture))
        .extracting(JsonataException::code)
        .isEqualTo("D3130");
  }

  @Test
  void shouldRefuseDigitsOfDifferentScripts() {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> IntegerPictures.formatInteger(1, "0١"))
        .extracting(JsonataException::code)
        .isEqualTo("D3131");
  }

  @Test
  void shouldBoundRomanNumerals() {
    assertThatExceptionOfType(JsonataException.class)
        .isThrownBy(() -> IntegerPictures.formatInteger(1e15, "I"))
        .withMessageContaining("memory limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#,", ":#,", "0,"})
  void shouldTakeTimeInProportionToThePicture(String repeated) {
    String picture = repeated.repeat(100_000) + "#,:0";

    String text =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> IntegerPictures.formatInteger(123456789, picture));

    assertThat(text).hasSizeLessThan(4 * picture.length());
  }
}
