package pawl.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.token.TokenCodec;
import pawl.simulation.invariant.Violation;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Answer;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Routes;

/**
 * Everything around the core: a clock, clients, whoever answers tasks, and faults. One step after
 * another is drawn from what may happen next.
 *
 * <pre>
 *   clients, token holders, workers ──► core (shards, store) ──► courier ──► calls
 *            ▲                                                                  │
 *            └──────────────── tokens ──────────────────────────────────────────┘
 * </pre>
 */
final class World {
  static final int PAYLOAD_BYTES = 120_000;
  private static final int ROUGH_STEPS = 3_000;
  private static final int MOST_STEPS = 60_000;

  private final Chance chance;
  private final Routes routes;
  private final SimClock clock;
  private final TokenCodec tokens;
  private final Trace trace = new Trace();
  private final Agenda agenda = new Agenda();
  private final Deadlines deadlines = new Deadlines(this);
  private final TokenHolders holders;
  private final Workers workers;
  private final Courier courier;
  private final Places committedPlaces;
  private final Places pendingPlaces;
  private final Core core;
  private final Witness witness;
  private final Misfortunes misfortunes;
  private Clients clients;
  private int steps;
  private int crashes;

  /** Makes the core, which hands its effects to the courier. */
  interface CoreMaker {
    Core make(java.util.function.BiConsumer<Long, pawl.engine.Effect> courier);
  }

  World(
      Chance chance,
      Faults faults,
      Routes routes,
      SimClock clock,
      TokenCodec tokens,
      Map<String, Places.Machine> machines,
      Witness witness,
      CoreMaker maker) {
    this.chance = chance;
    this.misfortunes = new Misfortunes(this, faults, chance, clock, deadlines);
    this.routes = routes;
    this.clock = clock;
    this.tokens = tokens;
    this.witness = witness;
    this.holders = new TokenHolders(this, agenda, chance);
    this.workers = new Workers(this, holders);
    this.courier = new Courier(this, agenda, chance, holders);
    this.core =
        maker.make(
            (turn, effect) -> {
              witness.left(turn, effect);
              courier.carryOut(effect);
            });
    this.committedPlaces = new Places(id -> core.committed(id.shard(core.shards())), machines);
    this.pendingPlaces = new Places(id -> core.pending(id.shard(core.shards())), machines);
  }

  Core core() {
    return core;
  }

  Agenda agenda() {
    return agenda;
  }

  Trace trace() {
    return trace;
  }

  TokenCodec tokens() {
    return tokens;
  }

  Places committedPlaces() {
    return committedPlaces;
  }

  Places pendingPlaces() {
    return pendingPlaces;
  }

  Answer answer(Places.Waiting waiting) {
    return routes.answer(waiting.place(), waiting.attempt(), waiting.task());
  }

  boolean isWaiting(TaskRef task) {
    return committedPlaces.isWaiting(task);
  }

  /** Whether faults may still happen. */
  boolean isRough() {
    return steps < ROUGH_STEPS;
  }

  int steps() {
    return steps;
  }

  int crashes() {
    return crashes;
  }

  // The run

  void run(Clients served) {
    this.clients = served;
    while (!isOver()) {
      if (++steps > MOST_STEPS) {
        throw new Violation("every execution ends", "not after " + steps + " steps");
      }
      step();
    }
    courier.jobsEnded();
    witness.ended(committed());
  }

  private boolean isOver() {
    return agenda.isEmpty() && core.isIdle() && clients.areServed() && haveAllEnded();
  }

  private boolean haveAllEnded() {
    return clients.wanted().values().stream()
        .map(start -> start.execution())
        .allMatch(this::hasEnded);
  }

  boolean hasEnded(ExecutionId id) {
    Execution execution =
        pawl.engine.store.Executions.read(core.committed(id.shard(core.shards())), id);
    return execution != null && execution.status.isFinal();
  }

  private List<StoreView> committed() {
    List<StoreView> stores = new ArrayList<>();
    for (int shard = 0; shard < core.shards(); shard++) {
      stores.add(core.committed(shard));
    }
    return stores;
  }

  private void step() {
    if (isRough() && misfortunes.strike()) {
      return;
    }
    List<Move> moves = new ArrayList<>(core.moves());
    moves.addAll(agenda.moves());
    moves.addAll(workers.moves());
    if (core.isFull()) {
      moves.add(new Move("space returns", 2, () -> core.fill(false)));
    }
    if (moves.isEmpty() || chance.oneIn(12)) {
      Optional<Long> to = timeToCome();
      to.ifPresent(
          millis ->
              moves.add(
                  new Move("clock +" + (millis - clock.millis()), 10, () -> clock.set(millis))));
    }
    if (moves.isEmpty()) {
      throw new Violation("nothing waits for nothing", "no move is left, yet not all has ended");
    }
    Move move = draw(moves);
    trace.add(move.what());
    move.act().run();
  }

  private Move draw(List<Move> moves) {
    int sum = moves.stream().mapToInt(Move::weight).sum();
    int drawn = chance.below(Math.max(1, sum));
    for (Move move : moves) {
      drawn -= move.weight();
      if (drawn < 0) {
        return move;
      }
    }
    return moves.getLast();
  }

  /** To the next timer, or somewhere else that makes no answer late. */
  private Optional<Long> timeToCome() {
    Optional<Long> next = deadlines.next();
    long limit = deadlines.earliestProtected() - 1;
    long wanted =
        next.isPresent() && !chance.oneIn(5)
            ? next.get() + (chance.oneIn(3) ? chance.below(3_000) : 0)
            : clock.millis() + 1 + chance.below(5_000);
    long to = Math.min(wanted, limit);
    return to > clock.millis() ? Optional.of(to) : Optional.empty();
  }

  /** The process dies and another takes its place. */
  void crash() {
    crashes++;
    agenda.crash();
    courier.crash();
    workers.crash();
    core.crash();
    silenceLostTasks();
  }

  /** A worker's task whose token went down with the process is answered by nobody. */
  private void silenceLostTasks() {
    for (StoreView store : committed()) {
      Scopes.waitingForWorkers(
          store,
          task ->
              committedPlaces
                  .find(task.execution(), task.scope())
                  .filter(waiting -> !holders.holds(task))
                  .ifPresent(
                      waiting -> {
                        Mark.TAKEN_TASK_LOST.reached();
                        routes.silence(waiting.place(), waiting.attempt(), waiting.task());
                      }));
    }
  }
}
