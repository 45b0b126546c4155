package pawl.simulation.world;

import java.util.Arrays;
import java.util.SplittableRandom;
import pawl.simulation.model.Chance;

/** What is left of a log when the machine stops amid a write to it. */
final class TornLog {
  private static final int SECTOR = 512;

  private TornLog() {}

  /**
   * @param log with the whole of the write
   * @param from where the write begins
   */
  static byte[] of(byte[] log, int from, Chance chance) {
    int at = from + chance.below(log.length - from);
    return switch (chance.below(5)) {
      case 0 -> Arrays.copyOf(log, at);
      case 1 -> zeros(log, at, log.length); // there is room, and nothing in it
      case 2 -> withOldBytes(log, at, chance);
      case 3 -> log; // all of it has arrived, and nobody heard
      default -> { // sectors are written in any order
        int sector = at / SECTOR * SECTOR;
        yield zeros(log, Math.max(from, sector), Math.min(log.length, sector + SECTOR));
      }
    };
  }

  private static byte[] zeros(byte[] log, int from, int to) {
    byte[] torn = log.clone();
    Arrays.fill(torn, from, to, (byte) 0);
    return torn;
  }

  /** What the disk held before the file was there. */
  private static byte[] withOldBytes(byte[] log, int at, Chance chance) {
    byte[] old = new byte[log.length - at];
    new SplittableRandom(chance.seed()).nextBytes(old);
    byte[] torn = Arrays.copyOf(log, log.length);
    System.arraycopy(old, 0, torn, at, old.length);
    return torn;
  }
}
