package pawl.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.retention.Retention;

/**
 * Looks every minute for executions that have been kept long enough and has their shards remove
 * them, a few at a time so that they never stand in the way of work. When much was removed the
 * store is compacted, so that the disk gets its room back.
 */
final class RemovalLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RemovalLoop.class);
  private static final int AT_A_TIME = 200;
  private static final long PAUSE_SECONDS = 60;
  private static final long COMPACT_AFTER = 10_000;
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

  private final Retention retention;
  private final List<ShardLoop> shards;
  private final RocksStore store;
  private final StoreView catalogue;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private long removed;
  private long compactedMillis;

  RemovalLoop(
      Retention retention,
      List<ShardLoop> shards,
      RocksStore store,
      StoreView catalogue,
      Clock clock) {
    this.retention = retention;
    this.shards = shards;
    this.store = store;
    this.catalogue = catalogue;
    this.clock = clock;
    this.compactedMillis = clock.millis();
    this.thread = Thread.ofVirtual().name("pawl-removal").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
        try {
          sweep(clock.millis());
          compactIfWorthwhile(clock.millis());
        } catch (RuntimeException e) {
          LOG.error("What has been kept long enough could not be removed; tried again soon", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes all that is over at this time; says how many executions were asked for. */
  long sweep(long nowMillis) throws InterruptedException {
    long before = removed;
    for (ShardLoop shard : shards) {
      StoreView view = store.view(shard.space());
      List<Command.Remove> last = List.of();
      while (stopping.getCount() > 0) {
        List<Command.Remove> expired = retention.expired(view, catalogue, nowMillis, AT_A_TIME);
        if (expired.isEmpty() || isSame(expired, last)) {
          break; // what takes several turns is found again next time
        }
        remove(shard, expired);
        last = expired;
      }
    }
    return removed - before;
  }

  private static boolean isSame(List<Command.Remove> a, List<Command.Remove> b) {
    return !b.isEmpty() && a.getFirst().execution().equals(b.getFirst().execution());
  }

  private void remove(ShardLoop shard, List<Command.Remove> expired) throws InterruptedException {
    List<CompletableFuture<Reply>> asked = new ArrayList<>();
    for (Command.Remove remove : expired) {
      asked.add(shard.askOwn(remove));
    }
    for (CompletableFuture<Reply> each : asked) {
      if (await(each)) {
        removed++;
      }
    }
  }

  /** While the disk takes no writes there is no answer; that must not hold up the end. */
  private boolean await(CompletableFuture<Reply> asked) throws InterruptedException {
    while (stopping.getCount() > 0) {
      try {
        asked.get(1, TimeUnit.SECONDS);
        return true;
      } catch (TimeoutException e) {
        LOG.trace("Not yet", e);
      } catch (ExecutionException e) {
        LOG.debug("Not removed this time", e);
        return false;
      }
    }
    return false;
  }

  private void compactIfWorthwhile(long nowMillis) {
    boolean isDue = removed > 0 && nowMillis - compactedMillis > DAY_MILLIS;
    if (removed >= COMPACT_AFTER || isDue) {
      LOG.info("{} executions were removed; the store is being compacted", removed);
      compact();
      compactedMillis = nowMillis;
    }
  }

  void compact() {
    store.compact();
    removed = 0;
  }

  void stop() throws InterruptedException {
    stopping.countDown();
    store.stopCompacting();
    thread.join();
  }
}
