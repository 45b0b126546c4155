package pawl.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.Turn;
import pawl.engine.id.ExecutionId;
import pawl.engine.shard.Shard;
import pawl.engine.store.DamagedException;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.turn.RecentExecutions;

/**
 * Works out the commands of one shard. Commands from outside wait in a bounded queue (full: {@link
 * HostException.Busy}), the core's own ones in another that gets most of the turns. Many commands
 * become one {@link Batch}; while it is synced the next is computed, at most two are under way.
 */
final class ShardLoop implements Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(ShardLoop.class);
  private static final int QUEUE = 16_384;
  private static final int COMMANDS_PER_BATCH = 512;
  private static final int TIMERS_AT_A_TIME = 1_000;

  /**
   * One in so many commands comes from outside if any waits there: the children of a large
   * distributed Map keep the core's own queue full for as long as it runs.
   */
  private static final int OUTSIDE_EVERY = 4;

  /** One is computed, one waits, one is written. */
  private static final int BATCHES_UNDER_WAY = 3;

  private static final long LONGEST_SLEEP_MILLIS = 1_000;
  private static final long FULL_SLEEP_MILLIS = 50;
  private static final long STUMBLE_MILLIS = 200;
  private static final long STUMBLE_LOG_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long DAMAGE_MILLIS = 60_000;

  private record Asked(Command<?> command, @Nullable CompletableFuture<Reply> future) {}

  /** What makes a turn of a command: {@link Shard#handle}. */
  interface Core {
    Turn handle(Command<?> command, ShardContext context);
  }

  private final RocksStore.Space space;
  private final Core core;
  private final StoreView disk;
  private final PendingView pending;
  private final Clock clock;
  private final CommitLoop commits;
  private final Queue<Asked> fromOutside = new MpscArrayQueue<>(QUEUE);
  private final Queue<Asked> own = new ConcurrentLinkedQueue<>();
  private final Semaphore room = new Semaphore(BATCHES_UNDER_WAY);
  private final AtomicInteger generation = new AtomicInteger();
  private final Queue<PendingView.Layer> committed = new ConcurrentLinkedQueue<>();
  private final AtomicLong turnedAway = new AtomicLong();
  private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
  private final Thread thread;
  private ShardContext context;
  private int computing;
  private long nextDue;

  /**
   * No timer is due before: where looking for them begins, so that it does not pass again over what
   * fired timers have left in the store.
   */
  private long timersFrom;

  private long findUnfinishedAt = Long.MAX_VALUE;
  private long lastStumble = System.nanoTime() - STUMBLE_LOG_NANOS - 1;
  private boolean stumbled;
  private volatile boolean stopping;

  ShardLoop(
      int number,
      Core core,
      StoreView disk,
      StoreView catalogue,
      RandomGenerator random,
      Clock clock,
      CommitLoop commits) {
    this.space = RocksStore.shard(number);
    this.core = core;
    this.disk = disk;
    this.pending = new PendingView(disk);
    this.clock = clock;
    this.commits = commits;
    this.context = new ShardContext(pending, catalogue, 0, random, new RecentExecutions());
    this.thread = Thread.ofPlatform().name("pawl-shard-" + number).unstarted(this::run);
  }

  /** Where the shard's keys stand. */
  RocksStore.Space space() {
    return space;
  }

  /** Takes up what was under way when the store was closed, then serves. */
  void start() {
    repeatUnfinished();
    thread.start();
  }

  /** The same without a thread, for who calls {@link #step}. */
  void startStepped() {
    repeatUnfinished();
  }

  /** The shard's keys with what is under way; for the shard's thread alone. */
  StoreView pending() {
    return pending;
  }

  /**
   * Asks for everything again that has no durable answer; the courier leaves out what it is still
   * at.
   */
  private void repeatUnfinished() {
    for (KeyKind kind : List.of(KeyKind.DELIVERY, KeyKind.READY, KeyKind.CALL)) {
      byte[] first = Keys.first(kind);
      disk.scan(
          first,
          Keys.after(first),
          (key, _) -> {
            submitOwn(new Command.Resume(Keys.executionOf(key), key));
            return true;
          });
    }
  }

  /** A command from outside. */
  @SuppressWarnings("unchecked")
  <R extends Reply> CompletableFuture<R> submit(Command<R> command) {
    var future = new CompletableFuture<Reply>();
    if (stopping) {
      future.completeExceptionally(new HostException.Unavailable("The server is stopping"));
    } else if (!fromOutside.offer(new Asked(command, future))) {
      turnedAway.incrementAndGet();
      future.completeExceptionally(new HostException.Busy("Too many requests are queued"));
    } else {
      wake();
    }
    return (CompletableFuture<R>) (CompletableFuture<?>) future;
  }

  /** How many commands wait; counts them one by one. */
  int queued() {
    return fromOutside.size() + own.size();
  }

  /** How many commands found the queue full. */
  long turnedAway() {
    return turnedAway.get();
  }

  @Override
  public void submitOwn(Command<?> command) {
    own.add(new Asked(command, null));
    wake();
  }

  @Override
  public CompletableFuture<Reply> askOwn(Command<?> command) {
    var future = new CompletableFuture<Reply>();
    own.add(new Asked(command, future));
    wake();
    return future;
  }

  private void wake() {
    Thread waiting = sleeper.get();
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
  }

  private void run() {
    while (!stopping) {
      try {
        room.acquire();
        room.release(); // only this thread takes any
        if (stumbled) {
          // What was handed over before may be on its way to the disk: nothing is computed without
          // it.
          room.acquire(BATCHES_UNDER_WAY);
          room.release(BATCHES_UNDER_WAY);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STUMBLE_MILLIS));
        }
        if (step(COMMANDS_PER_BATCH) == null) {
          sleep();
        }
      } catch (InterruptedException e) {
        stopping = true;
      }
    }
    var reason = new HostException.Unavailable("The server is stopping");
    fail(own, reason);
    fail(fromOutside, reason);
  }

  /** Whether {@link #step} would find something to do, and room to do it in. */
  boolean canStep() {
    return hasWork() && room.availablePermits() >= (stumbled ? BATCHES_UNDER_WAY : 1);
  }

  private boolean hasWork() {
    return stumbled
        || !own.isEmpty()
        || !fromOutside.isEmpty()
        || !committed.isEmpty()
        || generation.get() != computing
        || Math.min(nextDue, findUnfinishedAt) <= clock.millis();
  }

  /** Makes one batch of what there is to do; there must be room for it. Null: there was nothing. */
  @Nullable Batch step(int mostCommands) {
    try {
      if (stumbled) {
        startAfresh();
      }
      return doWork(mostCommands);
    } catch (RuntimeException | StackOverflowError e) {
      if (System.nanoTime() - lastStumble > STUMBLE_LOG_NANOS) {
        LOG.error("A shard has stumbled; what it was computing is void", e);
        lastStumble = System.nanoTime();
      }
      stumbled = true;
      return null;
    }
  }

  /** What it computed is void, what it was told and what is under way is not. */
  private void startAfresh() {
    voidPending();
    own.removeIf(asked -> asked.future == null); // it is all found again
    findUnfinished();
    stumbled = false;
  }

  /** What is under way; if the store can't be read now, it is looked for again later. */
  private void findUnfinished() {
    try {
      repeatUnfinished();
      findUnfinishedAt = Long.MAX_VALUE;
    } catch (RuntimeException e) {
      LOG.error("The store can't be read; what is under way is looked for again soon", e);
      findUnfinishedAt = clock.millis() + DAMAGE_MILLIS;
    }
  }

  private @Nullable Batch doWork(int mostCommands) {
    forgetCommitted();
    if (clock.millis() >= findUnfinishedAt) {
      findUnfinished();
    }
    if (commits.isFull()) {
      fail(fromOutside, CommitLoop.full());
      return null;
    }
    context = context.at(clock.millis());
    Batch batch = new Batch(this, computing);
    pending.push(batch.layer());
    try {
      fill(batch, mostCommands);
    } catch (RuntimeException | StackOverflowError e) {
      batch.refuse(new HostException.Unavailable("The store could not be used; the log says why"));
      throw e;
    }
    if (batch.isEmpty()) {
      pending.drop(batch.layer());
      return null;
    }
    room.acquireUninterruptibly(); // there is some
    commits.add(batch);
    return batch;
  }

  private void fill(Batch batch, int mostCommands) {
    fireTimers(batch);
    for (int i = 0; i < mostCommands; i++) {
      Asked asked = next(i % OUTSIDE_EVERY == OUTSIDE_EVERY - 1);
      if (asked == null) {
        return;
      }
      try {
        handle(asked, batch);
      } catch (RuntimeException | StackOverflowError e) {
        if (asked.future != null) {
          asked.future.completeExceptionally(
              new HostException.Unavailable("The store could not be used; the log says why"));
        }
        throw e;
      }
    }
  }

  private @Nullable Asked next(boolean outsideFirst) {
    Asked first = outsideFirst ? fromOutside.poll() : own.poll();
    return first != null ? first : outsideFirst ? own.poll() : fromOutside.poll();
  }

  private void forgetCommitted() {
    if (generation.get() != computing) {
      computing = generation.get();
      pending.dropAll();
      context.recent().clear();
      committed.clear();
      nextDue = 0;
      timersFrom = 0;
    }
    for (PendingView.Layer layer = committed.poll(); layer != null; layer = committed.poll()) {
      pending.drop(layer);
    }
  }

  private void handle(Asked asked, Batch batch) {
    Turn turn = core.handle(asked.command, context);
    if (turn.reply() instanceof Reply.Quarantined(String what)) {
      if (!turn.writes().isEmpty()) { // else it was before, and has been logged
        LOG.error("Execution {} is set aside (quarantined). {}", asked.command.execution(), what);
      }
    }
    batch.layer().add(turn.writes());
    for (Effect effect : turn.effects()) {
      if (effect instanceof Effect.WakeAt(long due)) {
        nextDue = Math.min(nextDue, due);
        timersFrom = Math.min(timersFrom, due);
      } else {
        batch.effects().add(effect);
      }
    }
    if (turn.newEvents() != null && commits.isHeard()) {
      batch.news().add(turn.newEvents());
    }
    if (asked.future != null) {
      batch.answers().add(new Batch.Answer<>(asked.future, turn.reply()));
    }
  }

  private void fireTimers(Batch batch) {
    if (nextDue > context.nowMillis()) {
      return;
    }
    Map<ExecutionId, List<byte[]>> due = new LinkedHashMap<>();
    int[] found = {0};
    nextDue = Long.MAX_VALUE;
    try {
      pending.scan(
          Keys.timersFrom(timersFrom),
          Keys.timersFrom(Long.MAX_VALUE),
          (key, _) -> {
            if (Keys.timerDue(key) > context.nowMillis() || found[0]++ >= TIMERS_AT_A_TIME) {
              nextDue = Keys.timerDue(key);
              return false;
            }
            due.computeIfAbsent(Keys.timerExecution(key), _ -> new ArrayList<>()).add(key);
            return true;
          });
      timersFrom = Math.min(nextDue, context.nowMillis());
    } catch (DamagedException e) {
      LOG.error("Timers can't be read: those behind the damage don't fire. Restore a backup", e);
      nextDue = context.nowMillis() + DAMAGE_MILLIS;
    }
    due.forEach(
        (execution, keys) ->
            handle(new Asked(new Command.FireTimers(execution, keys), null), batch));
  }

  private void sleep() {
    sleeper.set(Thread.currentThread());
    if (commits.isFull()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FULL_SLEEP_MILLIS));
    } else if (!hasWork() && !stopping) {
      long millis = Math.clamp(nextDue - clock.millis(), 0, LONGEST_SLEEP_MILLIS);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
    sleeper.set(null);
  }

  // Called by the commit loop

  /** Whether a batch still stands on what is committed. */
  boolean isCurrent(Batch batch) {
    return batch.generation() == generation.get();
  }

  void committed(Batch batch) {
    committed.add(batch.layer());
    room.release();
  }

  /** A batch could not be committed: it and all that was computed on top of it are void. */
  void failed(Batch batch) {
    if (isCurrent(batch)) {
      voidPending();
    }
    room.release();
    wake();
  }

  private void voidPending() {
    generation.incrementAndGet();
  }

  /** The disk takes writes again: what the failed turns would have led to is asked for again. */
  void writable() {
    repeatUnfinished();
  }

  // Stopping

  void stop() throws InterruptedException {
    stopping = true;
    wake();
    thread.join();
  }

  private static void fail(Queue<Asked> queue, HostException reason) {
    for (Asked asked = queue.poll(); asked != null; asked = queue.poll()) {
      if (asked.future != null) {
        asked.future.completeExceptionally(reason);
      }
    }
  }
}
