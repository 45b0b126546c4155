package pawl.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-1.5, -1.5",
    "123456789, 123456789",
    "1e20, 100000000000000000000",
    "1.5e20, 150000000000000000000",
    "123456789012345680000, 123456789012345680000",
    "1e21, 1e+21",
    "1.25e21, 1.25e+21",
    "-1e300, -1e+300",
    "0.000001, 0.000001",
    "0.00000123, 0.00000123",
    "1e-7, 1e-7",
    "1.5e-7, 1.5e-7",
    "1e23, 1e+23",
    "9007199254740993, 9007199254740992",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "1.5e-323, 1.5e-323",
    "2e-323, 2e-323",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "0.30000000000000004, 0.30000000000000004",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
  })
  void shouldPrintAsJavaScript(double number, String text) {
    assertThat(NumberText.of(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, 0.3",
    "1e20, 100000000000000000000",
    "123456789012345678, 123456789012346000",
    "0.1234567890123456789, 0.123456789012346",
    "1e-7, 1e-7",
    "1e21, 1e+21",
    "2.675, 2.675",
    "9007199254740991, 9007199254740990",
    "999999999999999.9, 1000000000000000",
    "5e-324, 5e-324",
  })
  void shouldKeepFifteenDigitsInStrings(double number, String text) {
    assertThat(NumberText.string(number)).isEqualTo(text);
  }

  @Test
  void shouldReadBackAsTheSameNumber() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(4);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(NumberText.of(number))).isEqualTo(number);
      }
    }
  }
}
