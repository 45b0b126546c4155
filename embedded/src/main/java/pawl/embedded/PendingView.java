package pawl.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.Write;

/**
 * A store as it will be once what is under way is committed: layers of writes over what is on disk.
 * A shard computes on this while its last batch is being synced. Used by one thread.
 */
final class PendingView implements StoreView {
  private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;
  private static final byte[] REMOVED = new byte[0];

  /** The writes of one batch; a removal is {@link #REMOVED}, told by identity. */
  static final class Layer {
    private final TreeMap<byte[], byte[]> writes = new TreeMap<>(ORDER);

    void add(List<Write> added) {
      for (Write write : added) {
        writes.put(write.key(), write.value() == null ? REMOVED : write.value());
      }
    }

    boolean isEmpty() {
      return writes.isEmpty();
    }

    /**
     * What it comes to: of a key that was written more than once the last write only, in the order
     * of keys, in which the store takes them fastest.
     */
    void forEach(Consumer<Write> consumer) {
      writes.forEach(
          (key, value) -> consumer.accept(new Write(key, value == REMOVED ? null : value)));
    }
  }

  private final StoreView disk;

  /** Oldest first. */
  private final List<Layer> layers = new ArrayList<>();

  PendingView(StoreView disk) {
    this.disk = disk;
  }

  void push(Layer layer) {
    layers.add(layer);
  }

  void drop(Layer layer) {
    layers.remove(layer);
  }

  void dropAll() {
    layers.clear();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      byte[] value = layers.get(i).writes.get(key);
      if (value != null) {
        return value == REMOVED ? null : value;
      }
    }
    return disk.get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    merge(false, from, to, visitor);
  }

  @Override
  public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
    merge(true, from, to, visitor);
  }

  /** Visits disk and layers as one, newer layers hiding older ones and the disk. */
  private void merge(boolean reverse, byte[] from, byte[] to, Visitor visitor) {
    NavigableMap<byte[], byte[]> pending = new TreeMap<>(reverse ? ORDER.reversed() : ORDER);
    for (Layer layer : layers) {
      pending.putAll(layer.writes.subMap(from, true, to, false));
    }
    boolean[] wantsMore = {true};
    Visitor merging =
        (key, value) -> {
          while (wantsMore[0]
              && !pending.isEmpty()
              && compare(reverse, pending.firstKey(), key) < 0) {
            wantsMore[0] = visitPending(pending, visitor);
          }
          if (wantsMore[0]) {
            wantsMore[0] =
                !pending.isEmpty() && compare(reverse, pending.firstKey(), key) == 0
                    ? visitPending(pending, visitor)
                    : visitor.visit(key, value);
          }
          return wantsMore[0];
        };
    if (reverse) {
      disk.scanReverse(from, to, merging);
    } else {
      disk.scan(from, to, merging);
    }
    while (wantsMore[0] && !pending.isEmpty()) {
      wantsMore[0] = visitPending(pending, visitor);
    }
  }

  private static int compare(boolean reverse, byte[] a, byte[] b) {
    return reverse ? ORDER.compare(b, a) : ORDER.compare(a, b);
  }

  private static boolean visitPending(NavigableMap<byte[], byte[]> pending, Visitor visitor) {
    Map.Entry<byte[], byte[]> entry = pending.pollFirstEntry();
    return entry == null
        || entry.getValue() == REMOVED
        || visitor.visit(entry.getKey(), entry.getValue());
  }
}
