package pawl.api;

import java.util.Map;

/** An HTTP response; the server adds the length of the body. */
public record Response(int status, Map<String, String> headers, byte[] body) {
  public Response {
    headers = Map.copyOf(headers);
  }
}
