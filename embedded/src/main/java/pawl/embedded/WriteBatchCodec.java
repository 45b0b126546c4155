package pawl.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import pawl.engine.Write;

/**
 * A batch in the form in which RocksDB logs it, so that one call hands over all of it: each call
 * into the library costs more than copying an entry.
 *
 * <pre>
 *   sequence 8 bytes, little-endian (given by the database) | number of entries 4 bytes, little-endian
 *   entry: 1 | key length | key | value length | value         lengths as varints
 *   entry: 0 | key length | key                                a removal
 * </pre>
 *
 * @see <a href="https://github.com/facebook/rocksdb/blob/main/db/write_batch.cc">write_batch.cc</a>
 */
final class WriteBatchCodec {
  private static final int HEADER_BYTES = 12;
  private static final int COUNT_AT = 8;
  private static final byte REMOVAL = 0;
  private static final byte VALUE = 1;

  private WriteBatchCodec() {}

  static byte[] encode(List<Write> writes) {
    ByteBuffer bytes = ByteBuffer.allocate(size(writes)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(COUNT_AT, writes.size()).position(HEADER_BYTES);
    for (Write write : writes) {
      bytes.put(write.value() == null ? REMOVAL : VALUE);
      put(bytes, write.key());
      if (write.value() != null) {
        put(bytes, write.value());
      }
    }
    return bytes.array();
  }

  private static int size(List<Write> writes) {
    long size = HEADER_BYTES;
    for (Write write : writes) {
      size += 1 + length(write.key());
      if (write.value() != null) {
        size += length(write.value());
      }
    }
    return Math.toIntExact(size);
  }

  private static int length(byte[] bytes) {
    return varint(bytes.length) + bytes.length;
  }

  private static int varint(int value) {
    return (31 - Integer.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }

  private static void put(ByteBuffer bytes, byte[] data) {
    int length = data.length;
    while (length > 0x7f) {
      bytes.put((byte) (length | 0x80));
      length >>>= 7;
    }
    bytes.put((byte) length).put(data);
  }
}
