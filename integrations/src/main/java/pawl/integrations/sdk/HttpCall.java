package pawl.integrations.sdk;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTTP call.
 *
 * @param address where it goes, without query
 * @param query parameters by name, not encoded
 * @param headers by name; {@code Host} replaces that of the address
 * @param body null for none
 * @param signature null if it goes out unsigned
 * @param patience how long the answer may take
 */
public record HttpCall(
    String method,
    URI address,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    byte @Nullable [] body,
    @Nullable Signature signature,
    Duration patience) {

  /**
   * Signature Version 4.
   *
   * @param service that is called: {@code execute-api}
   * @param roleArn whose credentials sign, or null for those of this process
   * @param isLocal whether made-up credentials do if there are none
   */
  public record Signature(
      String service, String region, @Nullable String roleArn, boolean isLocal) {}

  /** What became of it. */
  public sealed interface Outcome {
    /** There is an answer, of whatever status. */
    record Answered(int status, String statusText, Map<String, List<String>> headers, byte[] body)
        implements Outcome {}

    /** There is none: no connection, no name, no credentials, too slow. */
    record Unreachable(String message) implements Outcome {}

    /** The answer is larger than any state could use. */
    record TooLarge() implements Outcome {}
  }
}
