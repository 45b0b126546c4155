package pawl.engine.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.Write;

/** Keys in memory, ordered as unsigned bytes. May be used by several threads. */
public final class MemoryStore implements StoreView {
  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  public synchronized void apply(List<Write> writes) {
    for (Write write : writes) {
      if (write.value() == null) {
        entries.remove(write.key());
      } else {
        entries.put(write.key(), write.value());
      }
    }
  }

  @Override
  public synchronized byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  /** Step by step: a visitor may take its time, and what changes meanwhile may be seen. */
  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    Map.Entry<byte[], byte[]> entry = atOrBehind(from);
    while (entry != null
        && Arrays.compareUnsigned(entry.getKey(), to) < 0
        && visitor.visit(entry.getKey(), entry.getValue())) {
      entry = behind(entry.getKey());
    }
  }

  @Override
  public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
    Map.Entry<byte[], byte[]> entry = before(to);
    while (entry != null
        && Arrays.compareUnsigned(entry.getKey(), from) >= 0
        && visitor.visit(entry.getKey(), entry.getValue())) {
      entry = before(entry.getKey());
    }
  }

  private synchronized Map.@Nullable Entry<byte[], byte[]> atOrBehind(byte[] key) {
    return entries.ceilingEntry(key);
  }

  private synchronized Map.@Nullable Entry<byte[], byte[]> behind(byte[] key) {
    return entries.higherEntry(key);
  }

  private synchronized Map.@Nullable Entry<byte[], byte[]> before(byte[] key) {
    return entries.lowerEntry(key);
  }

  /** How many keys there are. */
  public synchronized int size() {
    return entries.size();
  }
}
