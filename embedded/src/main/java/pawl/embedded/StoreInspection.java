package pawl.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.checkup.Checkup;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.DamagedException;

/**
 * A look at a store that no server has open. Nothing in its folder changes.
 *
 * @param format of the store
 * @param shards how many it has
 * @param files what is wrong with its files; the records in them may be sound as far as they can be
 *     read
 * @param records what stands in it
 */
public record StoreInspection(int format, int shards, List<String> files, Checkup records) {

  /**
   * Looks at everything.
   *
   * @param folder of the store
   * @param most how many faults and waiting places are remembered
   * @param wanted whose waiting places are wanted; null for those that wait longest
   * @throws StoreException if it is in use, there is none, or it can't be opened at all
   */
  public static StoreInspection of(Path folder, int most, @Nullable ExecutionId wanted) {
    try (FileChannel channel = lockFile(folder)) {
      FileLock lock = channel == null ? null : channel.tryLock();
      if (channel != null && lock == null) {
        throw new StoreException(
            StoreException.Reason.IN_USE,
            "The data folder "
                + folder
                + " is in use by a Pawl process. Stop that, or look at a backup of it.");
      }
      return look(folder, most, wanted);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Reason.UNUSABLE,
          "The folder " + folder + " can't be looked into: " + e.getMessage(),
          e);
    }
  }

  /** What RocksDB locks while it has a store open. */
  private static @Nullable FileChannel lockFile(Path folder) throws IOException {
    Path file = folder.resolve("LOCK");
    return Files.exists(file) ? FileChannel.open(file, StandardOpenOption.WRITE) : null;
  }

  private static StoreInspection look(Path folder, int most, @Nullable ExecutionId wanted)
      throws IOException {
    List<String> files = new ArrayList<>();
    for (WriteAheadLog.Fault fault : WriteAheadLog.faults(folder)) {
      files.add(
          fault.file().getFileName()
              + (fault.isTail()
                  ? ": the last %d bytes are a write that was under way; they are cut at the next start"
                      .formatted(fault.bytes())
                  : ": damaged at byte %d, with sound writes behind it".formatted(fault.at())));
    }
    Checkup checkup = new Checkup(most, wanted);
    try (RocksStore store = RocksStore.openReadOnly(folder)) {
      try {
        store.verifyFiles();
      } catch (DamagedException e) {
        files.add(String.valueOf(e.getMessage()));
      }
      byte[] count = store.get(RocksStore.SHARDS_KEY);
      int shards = count == null ? 0 : ByteBuffer.wrap(count).getInt();
      StoreView catalogue = store.view(RocksStore.catalogue());
      checkup.lookAtCatalogue(catalogue);
      for (int shard = 0; shard < shards; shard++) {
        checkup.lookAtShard(store.view(RocksStore.shard(shard)), catalogue);
      }
      return new StoreInspection(store.format(), shards, files, checkup);
    } catch (DamagedException e) {
      throw RocksStore.damaged(folder, String.valueOf(e.getMessage()), e);
    }
  }
}
