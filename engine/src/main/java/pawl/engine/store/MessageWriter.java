package pawl.engine.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages of Protocol Buffers field by field, for the records that every turn writes: the
 * generated builders make an object or two for each message, which took more time than all else of
 * a turn. Reading is left to the generated classes.
 *
 * <p>Whoever writes calls in ascending order of field numbers, so that the bytes are those that the
 * generated classes would write. What has its default value is left out by the plain methods (a
 * field of proto3), and written by those called {@code optional} unless it is null.
 */
final class MessageWriter {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int MOST_VARINT_BYTES = 10;
  private static final int ONE_BYTE = 1 << 7;

  private byte[] buffer;
  private int size;

  MessageWriter(int expectedBytes) {
    buffer = new byte[expectedBytes];
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  MessageWriter number(int field, long value) {
    return value == 0 ? this : present(field, value);
  }

  MessageWriter optional(int field, @Nullable Long value) {
    return value == null ? this : present(field, value);
  }

  MessageWriter flag(int field, boolean value) {
    return number(field, value ? 1 : 0);
  }

  MessageWriter optional(int field, @Nullable Double value) {
    if (value != null) {
      reserve(MOST_VARINT_BYTES + Long.BYTES);
      varint((long) field << 3 | FIXED_64);
      long bits = Double.doubleToRawLongBits(value);
      for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
        buffer[size++] = (byte) (bits >>> shift);
      }
    }
    return this;
  }

  /** A repeated number, packed as proto3 does. */
  MessageWriter numbers(int field, Iterable<Integer> values) {
    if (values.iterator().hasNext()) {
      int start = begin(field);
      for (int value : values) {
        reserve(MOST_VARINT_BYTES);
        varint(value);
      }
      end(start);
    }
    return this;
  }

  MessageWriter text(int field, String value) {
    return value.isEmpty() ? this : optional(field, value);
  }

  MessageWriter optional(int field, @Nullable String value) {
    return value == null ? this : present(field, value.getBytes(StandardCharsets.UTF_8));
  }

  MessageWriter bytes(int field, byte[] value) {
    return value.length == 0 ? this : present(field, value);
  }

  /** Bytes, or a message that is written already, even if there are none of them. */
  MessageWriter present(int field, byte[] value) {
    reserve(2 * MOST_VARINT_BYTES + value.length);
    varint((long) field << 3 | LENGTH_DELIMITED);
    varint(value.length);
    System.arraycopy(value, 0, buffer, size, value.length);
    size += value.length;
    return this;
  }

  private MessageWriter present(int field, long value) {
    reserve(2 * MOST_VARINT_BYTES);
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  /** Begins a message within this one; what it answers goes to {@link #end}. */
  int begin(int field) {
    reserve(2 * MOST_VARINT_BYTES);
    varint((long) field << 3 | LENGTH_DELIMITED);
    size++; // most are short: a byte for the length
    return size;
  }

  void end(int start) {
    int length = size - start;
    int lengthBytes = varintBytes(length);
    if (lengthBytes > 1) {
      reserve(lengthBytes - 1);
      System.arraycopy(buffer, start, buffer, start + lengthBytes - 1, length);
    }
    size = start - 1;
    varint(length);
    size += length;
  }

  private static int varintBytes(int value) {
    return (31 - Integer.numberOfLeadingZeros(value | 1)) / 7 + 1;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & -ONE_BYTE) != 0) {
      buffer[size++] = (byte) (rest | ONE_BYTE);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  private void reserve(int bytes) {
    if (buffer.length - size < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
    }
  }
}
