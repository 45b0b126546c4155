package pawl.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** What is sent back for a {@link Request}. */
record Answer(int status, Map<String, String> headers, byte[] body) {
  Answer {
    headers = Map.copyOf(headers);
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
