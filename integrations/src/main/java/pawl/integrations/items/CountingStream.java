package pawl.integrations.items;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import pawl.engine.csv.ByteSource;

/** Reads bytes one by one at the speed of blocks, and counts them. */
final class CountingStream implements ByteSource<IOException> {
  /** A quotation mark that is never closed must not swallow the dataset. */
  private static final int MOST_RECORD_BYTES = 8 << 20;

  private final InputStream source;
  private final byte[] block = new byte[1 << 16];
  private int next;
  private int end;
  private long passed;
  private long recordStart;

  /** {@code from} is the number of bytes before the source. */
  CountingStream(InputStream source, long from) {
    this.source = source;
    this.passed = from;
    this.recordStart = Long.MAX_VALUE - MOST_RECORD_BYTES;
  }

  @Override
  public int read() throws IOException {
    int result = peek();
    if (result >= 0) {
      next++;
    }
    return result;
  }

  @Override
  public int peek() throws IOException {
    return next == end && !load() ? -1 : block[next] & 0xff;
  }

  private boolean load() throws IOException {
    passed += end;
    next = 0;
    end = Math.max(0, source.read(block));
    if (passed > recordStart + MOST_RECORD_BYTES) {
      throw new DatasetException(
          "The record at byte %d of the dataset is larger than %d bytes."
              .formatted(recordStart, MOST_RECORD_BYTES));
    }
    return end > 0;
  }

  @Override
  public void beginRecord() {
    recordStart = position();
  }

  /** Only what stands in one block is taken as a whole. */
  @Override
  public @Nullable String plainField(int delimiter) {
    for (int i = next; i < end; i++) {
      byte each = block[i];
      if (each == delimiter || each == '\n' || each == '\r') {
        String field = new String(block, next, i - next, StandardCharsets.UTF_8);
        next = i;
        return field;
      }
      if (each == '"' || each == '\\') {
        return null;
      }
    }
    return null;
  }

  /** How many bytes were read, those before the source included. */
  long position() {
    return passed + next;
  }
}
