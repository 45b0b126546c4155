package pawl.dev.bucket;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The framing in which AWS SDKs send bodies whose checksum follows them ({@code aws-chunked}): the
 * size of a chunk in hexadecimal, perhaps a signature, the chunk; at the end trailing headers.
 */
final class ChunkedBody extends InputStream {
  private static final int LONGEST_LINE = 8 << 10;

  private final InputStream framed;
  private long left;
  private boolean isFirst = true;
  private boolean isOver;

  ChunkedBody(InputStream framed) {
    this.framed = framed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !isOver) {
      beginChunk();
    }
    if (isOver) {
      return -1;
    }
    int count = framed.read(target, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("The body ends within a chunk");
    }
    left -= count;
    return count;
  }

  private void beginChunk() throws IOException {
    if (!isFirst) {
      line(); // the end of the chunk before
    }
    isFirst = false;
    String size = line().split(";", 2)[0].strip();
    try {
      left = Long.parseLong(size, 16);
    } catch (NumberFormatException e) {
      throw new IOException("No size of a chunk: " + size, e);
    }
    if (left == 0) {
      isOver = true;
      for (String trailer = line(); !trailer.isEmpty(); trailer = line()) {
        // checksums and a signature, which are not looked at
      }
    }
  }

  /** Up to the end of the line, or of all. */
  private String line() throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    for (int next = framed.read(); next >= 0 && next != '\n'; next = framed.read()) {
      if (length == LONGEST_LINE) {
        throw new IOException("A chunk begins with no line");
      }
      if (next != '\r') {
        line[length++] = (byte) next;
      }
    }
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }
}
