package pawl.engine.csv;

import java.nio.charset.StandardCharsets;

/** The bytes of a text. */
public final class TextSource implements ByteSource<RuntimeException> {
  private final byte[] bytes;
  private int next;

  public TextSource(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int read() {
    int result = peek();
    if (result >= 0) {
      next++;
    }
    return result;
  }

  @Override
  public int peek() {
    return next < bytes.length ? bytes[next] & 0xff : -1;
  }
}
