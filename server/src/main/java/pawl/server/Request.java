package pawl.server;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request that has arrived in full.
 *
 * @param path as it was sent, still URL-encoded, without the query
 * @param query as it was sent, without the question mark; empty if there was none
 * @param headers names in lower case; a repeated header's values are joined by commas
 * @param body already unzipped
 */
record Request(String method, String path, String query, Map<String, String> headers, byte[] body) {
  Request {
    headers = Map.copyOf(headers);
  }

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
