package pawl.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BloomFilter;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.HostException;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.store.DamagedException;

/**
 * The store on disk, with {@link RocksTuning} the only place that knows RocksDB. All shards share
 * one database, so that one sync serves all; a key begins with the number of its {@link Space} (2
 * bytes).
 */
final class RocksStore implements Disk, AutoCloseable {
  /** Raised when an older program could not read what this one writes. */
  private static final int FORMAT = 2;

  /** The first of them that a released version has written: it and all later ones are read. */
  private static final int OLDEST_FORMAT = 2;

  private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

  private static final int CATALOGUE = 0xfffe;
  private static final int ABOUT = 0xffff;
  static final byte[] FORMAT_KEY = aboutKey("format");
  static final byte[] SHARDS_KEY = aboutKey("shards");

  private final RocksDB db;
  private final Options options;
  private final LRUCache cache;
  private final BloomFilter filter;
  private final WriteOptions writeOptions;
  private final CompactRangeOptions compaction = new CompactRangeOptions();

  /** The native library crashes if it is called once it is closed. */
  private final Gate gate = new Gate();

  private RocksStore(
      RocksDB db, Options options, LRUCache cache, BloomFilter filter, boolean sync) {
    this.db = db;
    this.options = options;
    this.cache = cache;
    this.filter = filter;
    this.writeOptions = new WriteOptions().setSync(sync);
  }

  /** Opens the store in this folder, or makes it. */
  static RocksStore open(Path folder, boolean sync) {
    NativeLibrary.load();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Reason.UNUSABLE,
          "The data folder " + folder + " can't be made: " + e.getMessage(),
          e);
    }
    List<WriteAheadLog.Fault> cut = tornTails(folder, sync);
    var cache = new LRUCache(RocksTuning.BLOCK_CACHE_BYTES);
    var filter = new BloomFilter(RocksTuning.FILTER_BITS_PER_KEY);
    Options options = RocksTuning.options(cache, filter);
    RocksDB db;
    try {
      db = RocksDB.open(options, folder.toString());
    } catch (RocksDBException e) {
      options.close();
      throw explain(folder, e);
    }
    var store = new RocksStore(db, options, cache, filter, sync);
    try {
      store.checkFormat(folder);
    } catch (DamagedException e) {
      store.close();
      throw damaged(folder, e.getMessage(), e);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    cut.forEach(
        fault ->
            LOG.warn(
                fault.isTail()
                    ? "The last {} bytes of {} were cut off: a write that was under way when the"
                        + " process or the machine stopped"
                    : "The last {} bytes of {} were lost: the log is damaged there, and with"
                        + " --durability os that is passed over",
                fault.bytes(),
                fault.file().getFileName()));
    return store;
  }

  /**
   * What will be cut off the log. If more than a torn tail would be, that is refused: it had been
   * answered. A store that does not wait for the disk has promised nothing of the kind.
   */
  private static List<WriteAheadLog.Fault> tornTails(Path folder, boolean sync) {
    try {
      List<WriteAheadLog.Fault> faults = WriteAheadLog.faults(folder);
      for (WriteAheadLog.Fault fault : faults) {
        if (sync && !fault.isTail()) {
          throw damaged(
              folder,
              fault.file().getFileName()
                  + ", byte "
                  + fault.at()
                  + ": there are sound writes behind it, which would be lost",
              null);
        }
      }
      return faults;
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Reason.UNUSABLE,
          "The log in the data folder " + folder + " can't be read: " + e.getMessage(),
          e);
    }
  }

  static StoreException damaged(Path folder, @Nullable String what, @Nullable Throwable cause) {
    return new StoreException(
        StoreException.Reason.UNUSABLE,
        "The data folder "
            + folder
            + " is damaged ("
            + what
            + "). 'pawl doctor' says more; 'pawl restore' puts a backup in its place.",
        cause);
  }

  /** Opens a store that is there, for reading only: nothing in the folder changes. */
  static RocksStore openReadOnly(Path folder) {
    NativeLibrary.load();
    if (!Files.exists(folder.resolve("CURRENT"))) {
      throw new StoreException(
          StoreException.Reason.UNUSABLE, "There is no store in the folder " + folder);
    }
    var cache = new LRUCache(RocksTuning.BLOCK_CACHE_BYTES);
    var filter = new BloomFilter(RocksTuning.FILTER_BITS_PER_KEY);
    Options options = RocksTuning.options(cache, filter).setCreateIfMissing(false);
    try {
      return new RocksStore(
          RocksDB.openReadOnly(options, folder.toString()), options, cache, filter, true);
    } catch (RocksDBException e) {
      options.close();
      throw explain(folder, e);
    }
  }

  /** Reads every block of every file and compares it with its checksum. */
  void verifyFiles() {
    try (var _ = gate.enter()) {
      db.verifyChecksum();
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  /** The format that the store was written in. */
  int format() {
    byte[] stored = get(FORMAT_KEY);
    return stored == null ? 0 : ByteBuffer.wrap(stored).getInt();
  }

  private static StoreException explain(Path folder, RocksDBException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("LOCK") && !message.contains("Permission denied")) {
      return new StoreException(
          StoreException.Reason.IN_USE,
          "The data folder "
              + folder
              + " is in use by another Pawl process. Stop it, or choose another folder with"
              + " --data.",
          e);
    }
    return new StoreException(
        StoreException.Reason.UNUSABLE,
        "The data folder " + folder + " can't be opened: " + message,
        e);
  }

  private void checkFormat(Path folder) {
    byte[] stored = get(FORMAT_KEY);
    if (stored == null) {
      write(List.of(new Write(FORMAT_KEY, ByteBuffer.allocate(4).putInt(FORMAT).array())));
      return;
    }
    int format = ByteBuffer.wrap(stored).getInt();
    if (format > FORMAT) {
      throw otherVersion(StoreException.Reason.NEWER_VERSION, folder, "a newer version", format);
    }
    if (format < OLDEST_FORMAT) {
      throw otherVersion(
          StoreException.Reason.OLDER_VERSION, folder, "a preview of the first version", format);
    }
  }

  private static StoreException otherVersion(
      StoreException.Reason reason, Path folder, String version, int format) {
    return new StoreException(
        reason,
        "The data folder "
            + folder
            + " was written by "
            + version
            + " of Pawl (format "
            + format
            + ", this one reads "
            + OLDEST_FORMAT
            + " to "
            + FORMAT
            + "). Use that version, or another folder.");
  }

  /**
   * A value that belongs to the store itself: made once by {@code initial}, then always the same.
   */
  byte[] about(String name, java.util.function.Supplier<byte[]> initial) {
    byte[] key = aboutKey(name);
    byte[] stored = get(key);
    if (stored == null) {
      stored = initial.get();
      write(List.of(new Write(key, stored)));
    }
    return stored;
  }

  private static byte[] aboutKey(String name) {
    return new Space(ABOUT).key(name.getBytes(StandardCharsets.UTF_8));
  }

  static Space shard(int number) {
    return new Space(number);
  }

  static Space catalogue() {
    return new Space(CATALOGUE);
  }

  /** A range of keys that belongs to one shard or the catalogue. */
  record Space(int number) {
    byte[] key(byte[] key) {
      byte[] full = new byte[key.length + 2];
      full[0] = (byte) (number >> 8);
      full[1] = (byte) number;
      System.arraycopy(key, 0, full, 2, key.length);
      return full;
    }

    byte[] ownKey(byte[] full) {
      return java.util.Arrays.copyOfRange(full, 2, full.length);
    }
  }

  byte @Nullable [] get(byte[] fullKey) {
    try (var _ = gate.enter()) {
      return db.get(fullKey);
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  /** Damage concerns what is read; anything else the whole store, for as long as it lasts. */
  private static RuntimeException unreadable(RocksDBException e) {
    return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption
        ? new DamagedException("The store is damaged: " + e.getMessage(), e)
        : new HostException.Unavailable("The store can't be read: " + e.getMessage());
  }

  /** Durable when it returns, if the store was opened so. */
  @Override
  public void write(List<Write> fullWrites) {
    try (var _ = gate.enter();
        var batch = new WriteBatch(WriteBatchCodec.encode(fullWrites))) {
      db.write(writeOptions, batch);
    } catch (RocksDBException e) {
      throw new WriteFailedException(e);
    }
  }

  /** The database recovers by itself once there is space. */
  @Override
  public boolean isWritable() {
    try (var _ = gate.enter()) {
      db.put(writeOptions, aboutKey("probe"), new byte[] {1});
      return true;
    } catch (RocksDBException e) {
      return false;
    }
  }

  /** What is committed in a space. */
  StoreView view(Space space) {
    return new StoreView() {
      @Override
      public byte @Nullable [] get(byte[] key) {
        return RocksStore.this.get(space.key(key));
      }

      @Override
      public void scan(byte[] from, byte[] to, Visitor visitor) {
        try (var _ = gate.enter();
            var options = new ReadOptions();
            var upper = new Slice(space.key(to));
            var bounded = options.setIterateUpperBound(upper);
            RocksIterator iterator = db.newIterator(bounded)) {
          iterator.seek(space.key(from));
          while (iterator.isValid()
              && visitor.visit(space.ownKey(iterator.key()), iterator.value())) {
            iterator.next();
          }
          check(iterator);
        }
      }

      @Override
      public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
        try (var _ = gate.enter();
            var options = new ReadOptions();
            var lower = new Slice(space.key(from));
            var upper = new Slice(space.key(to));
            var bounded = options.setIterateLowerBound(lower).setIterateUpperBound(upper);
            RocksIterator iterator = db.newIterator(bounded)) {
          iterator.seekToLast();
          while (iterator.isValid()
              && visitor.visit(space.ownKey(iterator.key()), iterator.value())) {
            iterator.prev();
          }
          check(iterator);
        }
      }
    };
  }

  private static void check(RocksIterator iterator) {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw unreadable(e);
    }
  }

  /**
   * Writes a copy of what is committed now into a folder that does not exist yet. Files that never
   * change are linked where the file system allows it, so it is quick and needs little room.
   */
  void checkpoint(Path folder) {
    try (var _ = gate.enter();
        Checkpoint checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(folder.toString());
    } catch (RocksDBException e) {
      throw new StoreException(
          StoreException.Reason.UNUSABLE,
          "The backup " + folder + " can't be written: " + e.getMessage(),
          e);
    }
  }

  /** Gives the disk back what removed records took; reads and writes go on meanwhile. */
  void compact() {
    try (var _ = gate.enter()) {
      db.compactRange(null, null, null, compaction);
    } catch (RocksDBException e) {
      if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Incomplete) {
        throw unreadable(e);
      }
    }
  }

  /** Ends a {@link #compact()} that is under way, and every later one. */
  void stopCompacting() {
    try (var _ = gate.enter()) {
      compaction.setCanceled(true);
    } catch (HostException.Unavailable _) {
      // Closed: nothing is under way.
    }
  }

  /** Waits for reads that are under way; a compaction should have been stopped. */
  @Override
  public void close() {
    if (!gate.close()) {
      return;
    }
    db.close();
    writeOptions.close();
    compaction.close();
    options.close();
    filter.close();
    cache.close();
  }

  /** A write did not reach the disk. */
  static final class WriteFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteFailedException(RocksDBException cause) {
      super(cause.getMessage(), cause);
    }

    /** Whether there was no room, as far as the database says. */
    boolean isFull() {
      return getCause() instanceof RocksDBException e
          && (e.getStatus() != null && e.getStatus().getSubCode() == Status.SubCode.NoSpace
              || String.valueOf(e.getMessage()).contains("No space"));
    }
  }
}
