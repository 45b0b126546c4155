package pawl.embedded;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks through RocksDB's write-ahead log before the database does. RocksDB reads up to the first
 * record that is not sound and drops the rest without a word. That is right for a write that was
 * under way when the machine stopped, but not for damage to what had been written and answered: the
 * difference is whether another write begins behind it.
 *
 * <p>A log file consists of blocks of 32 KiB; a record in it has a checksum (4 bytes), a length (2)
 * and a type (1), and is one write or a fragment of one.
 */
final class WriteAheadLog {
  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int RECYCLABLE_HEADER = 11;
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int LAST_KNOWN_TYPE = 11;

  private WriteAheadLog() {}

  /**
   * Where a log file is not sound.
   *
   * @param at offset of the first byte that is not
   * @param bytes from there to the end of the file
   * @param isTail whether no other write begins behind it
   */
  record Fault(Path file, long at, long bytes, boolean isTail) {}

  /** The faults of the log files in a store's folder, one a file at most. */
  static List<Fault> faults(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Fault> faults = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".log")).sorted().toList()) {
        Fault fault = fault(file);
        if (fault != null) {
          faults.add(fault);
        }
      }
    }
    return faults;
  }

  private static @Nullable Fault fault(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        Arena mapped = Arena.ofConfined()) {
      ByteBuffer bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), mapped)
              .asByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN);
      int at = endOfSound(bytes);
      // Room that was made for writes that did not come is no fault.
      return isZero(bytes, at)
          ? null
          : new Fault(file, at, bytes.limit() - at, !beginsBehind(bytes, at));
    }
  }

  private static boolean isZero(ByteBuffer bytes, int from) {
    for (int i = from; i < bytes.limit(); i++) {
      if (bytes.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int endOfSound(ByteBuffer bytes) {
    int at = 0;
    while (at < bytes.limit()) {
      int left = BLOCK - at % BLOCK;
      if (left < HEADER) {
        at += left; // filled up with zeros
        continue;
      }
      int length = soundRecord(bytes, at);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return at;
  }

  /** The length of the record that begins here with its header; 0 if none does. */
  private static int soundRecord(ByteBuffer bytes, int at) {
    if (at + HEADER > bytes.limit()) {
      return 0;
    }
    int length = Short.toUnsignedInt(bytes.getShort(at + 4));
    int type = Byte.toUnsignedInt(bytes.get(at + 6));
    int header = type >= 5 && type <= 8 || type == LAST_KNOWN_TYPE ? RECYCLABLE_HEADER : HEADER;
    int end = at + header + length;
    boolean fits = at % BLOCK + header + length <= BLOCK && end <= bytes.limit();
    if (type == 0 || !fits) {
      return 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(at + 6, end - at - 6));
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    return masked == bytes.getInt(at) ? header + length : 0;
  }

  /** Whether a write begins behind a place that is not sound. */
  private static boolean beginsBehind(ByteBuffer bytes, int from) {
    for (int at = from + 1; at + HEADER <= bytes.limit(); at++) {
      int type = bytes.get(at + 6);
      boolean begins = type == FULL || type == FIRST || type == FULL + 4 || type == FIRST + 4;
      if (begins && soundRecord(bytes, at) > 0) {
        return true;
      }
    }
    return false;
  }
}
