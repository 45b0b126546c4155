package pawl.functions;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the pools of a host share: the limit over all of them, and the thread that looks after their
 * processes.
 */
final class FunctionPools implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionPools.class);
  private static final Duration TENDING_INTERVAL = Duration.ofMillis(200);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final HostConfiguration configuration;
  private final ProcessGuard guard;
  private final Semaphore permits;
  private final List<FunctionPool> pools = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  FunctionPools(HostConfiguration configuration, ProcessGuard guard) {
    this.configuration = configuration;
    this.guard = guard;
    this.permits = new Semaphore(configuration.maxConcurrency(), true);
    Thread.ofPlatform().daemon().name("function processes").start(this::tendAll);
  }

  HostConfiguration configuration() {
    return configuration;
  }

  ProcessGuard guard() {
    return guard;
  }

  /** One for each invocation in progress. */
  Semaphore permits() {
    return permits;
  }

  FunctionPool open(Runnable afterEnd) {
    FunctionPool pool = new FunctionPool(this, afterEnd);
    pools.add(pool);
    return pool;
  }

  /** No longer looks after a pool; for one whose processes have all ended. */
  void forget(FunctionPool pool) {
    pools.remove(pool);
  }

  /**
   * Ends the process that has been idle for longest, in whichever pool, if there are as many as
   * there may be.
   */
  void makeRoom() {
    int count = pools.stream().mapToInt(FunctionPool::processCount).sum();
    if (count >= configuration.maxConcurrency()) {
      pools.stream()
          .filter(pool -> pool.longestIdleSinceNanos().isPresent())
          .min(
              Comparator.comparingLong(pool -> pool.longestIdleSinceNanos().orElse(Long.MAX_VALUE)))
          .ifPresent(FunctionPool::stopLongestIdle);
    }
  }

  @Override
  public void close() {
    closed = true;
    List<Thread> closing =
        pools.stream()
            .map(pool -> Thread.ofVirtual().start(() -> pool.close(CLOSE_LIMIT)))
            .toList();
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void tendAll() {
    while (!closed) {
      LockSupport.parkNanos(TENDING_INTERVAL.toNanos());
      for (FunctionPool pool : pools) {
        try {
          pool.tend();
        } catch (RuntimeException e) {
          LOG.error("looking after function processes failed", e);
        }
      }
    }
  }
}
