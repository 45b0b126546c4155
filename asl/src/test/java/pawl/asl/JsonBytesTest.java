package pawl.asl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
  @Test
  void shouldWriteWhatJacksonWritesOrLeaveItToJackson() throws JsonProcessingException {
    int written = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      JsonNode tree = new RandomJson(new SplittableRandom(seed)).value(5);

      byte[] bytes = JsonBytes.write(tree);

      if (bytes != null) {
        assertThat(bytes).asString().isEqualTo(Json.MAPPER.writeValueAsString(tree));
        written++;
      }
    }
    assertThat(written).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ü\"",
        "{\"€\":1}",
        "\"\\n\"",
        "[\"\\u0000\"]",
        "123456789012345678901234567890"
      })
  void shouldLeaveToJacksonWhatIsNotPlain(String json) throws JsonProcessingException {
    JsonNode tree = Json.MAPPER.readTree(json);

    assertThat(JsonBytes.write(tree)).isNull();
    assertThat(Json.bytes(tree)).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,-9223372036854775808,1.50,1E+30],\"b\":{\"\":null},\"c\":[true,false,[],{}]}",
        "\"quote \\\" and \\\\ and / and \u007f\""
      })
  void shouldWriteWhatIsPlain(String json) throws JsonProcessingException {
    byte[] bytes = JsonBytes.write(Json.MAPPER.readTree(json));

    assertThat(bytes).asString().isEqualTo(json);
  }

  @Test
  void shouldLeaveDeepTreesToJackson() throws JsonProcessingException {
    JsonNode deep = Json.MAPPER.readTree("[".repeat(65) + "]".repeat(65));

    assertThat(JsonBytes.write(deep)).isNull();
    assertThat(JsonBytes.write(deep.get(0))).hasSize(128);
  }
}
