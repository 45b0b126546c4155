package pawl.api.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads AWS's Signature Version 4 from a request's {@code Authorization} header.
 *
 * <p>The signature itself is <em>not</em> verified: Pawl has no secret keys, and whoever reaches
 * its port may use it. Clients sign with whatever credentials they have; put a proxy that
 * authenticates in front of a Pawl that others can reach.
 */
public final class SignatureV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String CREDENTIAL = "Credential=";

  private SignatureV4() {}

  /** Who signed; empty if nobody did or the header is not of that form. */
  public static Optional<Principal> principal(@Nullable String authorization) {
    if (authorization == null || !authorization.startsWith(ALGORITHM)) {
      return Optional.empty();
    }
    for (String part : authorization.substring(ALGORITHM.length()).split(",", -1)) {
      String field = part.strip();
      if (field.startsWith(CREDENTIAL)) {
        return scope(field.substring(CREDENTIAL.length()));
      }
    }
    return Optional.empty();
  }

  /** KEY/DATE/REGION/SERVICE/aws4_request. A key may contain slashes, so the end counts. */
  private static Optional<Principal> scope(String credential) {
    String[] parts = credential.split("/", -1);
    int end = parts.length - 1;
    if (end < 4 || !parts[end].equals("aws4_request")) {
      return Optional.empty();
    }
    String key = credential.substring(0, credential.length() - tailLength(parts));
    return key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Principal(key, parts[end - 2], parts[end - 1]));
  }

  private static int tailLength(String[] parts) {
    int length = 0;
    for (int i = parts.length - 4; i < parts.length; i++) {
      length += 1 + parts[i].length();
    }
    return length;
  }
}
