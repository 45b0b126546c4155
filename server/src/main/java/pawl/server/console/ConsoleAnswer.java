package pawl.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;

/**
 * What is sent back.
 *
 * @param body empty if there is a stream
 * @param stream what is written while it becomes known; null for an answer that is there in full
 */
public record ConsoleAnswer(
    int status, Map<String, String> headers, byte[] body, @Nullable Stream stream) {
  /** Writes the body of an answer, on the thread of its request. */
  @FunctionalInterface
  public interface Stream {
    /**
     * Writes to a client until there is no more to say.
     *
     * @throws IOException if the client is gone
     * @throws InterruptedException if it is to be broken off
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  public ConsoleAnswer {
    headers = Map.copyOf(headers);
  }

  ConsoleAnswer(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, null);
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

  /** No proxy may keep it, or hold it back until it is complete. */
  static ConsoleAnswer stream(String contentType, Stream stream) {
    return new ConsoleAnswer(
        200,
        Map.of("Content-Type", contentType, "Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        new byte[0],
        stream);
  }

  static ConsoleAnswer error(int status, String code, String message) {
    String body =
        Json.MAPPER.createObjectNode().put("__type", code).put("message", message).toString();
    return new ConsoleAnswer(
        status, Map.of("Content-Type", "application/json"), body.getBytes(UTF_8));
  }
}
