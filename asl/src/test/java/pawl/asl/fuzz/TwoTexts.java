package pawl.asl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import pawl.asl.Environments;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.data.Environment;

/**
 * An expression and the JSON it is applied to: the input up to the first line break, and what
 * follows it. If that is no JSON, a value with a bit of everything takes its place.
 */
record TwoTexts(String expression, Environment environment) {
  private static final Payload VARIOUS =
      Payload.ofText(
          """
          {"a": [{"b": 1, "c": "x"}, {"b": 2.50, "c": ["y", null]}, {"b": "3"}], "s": "text, text", "n": -7,
           "t": true, "z": null, "e": {}, "l": [], "time": "2027-01-15T08:00:00Z", "j": "{\\"k\\": [1]}"}
          """);

  static TwoTexts of(byte[] data) {
    String text = new String(data, UTF_8);
    int end = text.indexOf('\n');
    Payload input = end < 0 ? VARIOUS : payload(text.substring(end + 1));
    return new TwoTexts(
        end < 0 ? text : text.substring(0, end), Environments.of(input, Map.of("v", VARIOUS)));
  }

  private static Payload payload(String text) {
    try {
      Json.MAPPER.readTree(text);
      return text.isBlank() ? VARIOUS : Payload.ofText(text);
    } catch (JsonProcessingException e) {
      return VARIOUS;
    }
  }
}
