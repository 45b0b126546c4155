package pawl.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import pawl.asl.Json;

/** What is sent back. */
public record ConsoleAnswer(int status, Map<String, String> headers, byte[] body) {
  public ConsoleAnswer {
    headers = Map.copyOf(headers);
  }

  static ConsoleAnswer json(JsonNode body) {
    try {
      return new ConsoleAnswer(
          200,
          Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
          Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer could not be written", e);
    }
  }

  static ConsoleAnswer error(int status, String code, String message) {
    String body =
        Json.MAPPER.createObjectNode().put("__type", code).put("message", message).toString();
    return new ConsoleAnswer(
        status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
  }
}
