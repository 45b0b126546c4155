package pawl.engine.csv;

import org.jspecify.annotations.Nullable;

/**
 * Bytes, one after another.
 *
 * @param <E> what goes wrong with where they come from
 */
public interface ByteSource<E extends Exception> {
  /** The next byte as 0 to 255, or -1 at the end. */
  int read() throws E;

  /** The next byte, which stays the next. */
  int peek() throws E;

  /** A record begins with the next byte; for who limits how long one may be. */
  default void beginRecord() {}

  /**
   * Reads a field that means what it says: up to the delimiter or the end of the line, without
   * quotation marks and backslashes.
   *
   * @return the field; null, and nothing is read, if it must be read byte by byte
   */
  default @Nullable String plainField(int delimiter) throws E {
    return null;
  }
}
