package pawl.bench.measure;

import java.util.List;

/** Threads that do the same kind of work, told apart by the beginning of their names. */
public enum ThreadGroup {
  /** Runs turns. */
  SHARD("shard", "pawl-shard"),
  /** Writes batches, gives answers. */
  COMMIT("commit", "pawl-commit"),
  /**
   * Carries virtual threads: calls of tasks, HTTP requests, and load that is made on virtual
   * threads.
   */
  CARRIER("virtual threads", "ForkJoinPool", "VirtualThread"),
  /** Makes load on threads of its own. */
  LOAD("load", "bench-"),
  /** The VM thread stops the others, most of the time for a collection. */
  GC(
      "GC",
      "VM Thread",
      "G1 ",
      "GC Thread",
      "ZDriver",
      "ZWorker",
      "ZUncommit",
      "ZDirector",
      "ZStat",
      "Shenandoah"),
  JIT("JIT", "C1 Compiler", "C2 Compiler"),
  /** Flushes and compacts. */
  ROCKSDB("RocksDB", "rocksdb:"),
  /** The rest of the JVM, of libraries, and threads that ended meanwhile. */
  OTHER("other"),
  /** Processes that were started: functions. */
  PROCESSES("processes");

  private final String label;
  private final List<String> prefixes;

  ThreadGroup(String label, String... prefixes) {
    this.label = label;
    this.prefixes = List.of(prefixes);
  }

  public String label() {
    return label;
  }

  static ThreadGroup of(String threadName) {
    for (ThreadGroup group : values()) {
      if (group.prefixes.stream().anyMatch(threadName::startsWith)) {
        return group;
      }
    }
    return OTHER;
  }
}
