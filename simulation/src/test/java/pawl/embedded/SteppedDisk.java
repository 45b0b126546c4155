package pawl.embedded;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import pawl.engine.Write;
import pawl.engine.memory.MemoryStore;

/** One folder for all shards, told apart by the first bytes of their keys. */
public final class SteppedDisk implements Disk {
  private final List<MemoryStore> shards;
  private final @Nullable SteppedStore store;
  private final BooleanSupplier full;
  private final Runnable whileWriting;

  /**
   * @param shards what is durable of each
   * @param store where that is, if it is anywhere but in memory
   * @param full whether writes fail now
   * @param whileWriting what others do while a write is under way
   */
  public SteppedDisk(
      List<MemoryStore> shards,
      @Nullable SteppedStore store,
      BooleanSupplier full,
      Runnable whileWriting) {
    this.shards = shards;
    this.store = store;
    this.full = full;
    this.whileWriting = whileWriting;
  }

  @Override
  public void write(List<Write> fullWrites) {
    whileWriting.run();
    if (full.getAsBoolean()) {
      throw new RocksStore.WriteFailedException(
          new RocksDBException("No space left on the simulated device"));
    }
    if (store != null) {
      store.write(fullWrites);
    }
    for (Write write : fullWrites) {
      int number = (write.key()[0] & 0xff) << 8 | write.key()[1] & 0xff;
      byte[] key = RocksStore.shard(number).ownKey(write.key());
      shards.get(number).apply(List.of(new Write(key, write.value())));
    }
  }

  @Override
  public boolean isWritable() {
    return !full.getAsBoolean();
  }
}
