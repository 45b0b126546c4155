package pawl.engine.turn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pawl.engine.Write;

/**
 * Puts and removals of a turn that are not records of their own class. What is put and removed
 * within the turn never reaches the store.
 */
final class KeyBuffer {
  /** {@code stored}: the store may hold the key, so a removal has to be written. */
  private record Change(byte @Nullable [] value, boolean stored) {}

  private final TreeMap<byte[], Change> changes = new TreeMap<>(Arrays::compareUnsigned);

  void put(byte[] key, byte[] value) {
    Change before = changes.get(key);
    if (before != null && before.stored && value.length == 0) {
      changes.remove(key); // as the store has it: only keys that it has are removed
    } else {
      changes.put(key, new Change(value, before != null && before.stored));
    }
  }

  void remove(byte[] key) {
    Change before = changes.get(key);
    if (before == null || before.stored) {
      changes.put(key, new Change(null, true));
    } else {
      changes.remove(key);
    }
  }

  List<Write> writes() {
    List<Write> writes = new ArrayList<>(changes.size());
    changes.forEach((key, change) -> writes.add(new Write(key, change.value)));
    return writes;
  }
}
