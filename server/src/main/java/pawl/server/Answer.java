package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back for a {@link Request}.
 *
 * @param body empty if there is a stream
 * @param stream what is written while it becomes known; null for an answer that is there in full
 */
record Answer(int status, Map<String, String> headers, byte[] body, @Nullable Stream stream) {
  private static final byte[] NO_BODY = {};

  /** A body that may take long: it is written on the thread of its request. */
  @FunctionalInterface
  interface Stream {
    /**
     * Writes the body and returns at its end. The client sees that it is broken off if this throws.
     *
     * @throws IOException if the client is gone
     * @throws InterruptedException if it is to be broken off
     */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  Answer {
    headers = Map.copyOf(headers);
  }

  Answer(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, null);
  }

  static Answer stream(int status, Map<String, String> headers, Stream stream) {
    return new Answer(status, headers, NO_BODY, stream);
  }

  /** The same with other headers. */
  Answer withHeaders(Map<String, String> others) {
    return new Answer(status, others, body, stream);
  }

  static Answer text(int status, String contentType, String body) {
    return new Answer(status, Map.of("Content-Type", contentType), body.getBytes(UTF_8));
  }

  /** An error in the form that AWS's clients understand. */
  static Answer error(int status, String code, String message) {
    String body =
        pawl.asl.Json.MAPPER
            .createObjectNode()
            .put("__type", code)
            .put("message", message)
            .toString();
    return new Answer(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.0", "x-amzn-ErrorType", code),
        body.getBytes(UTF_8));
  }
}
