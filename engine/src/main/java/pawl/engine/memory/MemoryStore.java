package pawl.engine.memory;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.Write;

/** Keys in memory, ordered as unsigned bytes. */
public final class MemoryStore implements StoreView {
  private final ConcurrentSkipListMap<byte[], byte[]> entries =
      new ConcurrentSkipListMap<>(Arrays::compareUnsigned);

  public void apply(List<Write> writes) {
    for (Write write : writes) {
      if (write.value() == null) {
        entries.remove(write.key());
      } else {
        entries.put(write.key(), write.value());
      }
    }
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    visit(entries.subMap(from, to), visitor);
  }

  @Override
  public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
    visit(entries.subMap(from, to).descendingMap(), visitor);
  }

  private static void visit(NavigableMap<byte[], byte[]> range, Visitor visitor) {
    for (Map.Entry<byte[], byte[]> entry : range.entrySet()) {
      if (!visitor.visit(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }

  /** How many keys there are. */
  public int size() {
    return entries.size();
  }
}
