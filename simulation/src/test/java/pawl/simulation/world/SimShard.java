package pawl.simulation.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pawl.engine.Command;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryStore;
import pawl.engine.shard.Shard;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.turn.RecentExecutions;
import pawl.engine.turn.Settings;
import pawl.simulation.invariant.Step;
import pawl.simulation.model.Chance;

/** One shard over a store of two parts: what is durable, and what will be once all is committed. */
final class SimShard {
  private record Asked(Command<?> command, Asker asker) {}

  private final int number;
  private final Settings settings;
  private final StoreView catalogue;
  private final SimClock clock;
  private final TurnNumbers numbers;
  private final MemoryStore committed = new MemoryStore();
  private final List<Asked> queue = new ArrayList<>();
  private MemoryStore pending = new MemoryStore();
  private Shard shard;

  /** Reads every execution anew. It knows programs, also after a crash: to compile takes time. */
  private final Shard cold;

  private RecentExecutions recent = new RecentExecutions();

  /** Counts turns over all shards. */
  static final class TurnNumbers {
    private long last;

    long next() {
      return ++last;
    }
  }

  SimShard(
      int number, Settings settings, StoreView catalogue, SimClock clock, TurnNumbers numbers) {
    this.number = number;
    this.settings = settings;
    this.catalogue = catalogue;
    this.clock = clock;
    this.numbers = numbers;
    this.shard = new Shard(settings);
    this.cold = new Shard(settings);
  }

  int number() {
    return number;
  }

  MemoryStore committed() {
    return committed;
  }

  MemoryStore pending() {
    return pending;
  }

  void queue(Command<?> command, Asker asker) {
    queue.add(new Asked(command, asker));
  }

  boolean hasCommand() {
    return !queue.isEmpty();
  }

  /** Works out any of the queued commands: deliveries race with each other. */
  SimTurn handleOne(Chance chance) {
    Asked asked = queue.remove(chance.oneIn(2) ? 0 : chance.below(queue.size()));
    return work(asked, chance);
  }

  private SimTurn work(Asked asked, Chance chance) {
    long seed = chance.seed();
    Turn coldTurn = cold.handle(asked.command, context(seed, new RecentExecutions()));
    Turn turn = shard.handle(asked.command, context(seed, recent));
    pending.apply(turn.writes());
    return new SimTurn(
        new Step(numbers.next(), number, asked.command, turn, coldTurn, clock.millis(), pending),
        asked.asker);
  }

  private ShardContext context(long seed, RecentExecutions remembered) {
    return Turns.of(pending, catalogue, clock.millis(), seed, remembered);
  }

  // Timers

  boolean hasDueTimer(Plant plant) {
    return !due(plant).isEmpty();
  }

  private Map<ExecutionId, List<byte[]>> due(Plant plant) {
    Map<ExecutionId, List<byte[]>> due = new LinkedHashMap<>();
    long until = clock.millis() + (plant == Plant.EARLY_TIMER ? 1_500 : 0);
    pending.scan(
        Keys.timersFrom(0),
        Keys.timersFrom(until + 1),
        (key, _) -> {
          due.computeIfAbsent(Keys.timerExecution(key), _ -> new ArrayList<>()).add(key);
          return true;
        });
    return due;
  }

  /** Fires all due timers of an execution. */
  SimTurn fireTimers(Chance chance, Plant plant) {
    Map<ExecutionId, List<byte[]>> due = due(plant);
    ExecutionId execution = chance.pick(List.copyOf(due.keySet()));
    return work(
        new Asked(new Command.FireTimers(execution, due.get(execution)), Asker.NOBODY), chance);
  }

  // The disk

  void commit(SimTurn turn, Plant plant, Chance chance) {
    List<Write> writes = new ArrayList<>(turn.step().turn().writes());
    if (plant == Plant.LOST_WRITE && !writes.isEmpty() && chance.oneIn(40)) {
      writes.remove(chance.below(writes.size()));
    }
    if (plant == Plant.LOST_TIMER && chance.oneIn(5)) {
      writes.removeIf(write -> Keys.isOf(write.key(), KeyKind.TIMER) && write.value() != null);
    }
    if (plant == Plant.LOST_UPDATE && turn.step().command() instanceof Command.UpdateMapRun) {
      writes.removeIf(
          write -> Keys.isOf(write.key(), KeyKind.EXECUTION) && Keys.part(write.key()) == 'u');
    }
    committed.apply(writes);
  }

  /** As no disk does that keeps its promise. */
  void commitHalf(SimTurn turn, Chance chance) {
    committed.apply(turn.step().turn().writes().stream().filter(_ -> chance.oneIn(2)).toList());
  }

  /** The store is what is durable again; the process lives on. */
  void fallBack(Plant plant) {
    pending = MemoryStores.copy(committed);
    if (plant != Plant.STALE_CACHE) {
      recent.clear();
    }
    refuseQueued();
  }

  void refuseQueued() {
    List<Asked> refused = List.copyOf(queue);
    queue.clear();
    refused.forEach(asked -> asked.asker.refused());
  }

  /** A new process. */
  void restart() {
    fallBack(Plant.NONE);
    shard = new Shard(settings);
    recent = new RecentExecutions();
  }

  /** Asks for everything again that has no durable answer. */
  void repeatUnfinished() {
    for (KeyKind kind : List.of(KeyKind.DELIVERY, KeyKind.READY, KeyKind.CALL)) {
      byte[] first = Keys.first(kind);
      committed.scan(
          first,
          Keys.after(first),
          (key, _) -> {
            queue(new Command.Resume(Keys.executionOf(key), key), Asker.NOBODY);
            return true;
          });
    }
  }
}
