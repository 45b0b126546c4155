package pawl.functions;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTTP/1.1 requests from a connection: bodies with a length, and chunked ones with trailers.
 * Bounded: header lines and their number, and the body, of which no more than the limit is held in
 * memory.
 */
final class RuntimeRequestReader {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final int MAX_HEADERS = 200;

  private final InputStream in;
  private final int bodyLimitBytes;
  private final Runnable onExpectContinue;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  /**
   * @param onExpectContinue called when the client waits for leave to send its body
   */
  RuntimeRequestReader(InputStream in, int bodyLimitBytes, Runnable onExpectContinue) {
    this.in = in;
    this.bodyLimitBytes = bodyLimitBytes;
    this.onExpectContinue = onExpectContinue;
  }

  /** Whether the client has already sent (the beginning of) its next request. */
  boolean hasBuffered() {
    return position < limit;
  }

  /**
   * The next request, or null at the end of the stream.
   *
   * @throws IOException if the connection breaks or what comes is not HTTP
   */
  @Nullable RuntimeRequest read() throws IOException {
    String requestLine = readLine();
    if (requestLine == null) {
      return null;
    }
    String[] parts = requestLine.split(" ", 3);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP/1.1 request");
    }
    Map<String, String> headers = new HashMap<>();
    readHeaders(headers);
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      onExpectContinue.run();
    }
    Body body = readBody(headers);
    int query = parts[1].indexOf('?');
    String path = query < 0 ? parts[1] : parts[1].substring(0, query);
    return new RuntimeRequest(parts[0], path, headers, body.bytes(), body.tooLarge());
  }

  private record Body(byte[] bytes, boolean tooLarge) {}

  private Body readBody(Map<String, String> headers) throws IOException {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return readChunks(headers);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return new Body(new byte[0], false);
    }
    long bytes = parseSize(length, 10);
    if (bytes > bodyLimitBytes) {
      discard(bytes);
      return new Body(new byte[0], true);
    }
    byte[] body = new byte[(int) bytes];
    readFully(body, body.length);
    return new Body(body, false);
  }

  private Body readChunks(Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean tooLarge = false;
    while (true) {
      String sizeLine = requireLine();
      int extension = sizeLine.indexOf(';');
      long size = parseSize(extension < 0 ? sizeLine : sizeLine.substring(0, extension), 16);
      if (size == 0) {
        readHeaders(headers);
        return new Body(tooLarge ? new byte[0] : body.toByteArray(), tooLarge);
      }
      if (tooLarge || body.size() + size > bodyLimitBytes) {
        tooLarge = true;
        body.reset();
        discard(size);
      } else {
        byte[] chunk = new byte[(int) size];
        readFully(chunk, chunk.length);
        body.write(chunk);
      }
      requireLine();
    }
  }

  private void readHeaders(Map<String, String> headers) throws IOException {
    for (String line = requireLine(); !line.isEmpty(); line = requireLine()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() >= MAX_HEADERS) {
        throw new IOException("bad header");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
  }

  private static long parseSize(String text, int radix) throws IOException {
    try {
      long size = Long.parseLong(text.strip(), radix);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new IOException("bad size: " + text, e);
    }
    throw new IOException("bad size: " + text);
  }

  private String requireLine() throws IOException {
    String line = readLine();
    if (line == null) {
      throw new EOFException("the connection ended in the middle of a request");
    }
    return line;
  }

  private @Nullable String readLine() throws IOException {
    StringBuilder overflow = null;
    int from = position;
    while (true) {
      for (int i = from; i < limit; i++) {
        if (buffer[i] == '\n') {
          String line = take(position, i, overflow);
          position = i + 1;
          return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }
      }
      if (limit > position) {
        overflow = overflow == null ? new StringBuilder() : overflow;
        overflow.append(
            new String(buffer, position, limit - position, StandardCharsets.ISO_8859_1));
        if (overflow.length() > MAX_LINE_BYTES) {
          throw new IOException("line too long");
        }
      }
      if (!fill()) {
        if (overflow != null) {
          throw new EOFException("the connection ended in the middle of a line");
        }
        return null;
      }
      from = position;
    }
  }

  private String take(int start, int end, @Nullable StringBuilder overflow) {
    String rest = new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
    return overflow == null ? rest : overflow.append(rest).toString();
  }

  /** Replaces the consumed buffer by what comes next; false at the end of the stream. */
  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(count, 0);
    return count >= 0;
  }

  private void readFully(byte[] target, int length) throws IOException {
    int copied = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, 0, copied);
    position += copied;
    if (in.readNBytes(target, copied, length - copied) < length - copied) {
      throw new EOFException("the connection ended in the middle of a body");
    }
  }

  private void discard(long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      if (position >= limit && !fill()) {
        throw new EOFException("the connection ended in the middle of a body");
      }
      int step = (int) Math.min(left, limit - position);
      position += step;
      left -= step;
    }
  }
}
