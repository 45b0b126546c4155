package pawl.embedded;

import java.util.List;
import pawl.engine.Write;

/**
 * Where batches are written. The production one is {@link RocksStore}; tests put faults in between.
 */
interface Disk {
  /**
   * Writes all or nothing; durable when it returns.
   *
   * @throws RocksStore.WriteFailedException if nothing was written
   */
  void write(List<Write> fullWrites);

  /** Whether writes succeed again after one has failed. */
  boolean isWritable();
}
