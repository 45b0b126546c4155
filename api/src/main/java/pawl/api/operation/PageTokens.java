package pawl.api.operation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import pawl.api.contract.ApiException;

/**
 * Writes and reads {@code nextToken}. A token holds the position where the next page begins and a
 * MAC over it and over the question that was asked, so it is good for that question only, cannot be
 * forged, and the server remembers nothing. Like AWS's, it expires after a day; till then it
 * outlives the process, as the key belongs to the store.
 *
 * <p>Layout before Base64: version (1 byte), expiry in epoch seconds (8), position, HMAC-SHA256 cut
 * to 16 bytes.
 */
final class PageTokens {
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 1 + Long.BYTES;
  private static final int MAC_BYTES = 16;
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final SecretKeySpec key;
  private final InstantSource clock;

  PageTokens(byte[] secret, InstantSource clock) {
    this.key = new SecretKeySpec(secret, "HmacSHA256");
    this.clock = clock;
  }

  /** A token for the page at {@code position} of the answer to {@code question}. */
  String write(String question, byte[] position) {
    byte[] content =
        ByteBuffer.allocate(HEAD_BYTES + position.length)
            .put(VERSION)
            .putLong(clock.instant().plus(LIFETIME).getEpochSecond())
            .put(position)
            .array();
    byte[] token = Arrays.copyOf(content, content.length + MAC_BYTES);
    System.arraycopy(mac(question, content), 0, token, content.length, MAC_BYTES);
    return Base64.getEncoder().encodeToString(token);
  }

  /** The position in a token that was written for the same question. */
  byte[] read(String question, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    if (bytes.length < HEAD_BYTES + MAC_BYTES || bytes[0] != VERSION) {
      throw invalid();
    }
    byte[] content = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
    byte[] given = Arrays.copyOfRange(bytes, content.length, bytes.length);
    if (!MessageDigest.isEqual(given, mac(question, content))
        || ByteBuffer.wrap(content, 1, Long.BYTES).getLong() < clock.instant().getEpochSecond()) {
      throw invalid();
    }
    return Arrays.copyOfRange(content, HEAD_BYTES, content.length);
  }

  private byte[] mac(String question, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(content);
      return Arrays.copyOf(mac.doFinal(question.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  private static ApiException invalid() {
    return ApiException.service("InvalidToken", "Invalid Token: 'Invalid token'");
  }
}
