package pawl.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e9999999999",
        "-1.5E+99999999999",
        "[1, 0.1e-12345678901]",
        "{\"a\": 1E10000000000}"
      })
  void shouldRefuseNumbersThatNoDecimalCanHoldWhereverTheyComeFrom(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.MAPPER.readTree(text))
        .withMessageContaining("too large an exponent");
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.MAPPER.readTree(bytes));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.MAPPER.readTree(new ByteArrayInputStream(bytes)));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> Json.MAPPER.readTree(new StringReader(text)));
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(
            () -> {
              try (var parser = Json.MAPPER.getFactory().createParser(text)) {
                // Whoever only looks whether it is JSON hears of it, too.
                parser.nextToken();
                parser.skipChildren();
              }
            });
  }

  @Test
  void shouldReadLargeExponentsThatADecimalCanHold() throws JsonProcessingException {
    assertThat(Json.MAPPER.readTree("1e999999999")).hasToString("1E+999999999");
    assertThat(Json.MAPPER.readTree("[0.5e-7, 12345678901.5]")).hasToString("[5E-8,12345678901.5]");
  }
}
