package pawl.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.memory.MemoryStore;
import pawl.simulation.invariant.Views;

/** Whole stores at once. */
final class MemoryStores {
  private MemoryStores() {}

  /** All that a store holds, as what has to be written to have the same. */
  static List<Write> all(StoreView store) {
    List<Write> all = new ArrayList<>();
    store.scan(
        new byte[] {0},
        new byte[] {-1},
        (key, value) -> {
          all.add(new Write(key, value));
          return true;
        });
    return all;
  }

  static MemoryStore copy(StoreView store) {
    MemoryStore copy = new MemoryStore();
    copy.apply(all(store));
    return copy;
  }

  static boolean same(StoreView one, StoreView other) {
    return Views.same(all(one), all(other));
  }

  /** The same for stores that hold the same. */
  static long checksum(List<StoreView> stores) {
    CRC32C checksum = new CRC32C();
    for (StoreView store : stores) {
      for (Write write : all(store)) {
        checksum.update(write.key());
        checksum.update(write.value());
      }
    }
    return checksum.getValue();
  }

  /** Has a store hold what another does, and nothing else. */
  static void restore(MemoryStore store, StoreView from) {
    store.apply(all(store).stream().map(write -> new Write(write.key(), null)).toList());
    store.apply(all(from));
  }
}
