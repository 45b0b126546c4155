package pawl.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** All counters of the process and of its machine at one time; two of them make a {@link Usage}. */
public record Snapshot(
    long nanoTime,
    ThreadTimes threads,
    long processNanos,
    long childrenNanos,
    long machineNanos,
    long allocatedBytes,
    long collections,
    long collectionMillis,
    long writtenBytes,
    long commits) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final com.sun.management.ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
  private static final long NANOS_PER_TICK = 10_000_000;

  /**
   * Takes one.
   *
   * @param commits tells how often the store was written, -1 if nobody knows
   */
  public static Snapshot take(LongSupplier commits) {
    return new Snapshot(
        System.nanoTime(),
        ThreadTimes.take(),
        SYSTEM.getProcessCpuTime(),
        readChildren(),
        readMachine(),
        THREADS.getTotalThreadAllocatedBytes(),
        collectors(GarbageCollectorMXBean::getCollectionCount),
        collectors(GarbageCollectorMXBean::getCollectionTime),
        readWritten(),
        commits.getAsLong());
  }

  private static long readChildren() {
    return ProcessHandle.current()
        .descendants()
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** What all processors of the machine have worked, whoever for; -1 if it does not say. */
  private static long readMachine() {
    try {
      String line = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
      long[] ticks = Arrays.stream(line.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
      // user, nice, system, -idle-, -iowait-, irq, softirq, steal
      return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6] + ticks[7]) * NANOS_PER_TICK;
    } catch (IOException e) {
      return -1;
    }
  }

  private static long collectors(java.util.function.ToLongFunction<GarbageCollectorMXBean> what) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(what).sum();
  }

  /** Bytes that this process has had written to a disk; -1 if the system does not say. */
  private static long readWritten() {
    try {
      return Files.readString(Path.of("/proc/self/io"))
          .lines()
          .filter(line -> line.startsWith("write_bytes: "))
          .mapToLong(line -> Long.parseLong(line.substring("write_bytes: ".length())))
          .sum();
    } catch (IOException e) {
      return -1;
    }
  }
}
