package pawl.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.Effect;
import pawl.engine.HostException;
import pawl.engine.Write;

/**
 * Commits the batches of all shards: whatever has come together becomes one write with one disk
 * sync, then answers leave and effects are carried out.
 *
 * <pre>
 *   shard 0 ─┐
 *   shard 1 ─┼─ batches ── one write, one sync ── departures: answers, effects
 *   catalogue┘
 * </pre>
 *
 * <p>When a write fails nothing of it has happened: those who wait are told, and the host only
 * reads until the disk takes writes again.
 */
final class CommitLoop {
  private static final Logger LOG = LoggerFactory.getLogger(CommitLoop.class);
  private static final long PROBE_MILLIS = 500;

  private final Disk disk;
  private final HistoryFeeds feeds;
  private final Departures departures;
  private final Runnable writable;
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean full;
  private volatile long commits;
  private volatile long commitNanos;

  /** {@code writable} is run when the disk takes writes again after it did not. */
  CommitLoop(Disk disk, Consumer<Effect> effects, HistoryFeeds feeds, Runnable writable) {
    this.disk = disk;
    this.feeds = feeds;
    this.departures = new Departures(effects, feeds);
    this.writable = writable;
    this.thread = Thread.ofPlatform().name("pawl-commit").unstarted(this::run);
  }

  void start() {
    departures.start();
    thread.start();
  }

  void add(Batch batch) {
    batches.add(batch);
  }

  /** Whether the disk does not take writes. */
  boolean isFull() {
    return full;
  }

  /** Whether anybody wants to know what is added to histories. */
  boolean isHeard() {
    return !feeds.isEmpty();
  }

  /** How many writes there were, each with one sync. */
  long commits() {
    return commits;
  }

  /** How long the writes have taken together. */
  long commitNanos() {
    return commitNanos;
  }

  private void run() {
    try {
      while (!stopping || !batches.isEmpty()) {
        Batch first = batches.poll(PROBE_MILLIS, TimeUnit.MILLISECONDS);
        probe();
        if (first != null) {
          List<Batch> together = new ArrayList<>();
          together.add(first);
          batches.drainTo(together);
          commit(together);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Commits the oldest batches that wait, for who runs no thread. Says which are durable now. */
  List<Batch> step(int mostBatches) {
    probe();
    List<Batch> together = new ArrayList<>();
    batches.drainTo(together, mostBatches);
    return commit(together);
  }

  /** Lets answers and effects of the oldest committed batch leave, for who runs no thread. */
  boolean letOneLeave() {
    return departures.step();
  }

  private void probe() {
    if (full && disk.isWritable()) {
      full = false;
      LOG.info("The disk takes writes again");
      writable.run();
    }
  }

  private List<Batch> commit(List<Batch> together) {
    List<Write> writes = new ArrayList<>();
    List<Batch> current = new ArrayList<>();
    for (Batch batch : together) {
      if (!batch.shard().isCurrent(batch) || (full && !batch.layer().isEmpty())) {
        fail(batch);
      } else {
        current.add(batch);
        RocksStore.Space space = batch.shard().space();
        batch
            .layer()
            .forEach(write -> writes.add(new Write(space.key(write.key()), write.value())));
      }
    }
    try {
      if (!writes.isEmpty()) {
        long begin = System.nanoTime();
        disk.write(writes);
        commits = commits + 1; // by this thread alone
        commitNanos = commitNanos + (System.nanoTime() - begin);
      }
    } catch (RuntimeException e) {
      full = true;
      LOG.error(
          e instanceof RocksStore.WriteFailedException failed && failed.isFull()
              ? "No space is left in the data folder: only reads are served until there is"
              : "The data folder takes no writes: only reads are served until it does",
          e);
      current.forEach(this::fail);
      return List.of();
    }
    for (Batch batch : current) {
      batch.shard().committed(batch);
      departures.add(batch);
    }
    return current;
  }

  private void fail(Batch batch) {
    batch.shard().failed(batch);
    batch.refuse(full());
  }

  static HostException full() {
    return new HostException.Full(
        "The data folder takes no writes (is the disk full?); nothing was changed");
  }

  void stop() throws InterruptedException {
    stopping = true;
    thread.join();
    departures.stop();
  }
}
