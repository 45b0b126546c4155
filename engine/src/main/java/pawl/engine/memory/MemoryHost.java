package pawl.engine.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ItemRequest;
import pawl.engine.ItemSource;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.ResultRequest;
import pawl.engine.ResultSink;
import pawl.engine.ShardContext;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.Turn;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.host.Host;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Reads;
import pawl.engine.read.StoreReads;
import pawl.engine.retention.Retention;
import pawl.engine.shard.CatalogueShard;
import pawl.engine.shard.Shard;
import pawl.engine.store.Keys;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.RecentExecutions;
import pawl.engine.turn.Settings;

/**
 * The core without disk and threads: every command is carried out to its end before {@link #submit}
 * returns, calls of tasks wait in {@link #calls} until somebody reports, and time passes only by
 * {@link #advanceTo}.
 */
public final class MemoryHost implements Host {
  private final ReentrantLock lock = new ReentrantLock();
  private final MemoryStore store = new MemoryStore();
  private final MemoryStore catalogueStore = new MemoryStore();
  private final Settings settings;
  private final Core core;
  private final CatalogueShard catalogue = new CatalogueShard();
  private final Reads reads;
  private final TaskCaller tasks;
  private final ItemSource items;
  private final ResultSink results;
  private final RandomGenerator random;
  private final RecentExecutions recent = new RecentExecutions();
  private final Map<TaskRef, TaskCall> calls = new LinkedHashMap<>();
  private final Deque<Effect> pending = new ArrayDeque<>();
  private final List<String> bugs = new ArrayList<>();
  private long nowMillis;
  private int mostWrites;

  /** A host that neither reads datasets nor writes results. */
  public MemoryHost(Arns arns, Limits limits, long nowMillis, long seed) {
    this(
        arns,
        limits,
        nowMillis,
        seed,
        Outside.of(_ -> new TaskReport.Failed("States.Runtime", "Calls wait to be reported")));
  }

  /**
   * The same seed and the same commands give the same store, byte for byte. Datasets are read and
   * results written at once; calls of tasks are not made but wait in {@link #calls}.
   */
  public MemoryHost(Arns arns, Limits limits, long nowMillis, long seed, Outside outside) {
    var random = new SplittableRandom(seed);
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    var settings = new Settings(limits, arns, new TokenCodec(secret));
    this(settings, new Shard(settings)::handle, nowMillis, random, outside);
  }

  /** The same over a core that somebody looks at, or has replaced. */
  public MemoryHost(
      Settings settings, Core core, long nowMillis, RandomGenerator random, Outside outside) {
    this.reads = new StoreReads(settings.arns(), List.of(store), catalogueStore);
    this.tasks = outside.tasks();
    this.items = outside.items();
    this.results = outside.results();
    this.nowMillis = nowMillis;
    this.random = random;
    this.settings = settings;
    this.core = core;
  }

  /** What makes turns of commands: a shard. */
  @FunctionalInterface
  public interface Core {
    Turn handle(Command<?> command, ShardContext context);
  }

  /** A turn's reply is of the kind that its command is answered with: the core promises it. */
  @SuppressWarnings("unchecked")
  @Override
  public <R extends Reply> R submit(Command<R> command) {
    lock.lock();
    try {
      Reply reply = carryOut(command);
      while (!pending.isEmpty()) {
        follow(pending.remove());
      }
      return (R) reply;
    } finally {
      lock.unlock();
    }
  }

  private ShardContext context() {
    return new ShardContext(store, catalogueStore, nowMillis, random, recent);
  }

  private Reply carryOut(Command<?> command) {
    Turn turn = core.handle(command, context());
    store.apply(turn.writes());
    mostWrites = Math.max(mostWrites, turn.writes().size());
    pending.addAll(turn.effects());
    if (turn.reply() instanceof Reply.Quarantined(String what)) {
      bugs.add(what);
    }
    return turn.reply();
  }

  private void follow(Effect effect) {
    switch (effect) {
      case Effect.CallTask(TaskCall call) -> calls.put(call.task(), call);
      case Effect.FollowJob(TaskCall call, String _) -> calls.put(call.task(), call);
      case Effect.StopJob(ExecutionId from, byte[] key, String job) -> {
        tasks.stop(job);
        carryOut(new Command.ConfirmDelivery(from, key));
      }
      case Effect.ReadItems(ExecutionId execution, int scope, int run, ItemRequest request) ->
          carryOut(
              new Command.ReportItems(
                  execution, scope, run, request.position(), items.read(request)));
      case Effect.WriteResults(TaskRef task, int run, ResultRequest request) ->
          carryOut(
              new Command.ReportTask(
                  task, results.write(request, reads.childResults(task.execution(), run)), false));
      case Effect.AbandonTask(TaskRef task) -> calls.remove(task);
      case Effect.ContinueLater(ExecutionId execution) -> carryOut(new Command.Continue(execution));
      case Effect.Deliver(ExecutionId from, byte[] key, Command<?> command) -> {
        carryOut(command);
        carryOut(new Command.ConfirmDelivery(from, key));
      }
      case Effect.WakeAt _, Effect.OfferActivityTask _, Effect.AnnounceEnd _ -> {}
    }
  }

  @SuppressWarnings("unchecked")
  @Override
  public <R extends CatalogueReply> R submit(CatalogueCommand<R> command) {
    lock.lock();
    try {
      CatalogueShard.CatalogueTurn turn = catalogue.handle(command, context());
      catalogueStore.apply(turn.writes());
      return (R) turn.reply();
    } finally {
      lock.unlock();
    }
  }

  /** Express executions are kept here like others. */
  @Override
  public Reply.OfStart startExpress(Command.Start start) {
    return submit(start);
  }

  /** Does not wait: the execution must be one that nothing has to be reported to. */
  @Override
  public Optional<ExecutionView> runExpress(Command.Start start) {
    return submit(start) instanceof Reply.Started
        ? reads.execution(start.execution())
        : Optional.empty();
  }

  /** Calls that were asked for and not yet reported, oldest first. */
  public List<TaskCall> calls() {
    lock.lock();
    try {
      return List.copyOf(calls.values());
    } finally {
      lock.unlock();
    }
  }

  /** Takes a call out of {@link #calls}, to report what came of it. */
  public TaskCall takeCall(TaskRef task) {
    lock.lock();
    try {
      TaskCall call = calls.remove(task);
      if (call == null) {
        throw new IllegalArgumentException("Nobody has asked for this call");
      }
      return call;
    } finally {
      lock.unlock();
    }
  }

  public long nowMillis() {
    return nowMillis;
  }

  /** Lets time pass to {@code epochMillis}: every timer fires at its own time. */
  public void advanceTo(long epochMillis) {
    lock.lock();
    try {
      for (Optional<Long> due = nextDue();
          due.isPresent() && due.get() <= epochMillis;
          due = nextDue()) {
        nowMillis = Math.max(nowMillis, due.get());
        fireDue();
      }
      nowMillis = Math.max(nowMillis, epochMillis);
    } finally {
      lock.unlock();
    }
  }

  /** Removes the executions that have been kept long enough; says how many there were. */
  public int removeExpired(Retention retention) {
    List<Command.Remove> expired =
        retention.expired(store, catalogueStore, nowMillis, Integer.MAX_VALUE);
    expired.forEach(this::submit);
    return expired.size();
  }

  /** When the next timer is due. */
  public Optional<Long> nextDue() {
    List<Long> due = new ArrayList<>();
    store.scan(
        Keys.timersFrom(0),
        Keys.timersFrom(Long.MAX_VALUE),
        (key, _) -> {
          due.add(Keys.timerDue(key));
          return false;
        });
    return due.stream().findFirst();
  }

  private void fireDue() {
    Map<ExecutionId, List<byte[]>> due = new LinkedHashMap<>();
    store.scan(
        Keys.timersFrom(0),
        Keys.timersFrom(nowMillis + 1),
        (key, _) -> {
          due.computeIfAbsent(Keys.timerExecution(key), _ -> new ArrayList<>()).add(key);
          return true;
        });
    due.forEach((execution, keys) -> submit(new Command.FireTimers(execution, keys)));
  }

  /** Does not wait: a task is there or it is not. */
  @Override
  public Optional<ActivityTask> pollActivity(
      String activityArn, @Nullable String workerName, Duration patience) {
    byte[] prefix = Keys.offersOf(activityArn);
    List<byte[]> offers = new ArrayList<>();
    store.scan(
        prefix,
        Keys.after(prefix),
        (key, _) -> {
          offers.add(key);
          return true;
        });
    for (byte[] offer : offers) {
      var take =
          new Command.TakeActivityTask(
              Keys.offerExecution(offer),
              Keys.offerScope(offer),
              Keys.offerMillis(offer),
              workerName);
      if (submit(take) instanceof Reply.Taken taken) {
        return Optional.of(new ActivityTask(taken.taskToken(), taken.input()));
      }
    }
    return Optional.empty();
  }

  /** Does not wait: everything that can happen now has happened. */
  @Override
  public boolean awaitEnd(ExecutionId execution, Duration patience) {
    return reads.execution(execution).map(view -> view.status().isFinal()).orElse(false);
  }

  @Override
  public Reads reads() {
    return reads;
  }

  @Override
  public TaskCaller tasks() {
    return tasks;
  }

  @Override
  public TokenCodec tokens() {
    return settings.tokens();
  }

  @Override
  public Arns arns() {
    return settings.arns();
  }

  @Override
  public Limits limits() {
    return settings.limits();
  }

  /** What the core quarantined; empty unless it has a bug. */
  public List<String> bugs() {
    return List.copyOf(bugs);
  }

  /** The most keys that a turn has written or removed. */
  public int mostWrites() {
    return mostWrites;
  }

  /** Forgets what it remembers beside the store, as a host does that starts. */
  public void forget() {
    recent.clear();
  }

  /** The executions' store, for tests that look inside. */
  public MemoryStore store() {
    return store;
  }

  /** The catalogue's store, likewise. */
  public MemoryStore catalogueStore() {
    return catalogueStore;
  }

  @Override
  public void close() {}
}
