package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import pawl.engine.Write;

class WriteBatchCodecTest {
  /** What the library itself makes of the same writes. */
  private static byte[] byLibrary(List<Write> writes) throws RocksDBException {
    RocksDB.loadLibrary();
    try (var batch = new WriteBatch()) {
      for (Write write : writes) {
        if (write.value() == null) {
          batch.delete(write.key());
        } else {
          batch.put(write.key(), write.value());
        }
      }
      return batch.data();
    }
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void shouldWriteWhatTheLibraryWrites() throws RocksDBException {
    var random = new Random(7);
    List<Write> writes = new ArrayList<>();
    for (int length : new int[] {0, 1, 127, 128, 129, 16_383, 16_384, 2_097_151, 2_097_152}) {
      writes.add(new Write(bytes(random, 34), bytes(random, length)));
      writes.add(new Write(bytes(random, Math.min(length, 200)), null));
    }
    assertThat(WriteBatchCodec.encode(writes)).isEqualTo(byLibrary(writes));
    assertThat(WriteBatchCodec.encode(List.of())).isEqualTo(byLibrary(List.of()));
  }
}
