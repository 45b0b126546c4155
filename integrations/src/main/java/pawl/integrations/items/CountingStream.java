package pawl.integrations.items;

import java.io.IOException;
import java.io.InputStream;

/** Reads bytes one by one at the speed of blocks, and counts them. */
final class CountingStream {
  private final InputStream source;
  private final byte[] block = new byte[1 << 16];
  private int next;
  private int end;
  private long passed;

  /** {@code from} is the number of bytes before the source. */
  CountingStream(InputStream source, long from) {
    this.source = source;
    this.passed = from;
  }

  /** The next byte as 0 to 255, or -1 at the end. */
  int read() throws IOException {
    int result = peek();
    if (result >= 0) {
      next++;
    }
    return result;
  }

  /** The next byte, which stays the next. */
  int peek() throws IOException {
    if (next == end) {
      passed += end;
      next = 0;
      end = Math.max(0, source.read(block));
      if (end == 0) {
        return -1;
      }
    }
    return block[next] & 0xff;
  }

  /** How many bytes were read, those before the source included. */
  long position() {
    return passed + next;
  }
}
