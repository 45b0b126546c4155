package pawl.bench.work;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB without Pawl: what the disk and the library take at most. */
final class RocksAlone implements Workload {
  private static final int BATCH = 256;
  private static final int VALUE_BYTES = 300;
  private static final int KEY_BYTES = 32;
  private static final double GOAL_SINGLE = 3_000;
  private static final double GOAL_BATCHES = 160_000;
  private static final int DIGITS = 3;

  @Override
  public String name() {
    return "rocksdb";
  }

  @Override
  public String description() {
    return "RocksDB alone, synced: entries one by one, and in batches of 256 (for scale, not a"
        + " goal)";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    setting.measuring().run();
    Rate single = write(setting.data().resolve("single"), setting.sync(), 1, setting.seconds() / 2);
    Rate batches =
        write(setting.data().resolve("batches"), setting.sync(), BATCH, setting.seconds() / 2);
    return Result.of(
            name(), "%d bytes each, batches of %d, sync %s", VALUE_BYTES, BATCH, setting.sync())
        .figure("entriesPerSecondSingle", single.entriesPerSecond())
        .figure("entriesPerSecondBatches", batches.entriesPerSecond())
        .figure("p50MillisBatch", batches.batches().getValueAtPercentile(50) / 1e6)
        .latencies(single.batches())
        .score(Score.atLeast("one by one", single.entriesPerSecond(), GOAL_SINGLE, "/s"))
        .score(Score.atLeast("batches of 256", batches.entriesPerSecond(), GOAL_BATCHES, "/s"));
  }

  /** Entries a second that it takes in batches. */
  static double batches(Path folder, boolean sync, double seconds) throws Exception {
    return write(folder, sync, BATCH, seconds).entriesPerSecond();
  }

  /** How many entries (puts and deletions) a closed store has been given since it was made. */
  static long entriesEverWritten(Path folder) throws RocksDBException {
    RocksDB.loadLibrary();
    try (var options = new Options();
        RocksDB db = RocksDB.openReadOnly(options, folder.toString())) {
      return db.getLatestSequenceNumber();
    }
  }

  private record Rate(double entriesPerSecond, Histogram batches) {}

  private static Rate write(Path folder, boolean sync, int batchSize, double seconds)
      throws Exception {
    RocksDB.loadLibrary();
    Files.createDirectories(folder);
    Histogram times = new Histogram(DIGITS);
    try (var options =
            new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION);
        RocksDB db = RocksDB.open(options, folder.toString());
        var writeOptions = new WriteOptions().setSync(sync)) {
      long entries = 0;
      long began = System.nanoTime();
      long now = began;
      while (now - began < seconds * 1e9) {
        try (var batch = new WriteBatch()) {
          for (int i = 0; i < batchSize; i++) {
            batch.put(key(entries++), value(entries));
          }
          db.write(writeOptions, batch);
        }
        long done = System.nanoTime();
        times.recordValue(done - now);
        now = done;
      }
      return new Rate(entries * 1e9 / (now - began), times);
    }
  }

  /** Like those of the store: executions in no order, their entries one after the other. */
  private static byte[] key(long number) {
    long execution = number >> 3;
    return ByteBuffer.allocate(KEY_BYTES)
        .putLong(execution * 0x9e37_79b9_7f4a_7c15L)
        .putLong(execution)
        .putLong(number)
        .array();
  }

  private static byte[] value(long number) {
    ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES);
    long chance = number;
    while (value.remaining() >= Long.BYTES) {
      chance = chance * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      value.putLong(chance);
    }
    return value.array();
  }
}
