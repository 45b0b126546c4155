package pawl.simulation.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pawl.embedded.SteppedDisk;
import pawl.embedded.SteppedFeeds;
import pawl.embedded.SteppedLoops;
import pawl.embedded.SteppedStore;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.Turn;
import pawl.engine.memory.MemoryStore;
import pawl.engine.shard.Shard;
import pawl.engine.turn.Settings;
import pawl.simulation.invariant.Step;
import pawl.simulation.invariant.Violation;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Chance;

/**
 * The loops of the one-machine host, with a disk that can be full and fail to read. They are moved
 * one at a time: a shard works out some commands, some batches are committed, what one batch leads
 * to leaves. The disk is memory; where there is a store beside it, that is read instead, and must
 * hold the same after every crash, also one that tears what was being written.
 */
final class LoopCore implements Core {
  private static final List<Integer> COMMANDS = List.of(1, 1, 2, 5, 512);

  private final Chance chance;
  private final Settings settings;
  private final StoreView catalogue;
  private final SimClock clock;
  private final int readFaults;
  private final Witness witness;
  private final BiConsumer<Long, Effect> courier;
  private final Supplier<SteppedFeeds> feeds;
  private final List<MemoryStore> durable = new ArrayList<>();
  private final @Nullable SteppedStore store;
  private final Set<Asker> waiting = new LinkedHashSet<>();

  /** Turns of batches that are not durable yet, by the batch's number: the oldest first. */
  private final NavigableMap<Long, List<Step>> batches = new TreeMap<>();

  /** In which turns a command was worked out that is not answered yet. */
  private final Map<Command<?>, Deque<Long>> turnsOf = new IdentityHashMap<>();

  private final Map<Effect, Long> turnOf = new IdentityHashMap<>();
  private long lastTurn;
  private boolean full;
  private SteppedLoops loops;
  private List<Shard> warm = List.of();

  /** Reads every execution anew. It knows programs, also after a crash: to compile takes time. */
  private final Shard cold;

  /** The turns of the batch that is being computed. */
  private List<Step> computing = new ArrayList<>();

  /** Worked out last; the witness sees it once its writes are in the store it looks at. */
  private @Nullable Step unseen;

  /** After so many reads one fails; 0: none. */
  private int readsUntilFault;

  /**
   * @param store where what is durable is written, too
   * @param readFaults one in so many commands meets a failing read; 0 means none
   */
  LoopCore(
      Chance chance,
      int shards,
      Settings settings,
      StoreView catalogue,
      SimClock clock,
      @Nullable SteppedStore store,
      int readFaults,
      World.Surroundings surroundings) {
    this.chance = chance;
    this.settings = settings;
    this.catalogue = catalogue;
    this.clock = clock;
    this.store = store;
    this.readFaults = readFaults;
    this.witness = surroundings.witness();
    this.courier = surroundings.courier();
    this.feeds = surroundings.feeds();
    this.cold = new Shard(settings);
    for (int i = 0; i < shards; i++) {
      durable.add(new MemoryStore());
    }
    this.loops = open();
  }

  private SteppedLoops open() {
    warm = durable.stream().map(_ -> new Shard(settings)).toList();
    return new SteppedLoops(
        new SteppedDisk(durable, store, () -> full, this::whileWriting),
        IntStream.range(0, durable.size())
            .<StoreView>mapToObj(
                shard -> new FaultyReads(store == null ? durable.get(shard) : store.shard(shard)))
            .toList(),
        catalogue,
        this::handle,
        clock::millis,
        chance.seed(),
        this::left,
        feeds.get());
  }

  /** A disk that fails to read when its time has come. */
  private final class FaultyReads implements StoreView {
    private final StoreView store;

    FaultyReads(StoreView store) {
      this.store = store;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      read();
      return store.get(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
      read();
      store.scan(from, to, visitor);
    }

    @Override
    public void scanReverse(byte[] from, byte[] to, Visitor visitor) {
      read();
      store.scanReverse(from, to, visitor);
    }

    private void read() {
      if (readsUntilFault > 0 && --readsUntilFault == 0) {
        Mark.READ_FAILED.reached();
        if (!batches.isEmpty()) {
          Mark.STUMBLED_OVER_A_BATCH.reached();
        }
        throw new pawl.engine.HostException.Unavailable("The simulated store can't be read");
      }
    }
  }

  // A shard's work

  private Turn handle(int shard, Command<?> command, ShardContext context) {
    showUnseen();
    long seed = chance.seed();
    StoreView store = context.store();
    readsUntilFault = readFaults > 0 && chance.oneIn(readFaults) ? chance.between(1, 12) : 0;
    Turn coldTurn;
    Turn turn;
    try {
      coldTurn =
          cold.handle(
              command,
              Turns.of(
                  store,
                  catalogue,
                  context.nowMillis(),
                  seed,
                  new pawl.engine.turn.RecentExecutions()));
      turn =
          warm.get(shard)
              .handle(
                  command, Turns.of(store, catalogue, context.nowMillis(), seed, context.recent()));
    } finally {
      readsUntilFault = 0;
    }
    long number = ++lastTurn;
    turn.effects().forEach(effect -> turnOf.put(effect, number));
    turnsOf.computeIfAbsent(command, _ -> new ArrayDeque<>()).add(number);
    unseen = new Step(number, shard, command, turn, coldTurn, context.nowMillis(), store);
    computing.add(unseen);
    return turn;
  }

  private void showUnseen() {
    Step step = unseen;
    unseen = null;
    if (step != null) {
      witness.handled(step);
    }
  }

  private void work(int shard) {
    computing = new ArrayList<>();
    int before = loops.batches();
    OptionalLong batch = loops.step(shard, chance.pick(COMMANDS));
    if (batch.isPresent()) {
      showUnseen();
      batches.put(batch.getAsLong(), computing);
      if (before > 0) {
        Mark.BATCH_OVER_A_BATCH.reached();
      }
    } else {
      unseen = null;
      computing.forEach(this::forget);
      witness.stumbled();
    }
  }

  private void forget(Step step) {
    Deque<Long> turns = turnsOf.get(step.command());
    if (turns != null) {
      turns.remove(step.number());
    }
  }

  // Commits

  /** A write takes its time, and shards go on meanwhile. */
  private void whileWriting() {
    for (int shard = 0; shard < durable.size(); shard++) {
      if (loops.canStep(shard) && chance.oneIn(3)) {
        Mark.WORK_DURING_A_COMMIT.reached();
        work(shard);
      }
    }
  }

  private void commit(int most) {
    int count = Math.min(most, loops.batches());
    List<Long> now = loops.commit(count);
    int failed = 0;
    for (int i = 0; i < count && !batches.isEmpty(); i++) {
      Map.Entry<Long, List<Step>> batch = batches.pollFirstEntry();
      if (now.contains(batch.getKey())) {
        batch.getValue().forEach(witness::committed);
      } else {
        failed++;
        batch.getValue().forEach(this::forget);
      }
    }
    if (failed > 1) {
      Mark.FAILED_COMMIT_OF_SEVERAL.reached();
    }
    if (failed > 0) {
      witness.recovered(List.copyOf(durable));
    }
  }

  private void left(Effect effect) {
    Long turn = turnOf.remove(effect);
    courier.accept(turn == null ? -1 : turn, effect);
  }

  // What the world asks for

  @Override
  public int shards() {
    return durable.size();
  }

  @Override
  public StoreView committed(int shard) {
    return durable.get(shard);
  }

  @Override
  public StoreView pending(int shard) {
    return loops.pending(shard);
  }

  @Override
  public List<Step> underWay() {
    return batches.values().stream().flatMap(List::stream).toList();
  }

  @Override
  public void submit(Command<?> command, Asker asker) {
    int shard = shardOf(command);
    if (asker == Asker.NOBODY) {
      loops.submitOwn(shard, command);
    } else {
      await(loops.submit(shard, command), command, asker);
    }
  }

  @Override
  public void ask(Command<?> command, Asker asker) {
    await(loops.ask(shardOf(command), command), command, asker);
  }

  private int shardOf(Command<?> command) {
    return command.execution().shard(durable.size());
  }

  private void await(CompletableFuture<? extends Reply> reply, Command<?> command, Asker asker) {
    waiting.add(asker);
    reply.whenComplete(
        (answer, refused) -> {
          if (!waiting.remove(asker)) {
            return; // the process it asked has died
          }
          if (refused == null) {
            Long turn = turnsOf.get(command).poll();
            witness.answered(turn == null ? -1 : turn, answer);
            asker.answered(answer);
          } else {
            asker.refused();
          }
        });
  }

  @Override
  public List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < durable.size(); i++) {
      int shard = i;
      if (loops.canStep(shard)) {
        moves.add(new Move("shard " + shard, 12, () -> work(shard)));
      }
    }
    if (loops.batches() > 0 || loops.isFull() && !full) {
      moves.add(new Move("commit", 10, () -> commit(chance.oneIn(2) ? 999 : chance.between(1, 3))));
    }
    if (loops.departing() > 0) {
      moves.add(new Move("let leave", 10, loops::letOneLeave));
    }
    return moves;
  }

  @Override
  public void crash() {
    if (!full && loops.batches() > 0 && chance.oneIn(2)) {
      if (store != null && chance.oneIn(2)) {
        tear(store);
      } else {
        Mark.CRASH_AFTER_UNANSWERED_COMMIT.reached();
        commit(chance.between(1, loops.batches()));
      }
    }
    if (loops.batches() > 0) {
      Mark.CRASH_LOSES_TURNS.reached();
    }
    full = false;
    batches.clear();
    turnsOf.clear();
    turnOf.clear();
    List<Asker> lost = List.copyOf(waiting);
    waiting.clear();
    haveEnded();
    loops = open();
    lost.forEach(Asker::refused);
    witness.recovered(List.copyOf(durable));
  }

  /**
   * The process dies amid a write, of which everything, a part, or nothing has reached the disk.
   */
  private void tear(SteppedStore torn) {
    List<MemoryStore> before = durable.stream().map(MemoryStores::copy).toList();
    int from = torn.logBytes();
    List<Long> written = loops.commit(chance.between(1, loops.batches()));
    int to = torn.logBytes();
    torn.crash(log -> to == from ? log : TornLog.of(log, from, chance));
    if (holds(torn, durable)) {
      if (to > from) {
        Mark.TORN_WRITE_WHOLE.reached();
      }
      written.forEach(batch -> batches.get(batch).forEach(witness::committed));
    } else if (holds(torn, before)) {
      Mark.TORN_WRITE_CUT.reached();
      for (int shard = 0; shard < before.size(); shard++) {
        MemoryStores.restore(durable.get(shard), before.get(shard));
      }
    } else {
      throw new Violation(
          "a write has happened wholly or not at all", "of the last a part is left");
    }
  }

  private static boolean holds(SteppedStore store, List<MemoryStore> shards) {
    return IntStream.range(0, shards.size())
        .allMatch(shard -> MemoryStores.same(store.shard(shard), shards.get(shard)));
  }

  @Override
  public void haveEnded() {
    if (store != null) {
      store.crash(log -> log);
      if (!holds(store, durable)) {
        throw new Violation("what is durable is kept", "the store holds something else");
      }
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }

  @Override
  public void fill(boolean nowFull) {
    full = nowFull;
  }

  @Override
  public boolean isFull() {
    return full;
  }

  @Override
  public boolean isIdle() {
    return !full
        && !loops.isFull()
        && loops.batches() == 0
        && loops.departing() == 0
        && IntStream.range(0, durable.size()).noneMatch(loops::canStep);
  }
}
