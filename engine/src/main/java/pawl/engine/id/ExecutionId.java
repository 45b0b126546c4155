package pawl.engine.id;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The short form of an execution's ARN under which everything of it is stored: the first 16 bytes
 * of the ARN's SHA-256. It needs no table from ARN to id, and it spreads executions evenly over the
 * shards.
 */
public record ExecutionId(long high, long low) {
  public static final int BYTES = 16;

  private static final MessageDigest UNUSED = newSha256();

  public static ExecutionId of(String executionArn) {
    byte[] hash = sha256().digest(executionArn.getBytes(StandardCharsets.UTF_8));
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    return new ExecutionId(buffer.getLong(), buffer.getLong());
  }

  /** A copy of one that was made before: looking for a provider takes longer than the hash. */
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return newSha256();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Which of {@code shards} owns the execution. */
  public int shard(int shards) {
    return (int) Long.remainderUnsigned(high, shards);
  }
}
