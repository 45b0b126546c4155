package pawl.functions;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The processes of one function: started when they are needed, used again while they are idle,
 * stopped after a while. The one used last is used next, so that the others can end.
 *
 * <p>A permit stands for a process in use: it is taken before a process is looked for and comes
 * back when that process is ready again or has ended, not when the result is there. So a limit of N
 * means at most N processes at work. The limit is what is configured, or less while the processors
 * are what invocations wait for.
 */
final class FunctionPool implements FunctionProcess.Owner {
  private static final Duration FINISHING_PATIENCE = Duration.ofMillis(20);
  private static final long MEASURE_NANOS = Duration.ofSeconds(1).toNanos();

  private enum Use {
    /** Has a permit: an invocation or its initialisation is in progress. */
    TAKEN,
    /** Has answered, but not come back for more; still has its permit. */
    FINISHING,
    /** Can be taken. */
    IDLE,
    /** Is being ended; has no permit. */
    STOPPING
  }

  /** What the pool knows of a living process. */
  private static final class Slot {
    Use use = Use.TAKEN;
    long idleSinceNanos;

    /** When it was last looked at; by the thread that tends. */
    @Nullable ProcessUse seen;
  }

  /** Permits whose number changes; fewer than none are left while more are out than there are. */
  private static final class Permits extends Semaphore {
    private static final long serialVersionUID = 1L;
    private int limit;

    Permits(int limit) {
      super(limit, true);
      this.limit = limit;
    }

    /** By one thread at a time. */
    void limit(int other) {
      if (other > limit) {
        release(other - limit);
      } else {
        reducePermits(limit - other);
      }
      limit = other;
    }
  }

  private final FunctionPools shared;
  private final Runnable afterEnd;
  private final Permits permits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turnover = lock.newCondition();
  private final Deque<FunctionProcess> idle = new ArrayDeque<>();

  private final Map<FunctionProcess, Slot> slots = new LinkedHashMap<>();
  private long generation;
  private int finishing;
  private int expectant;
  private boolean closed;
  private long measuredNanos = System.nanoTime();

  /**
   * @param afterEnd called after each end of a process
   */
  FunctionPool(FunctionPools shared, Runnable afterEnd) {
    this.shared = shared;
    this.afterEnd = afterEnd;
    this.permits = new Permits(shared.configuration().maxConcurrencyPerFunction());
  }

  /** A process to run an invocation on, or none. */
  sealed interface Lease {

    /** The process waits for an event. */
    record Ready(FunctionProcess process) implements Lease {}

    /** The process has just been started. */
    record Starting(FunctionProcess process) implements Lease {}

    /** Too many callers are waiting, or the wait was too long. */
    record Refused() implements Lease {}
  }

  /**
   * Waits for leave to run one more invocation, then takes a process that is ready or starts one.
   *
   * @throws IOException if the system can't start a process
   * @throws CancellationException if the host closes
   */
  Lease obtain(Supplier<Launch> launch) throws IOException, InterruptedException {
    if (!admit()) {
      return new Lease.Refused();
    }
    boolean passedOn = false;
    try {
      FunctionProcess ready = takeReady();
      Lease lease =
          ready == null ? new Lease.Starting(start(launch.get())) : new Lease.Ready(ready);
      passedOn = true;
      return lease;
    } finally {
      if (!passedOn) {
        release();
      }
    }
  }

  private boolean admit() throws InterruptedException {
    int most = shared.configuration().maxWaiting();
    if (most > 0 && permits.getQueueLength() + shared.permits().getQueueLength() >= most) {
      return false;
    }
    long limitNanos = most == 0 ? 0 : shared.configuration().waitLimit().toNanos();
    long deadline = System.nanoTime() + limitNanos;
    if (!permits.tryAcquire(limitNanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    boolean admitted = false;
    try {
      long left = Math.max(0, deadline - System.nanoTime());
      admitted = shared.permits().tryAcquire(left, TimeUnit.NANOSECONDS);
    } finally {
      if (!admitted) {
        permits.release();
      }
    }
    return admitted;
  }

  private void release() {
    shared.permits().release();
    permits.release();
  }

  private @Nullable FunctionProcess takeReady() throws InterruptedException {
    lock.lock();
    try {
      long patience = FINISHING_PATIENCE.toNanos();
      expectant++;
      try {
        // A process that has just answered is back in a moment; starting another would take much
        // longer.
        while (idle.isEmpty() && finishing >= expectant && patience > 0) {
          patience = turnover.awaitNanos(patience);
        }
      } finally {
        expectant--;
      }
      if (closed) {
        throw new CancellationException("the function host is closing");
      }
      FunctionProcess process = idle.pollFirst();
      if (process != null) {
        slot(process).use = Use.TAKEN;
      }
      return process;
    } finally {
      lock.unlock();
    }
  }

  private FunctionProcess start(Launch launch) throws IOException {
    shared.makeRoom();
    FunctionProcess process =
        new FunctionProcess(launch, shared.guard(), shared.configuration().logListener(), this);
    lock.lock();
    try {
      slots.put(process, new Slot());
    } finally {
      lock.unlock();
    }
    process.watchExit();
    if (isClosed()) {
      // Its leave comes back with its end.
      process.kill();
    }
    return process;
  }

  /**
   * From now on only processes of this generation are used; others end as soon as they are idle.
   */
  void advance(long newGeneration) {
    lock.lock();
    try {
      generation = newGeneration;
      stopIdle(process -> process.launch().generation() < newGeneration);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends what has been idle for too long, uses too much memory, or doesn't come back; looks how
   * many are of use at a time.
   */
  void tend() {
    adjustConcurrency();
    List<FunctionProcess> working = new ArrayList<>();
    lock.lock();
    try {
      long before = System.nanoTime() - shared.configuration().idleTime().toNanos();
      stopIdle(process -> slot(process).idleSinceNanos - before < 0);
      slots.forEach(
          (process, slot) -> {
            if (slot.use == Use.TAKEN || slot.use == Use.FINISHING) {
              working.add(process);
            }
          });
    } finally {
      lock.unlock();
    }
    for (FunctionProcess process : working) {
      if (process.isOverMemory()) {
        process.killForMemory();
      } else if (process.isOverrun()) {
        process.kill();
      }
    }
  }

  /**
   * Lets no more invocations run at once than make use of the processors. When functions compute, a
   * process for each of many callers costs memory, and time too: each has its own code to warm up
   * and takes the others' caches.
   */
  private void adjustConcurrency() {
    long now = System.nanoTime();
    if (now - measuredNanos < MEASURE_NANOS) {
      return;
    }
    measuredNanos = now;
    Map<FunctionProcess, Slot> all;
    lock.lock();
    try {
      all = new LinkedHashMap<>(slots);
    } finally {
      lock.unlock();
    }
    ProcessUse lately = ProcessUse.NONE;
    for (var entry : all.entrySet()) {
      Slot slot = entry.getValue();
      ProcessUse use = entry.getKey().use().orElse(null);
      if (use != null && slot.seen != null) {
        lately = lately.plus(use.since(slot.seen));
      }
      slot.seen = use;
    }
    permits.limit(
        lately.concurrency(
            Runtime.getRuntime().availableProcessors(),
            shared.configuration().maxConcurrencyPerFunction()));
  }

  int processCount() {
    lock.lock();
    try {
      return slots.size();
    } finally {
      lock.unlock();
    }
  }

  /** Since when the process has been idle that has been so for longest. */
  OptionalLong longestIdleSinceNanos() {
    lock.lock();
    try {
      return idle.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(slot(idle.getLast()).idleSinceNanos);
    } finally {
      lock.unlock();
    }
  }

  void stopLongestIdle() {
    lock.lock();
    try {
      FunctionProcess last = idle.peekLast();
      stopIdle(process -> process == last);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a process of an earlier generation is still alive. */
  boolean hasProcessBefore(long someGeneration) {
    lock.lock();
    try {
      return slots.keySet().stream()
          .anyMatch(process -> process.launch().generation() < someGeneration);
    } finally {
      lock.unlock();
    }
  }

  /** Ends all processes at once, also those at work, and waits for their end. */
  void close(Duration most) {
    List<FunctionProcess> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(slots.keySet());
      turnover.signalAll();
    } finally {
      lock.unlock();
    }
    all.forEach(FunctionProcess::kill);
    long deadline = System.nanoTime() + most.toNanos();
    for (FunctionProcess process : all) {
      boolean unused =
          process.awaitExit(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onFinishing(FunctionProcess process) {
    lock.lock();
    try {
      Slot slot = slots.get(process);
      if (slot != null && slot.use == Use.TAKEN) {
        slot.use = Use.FINISHING;
        finishing++;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onReady(FunctionProcess process) {
    lock.lock();
    try {
      Slot slot = slots.get(process);
      if (slot == null || slot.use != Use.FINISHING) {
        return;
      }
      finishing--;
      slot.use = Use.IDLE;
      slot.idleSinceNanos = System.nanoTime();
      idle.addFirst(process);
      stopIdle(candidate -> closed || candidate.launch().generation() < generation);
      turnover.signal();
    } finally {
      lock.unlock();
    }
    release();
  }

  @Override
  public void onEnded(FunctionProcess process) {
    Slot slot;
    lock.lock();
    try {
      slot = slots.remove(process);
      boolean unused = idle.remove(process);
      if (slot != null && slot.use == Use.FINISHING) {
        finishing--;
      }
      turnover.signalAll();
    } finally {
      lock.unlock();
    }
    if (slot != null && (slot.use == Use.TAKEN || slot.use == Use.FINISHING)) {
      release();
    }
    afterEnd.run();
  }

  private void stopIdle(Predicate<FunctionProcess> which) {
    for (FunctionProcess process : List.copyOf(idle)) {
      if (which.test(process)) {
        idle.remove(process);
        slot(process).use = Use.STOPPING;
        Thread.ofVirtual().name("end of a function").start(process::kill);
      }
    }
  }

  private Slot slot(FunctionProcess process) {
    Slot slot = slots.get(process);
    if (slot == null) {
      throw new IllegalStateException("an idle process that the pool doesn't know");
    }
    return slot;
  }
}
