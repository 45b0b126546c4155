package pawl.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * How fast the machine is at the moment, measured with work that never changes: results of
 * different times and machines are compared as ratios to it.
 *
 * @param cpuScore what one thread calculates in a second; 100 on the machine that the goals were
 *     set on, more is faster
 * @param syncMicros half of the syncs of 4 KiB took no longer
 * @param slowSyncMicros 99% of them took no longer
 */
public record Calibration(double cpuScore, double syncMicros, double slowSyncMicros) {
  private static final double MOST_SECONDS = 0.4;
  private static final int MOST_SYNCS = 500;
  private static final int BLOCK = 4 << 10;

  /** Rounds a millisecond that make a score of 100. */
  private static final double ROUNDS_PER_MILLI = 40.0;

  /**
   * Measures each for some tenths of a second.
   *
   * @param seconds the same, if it is to be less
   */
  public static Calibration measure(Path folder, double seconds) {
    long nanos = (long) (Math.min(MOST_SECONDS, seconds) * 1e9);
    cpuRounds(nanos); // until it is compiled
    double perMilli = cpuRounds(nanos);
    Histogram syncs = syncs(folder, nanos);
    return new Calibration(
        100 * perMilli / ROUNDS_PER_MILLI,
        syncs.getValueAtPercentile(50) / 1e3,
        syncs.getValueAtPercentile(99) / 1e3);
  }

  /** Hashes, sorts and searches a page: some arithmetic, some memory, some branches. */
  private static double cpuRounds(long nanos) {
    byte[] page = new byte[BLOCK];
    long[] numbers = new long[BLOCK / Long.BYTES];
    MessageDigest digest = sha256();
    long rounds = 0;
    long sum = 1;
    long began = System.nanoTime();
    long now = began;
    while (now - began < nanos) {
      for (int i = 0; i < numbers.length; i++) {
        sum = sum * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        numbers[i] = sum;
      }
      Arrays.sort(numbers);
      ByteBuffer.wrap(page).asLongBuffer().put(numbers);
      byte[] hash = digest.digest(page);
      sum += hash[0] + Arrays.binarySearch(numbers, sum);
      rounds++;
      now = System.nanoTime();
    }
    return rounds * 1e6 / (now - began);
  }

  private static Histogram syncs(Path folder, long nanos) {
    long end = System.nanoTime() + nanos;
    Histogram times = new Histogram(3);
    Path file = folder.resolve("calibration");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
      for (int i = 0; i < MOST_SYNCS && System.nanoTime() < end; i++) {
        block.clear();
        long began = System.nanoTime();
        channel.write(block);
        channel.force(false);
        times.recordValue(System.nanoTime() - began);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return times;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
