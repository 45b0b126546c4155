package pawl.bench.measure;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was spent between two times.
 *
 * @param cpuNanos by everything that is measured: all threads, and processes that were started
 * @param cpuSplit the same by group of threads
 * @param othersShare how much of the machine's processors others used, 0 to 1: what is above some
 *     hundredths makes the result worth less. -1 if not known
 * @param writtenBytes to disk; -1 if not known
 * @param commits writes of the store, each with one sync if it is durable; -1 if not known
 */
public record Usage(
    double seconds,
    long cpuNanos,
    Map<ThreadGroup, Long> cpuSplit,
    double othersShare,
    long allocatedBytes,
    long collections,
    long collectionMillis,
    long writtenBytes,
    long commits) {
  /** What was spent from {@code before} to {@code after}. */
  public static Usage between(Snapshot before, Snapshot after) {
    double seconds = (after.nanoTime() - before.nanoTime()) / 1e9;
    long own = after.processNanos() - before.processNanos();
    long children = Math.max(0, after.childrenNanos() - before.childrenNanos());
    return new Usage(
        seconds,
        own + children,
        split(before, after, own, children),
        others(before, after, own + children, seconds),
        after.allocatedBytes() - before.allocatedBytes(),
        after.collections() - before.collections(),
        after.collectionMillis() - before.collectionMillis(),
        known(before.writtenBytes(), after.writtenBytes()),
        known(before.commits(), after.commits()));
  }

  private static Map<ThreadGroup, Long> split(
      Snapshot before, Snapshot after, long own, long children) {
    Map<ThreadGroup, Long> split = new EnumMap<>(after.threads().since(before.threads()));
    long seen = split.values().stream().mapToLong(Long::longValue).sum();
    // Threads that ended meanwhile are in the sum of the process alone.
    split.merge(ThreadGroup.OTHER, Math.max(0, own - seen), Long::sum);
    split.put(ThreadGroup.PROCESSES, children);
    split.values().removeIf(nanos -> nanos <= 0);
    return split;
  }

  private static double others(Snapshot before, Snapshot after, long own, double seconds) {
    if (before.machineNanos() < 0) {
      return -1;
    }
    double capacity = seconds * 1e9 * Runtime.getRuntime().availableProcessors();
    return Math.clamp((after.machineNanos() - before.machineNanos() - own) / capacity, 0.0, 1.0);
  }

  private static long known(long before, long after) {
    return before < 0 ? -1 : after - before;
  }
}
