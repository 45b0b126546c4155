package pawl.engine;

import org.jspecify.annotations.Nullable;

/** Reads committed keys, ordered as unsigned bytes. */
public interface StoreView {
  byte @Nullable [] get(byte[] key);

  /**
   * Visits keys from {@code from} (included) to {@code to} (excluded), upwards, until the visitor
   * has had enough.
   */
  void scan(byte[] from, byte[] to, Visitor visitor);

  /** The same range downwards, beginning with the last key before {@code to}. */
  void scanReverse(byte[] from, byte[] to, Visitor visitor);

  /** Gets one entry; answers whether it wants more. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }
}
