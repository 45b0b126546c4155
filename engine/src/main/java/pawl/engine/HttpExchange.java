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
   * @param headers names and values as AWS prints them: {@code [content-type: text/plain, a: b]}
   * @param body null if there was none
   */
  public record Request(
      String protocol, String method, String url, String headers, @Nullable String body) {}

  /**
   * What came back.
   *
   * @param headers names and values as AWS prints them: {@code [content-type: text/plain, a: b]}
   * @param body null if there was none
   */
  public record Response(
      String protocol,
      String statusCode,
      String statusMessage,
      String headers,
      @Nullable String body) {}
}
