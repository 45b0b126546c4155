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
 */
record Request(
    String method,
    String path,
    String rawPath,
    String query,
    Map<String, String> headers,
    byte[] body) {
  Request {
    headers = Map.copyOf(headers);
  }
}
