package pawl.server;

import java.util.Map;

/**
 * An HTTP request that has arrived in full.
 *
 * @param path decoded, without the query
 * @param rawPath as it was sent
 * @param query as it was sent, without the question mark; empty if there was none
 * @param headers names in lower case; a repeated header's values are joined by commas
 * @param body already unzipped
 * @param local whether it comes from this machine
 */
record Request(
    String method,
    String path,
    String rawPath,
    String query,
    Map<String, String> headers,
    byte[] body,
    boolean local) {
  Request(
      String method,
      String path,
      String rawPath,
      String query,
      Map<String, String> headers,
      byte[] body) {
    this(method, path, rawPath, query, headers, body, false);
  }

  Request {
    headers = Map.copyOf(headers);
  }
}
