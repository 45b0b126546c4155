package pawl.integrations.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** By what an API knows who calls. */
sealed interface Authorization {
  /** By nothing, or by the certificate of the connection alone. */
  record None() implements Authorization {}

  /** By a header that is always the same: user and password, or a key. */
  record Fixed(Parameter header) implements Authorization {}

  /**
   * By a token that an authorisation server hands out to a client with credentials (RFC 6749, 4.4).
   *
   * @param method of the request for a token
   * @param inBody whether the credentials go into the body (the query, if there is none) instead of
   *     a header
   * @param additions to the request for a token
   */
  record OAuth(
      URI endpoint,
      String method,
      String clientId,
      String clientSecret,
      boolean inBody,
      Additions additions)
      implements Authorization {
    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
      return "OAuth[" + clientId + " at " + endpoint + "]";
    }
  }

  /** The header of user and password, RFC 7617. */
  static Parameter basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Parameter(
        "Authorization", "Basic " + Base64.getEncoder().encodeToString(both), true);
  }

  /** The header of a token, RFC 6750. */
  static Parameter bearer(String token) {
    return new Parameter("Authorization", "Bearer " + token, true);
  }
}
