package pawl.embedded;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;

/**
 * Remembers what was read of a space that changes seldom: the catalogue, which every start looks
 * into. Used by many threads.
 */
final class CachedView implements StoreView {
  private static final int MOST = 4_096;
  private static final int MOST_BYTES_OF_ONE = 64 << 10;

  private final StoreView disk;

  /** Replaced by each change: who began to read before it fills a map that nobody asks again. */
  private volatile Map<ByteBuffer, byte[]> known = new ConcurrentHashMap<>();

  CachedView(StoreView disk) {
    this.disk = disk;
  }

  /** To be called when a change has been written. */
  void changed() {
    known = new ConcurrentHashMap<>();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    Map<ByteBuffer, byte[]> before = known;
    ByteBuffer wrapped = ByteBuffer.wrap(key);
    byte[] value = before.get(wrapped);
    if (value == null) {
      value = disk.get(key);
      if (value != null && value.length <= MOST_BYTES_OF_ONE && before.size() < MOST) {
        before.put(wrapped, value);
      }
    }
    return value;
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    disk.scan(from, to, visitor);
  }

  @Override
  public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
    disk.scanReverse(from, to, visitor);
  }
}
