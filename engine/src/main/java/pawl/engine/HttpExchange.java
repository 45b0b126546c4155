package pawl.engine;

import org.jspecify.annotations.Nullable;

/**
 * The request that an HTTP Task sent and the answer to it.
 *
 * @param response null if none came
 */
public record HttpExchange(Request request, @Nullable Response response) {
  /**
   * What was sent.
   *
   * @param headers a JSON object of names and values, as text
   * @param body null if there was none
   */
  public record Request(
      String protocol, String method, String url, String headers, @Nullable String body) {}

  /**
   * What came back.
   *
   * @param headers a JSON object of names and values, as text
   * @param body null if there was none
   */
  public record Response(
      String protocol,
      String statusCode,
      String statusMessage,
      String headers,
      @Nullable String body) {}
}
