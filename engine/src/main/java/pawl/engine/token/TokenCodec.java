package pawl.engine.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

/**
 * Writes and reads task tokens. A token carries the task's address and a MAC over it, so the store
 * needs no table of tokens and nobody can guess one.
 *
 * <p>Layout before Base64: version (1 byte), execution (16), scope (4), attempt (4), HMAC-SHA256
 * cut to 16 bytes.
 */
public final class TokenCodec {
  private static final byte VERSION = 1;
  private static final int ADDRESS_BYTES = 1 + ExecutionId.BYTES + 4 + 4;
  private static final int MAC_BYTES = 16;

  private final SecretKeySpec key;

  /** {@code secret} is kept with the store: tokens outlive the process. */
  public TokenCodec(byte[] secret) {
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /**
   * A key for another purpose that lives as long as this one; it tells nothing of this one.
   *
   * @param purpose different for every use
   */
  public byte[] keyFor(String purpose) {
    return mac(purpose.getBytes(StandardCharsets.UTF_8));
  }

  public String write(TaskRef task) {
    ByteBuffer token = ByteBuffer.allocate(ADDRESS_BYTES + MAC_BYTES);
    token
        .put(VERSION)
        .putLong(task.execution().high())
        .putLong(task.execution().low())
        .putInt(task.scope())
        .putInt(task.attempt());
    token.put(mac(Arrays.copyOf(token.array(), ADDRESS_BYTES)), 0, MAC_BYTES);
    return Base64.getEncoder().encodeToString(token.array());
  }

  /** Empty if it is no token of this store. */
  public Optional<TaskRef> read(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != ADDRESS_BYTES + MAC_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    byte[] given = Arrays.copyOfRange(bytes, ADDRESS_BYTES, bytes.length);
    if (!MessageDigest.isEqual(
        given, Arrays.copyOf(mac(Arrays.copyOf(bytes, ADDRESS_BYTES)), MAC_BYTES))) {
      return Optional.empty();
    }
    ByteBuffer address = ByteBuffer.wrap(bytes, 1, ADDRESS_BYTES - 1);
    return Optional.of(
        new TaskRef(
            new ExecutionId(address.getLong(), address.getLong()),
            address.getInt(),
            address.getInt()));
  }

  private byte[] mac(byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
