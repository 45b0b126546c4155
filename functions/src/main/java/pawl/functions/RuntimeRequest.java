package pawl.functions;

import java.util.Map;

/**
 * A request of a runtime process.
 *
 * @param path without query
 * @param headers names in lower case; trailers of a chunked body are among them
 * @param body the body; empty if it was larger than the reader's limit
 * @param bodyTooLarge whether the body was larger than the limit, then it was read and dropped
 */
record RuntimeRequest(
    String method, String path, Map<String, String> headers, byte[] body, boolean bodyTooLarge) {

  boolean closesConnection() {
    return "close".equalsIgnoreCase(headers.getOrDefault("connection", ""));
  }
}
