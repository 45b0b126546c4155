package pawl.bench.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of each thread of this process by its id, in nanoseconds. Linux tells of every
 * thread, those of the collector, the compiler and RocksDB too; elsewhere only Java's own are seen.
 */
record ThreadTimes(Map<Long, OfThread> threads) {
  private static final Path TASKS = Path.of("/proc/self/task");

  /** Linux counts CPU time here in hundredths of a second. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  record OfThread(String name, long nanos) {}

  static ThreadTimes take() {
    return new ThreadTimes(Files.isDirectory(TASKS) ? fromProc() : fromJava());
  }

  private static Map<Long, OfThread> fromProc() {
    Map<Long, OfThread> times = new LinkedHashMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        OfThread time = read(task.resolve("stat"));
        if (time != null) {
          times.put(Long.parseLong(task.getFileName().toString()), time);
        }
      }
    } catch (IOException e) {
      return fromJava();
    }
    return times;
  }

  /** A line such as {@code 4711 (the name) S ...}; null if the thread has ended meanwhile. */
  private static @Nullable OfThread read(Path stat) {
    try {
      String line = Files.readString(stat);
      int nameEnd = line.lastIndexOf(')');
      String[] fields = line.substring(nameEnd + 2).split(" ");
      long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
      return new OfThread(line.substring(line.indexOf('(') + 1, nameEnd), ticks * NANOS_PER_TICK);
    } catch (IOException e) {
      return null;
    }
  }

  private static Map<Long, OfThread> fromJava() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    Map<Long, OfThread> times = new LinkedHashMap<>();
    for (long id : bean.getAllThreadIds()) {
      var info = bean.getThreadInfo(id);
      if (info != null) {
        times.put(id, new OfThread(info.getThreadName(), Math.max(0, bean.getThreadCpuTime(id))));
      }
    }
    return times;
  }

  /** What was spent since {@code before}, by group of threads, in nanoseconds. */
  Map<ThreadGroup, Long> since(ThreadTimes before) {
    Map<ThreadGroup, Long> spent = new java.util.EnumMap<>(ThreadGroup.class);
    threads.forEach(
        (id, now) -> {
          OfThread then = before.threads.get(id);
          long nanos = now.nanos() - (then == null ? 0 : then.nanos());
          spent.merge(ThreadGroup.of(now.name()), nanos, Long::sum);
        });
    return spent;
  }
}
