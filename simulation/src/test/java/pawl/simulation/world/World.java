package pawl.simulation.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pawl.embedded.SteppedFeeds;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.read.StoreReads;
import pawl.engine.retention.Retention;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.Settings;
import pawl.simulation.invariant.All;
import pawl.simulation.invariant.NestedExecutions;
import pawl.simulation.invariant.Violation;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Answer;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Fates;
import pawl.simulation.model.Routes;

/**
 * Everything around the core: a clock, clients, whoever answers tasks, and faults. One step after
 * another is drawn from what may happen next.
 *
 * <pre>
 *   clients, token holders, workers ──► core (shards, store) ──► courier ──► calls, sinks
 *            ▲                                                                  │
 *            └──────────────── tokens ──────────────────────────────────────────┘
 * </pre>
 */
final class World {
  static final int PAYLOAD_BYTES = 120_000;
  private static final int ROUGH_STEPS = 3_000;
  private static final int MOST_STEPS = 60_000;

  /** How much rougher the end may be, when everything is removed. */
  private static final int ROUGH_REMOVAL_STEPS = 150;

  private static final int REMOVED_AT_A_TIME = 3;
  private static final long LONG_AFTER_MILLIS = 10L * 24 * 60 * 60 * 1_000;

  private final Chance chance;
  private final Routes routes;
  private final SimClock clock;
  private final TokenCodec tokens;
  private final Trace trace = new Trace();
  private final Agenda agenda = new Agenda();
  private final Deadlines deadlines = new Deadlines(this);
  private final TokenHolders holders;
  private final Workers workers;
  private final Strands strands;
  private final Calls calls;
  private final Results results;
  private final Effects effects;
  private final MapRunChanges mapRunChanges;
  private final CatalogueStore catalogue;
  private final CatalogueClients catalogueClients;
  private final ExpressClients express;
  private final Nested nested;
  private final NestedExecutions nestedLaw;
  private final Listeners listeners;
  private final Spectators spectators;
  private final Places committedPlaces;
  private final Places pendingPlaces;
  private final Core core;
  private final Witness witness;
  private final Misfortunes misfortunes;
  private final boolean atOnce;
  private Clients clients;
  private int steps;
  private int crashes;
  private int roughUntil = ROUGH_STEPS;
  private boolean removing;

  /** Makes the core, which hands its effects to the courier. */
  interface CoreMaker {
    Core make(Surroundings surroundings);
  }

  /**
   * What a core has around it.
   *
   * @param courier takes the effects of a turn
   * @param unseenCourier the same without a witness, for bugs that are planted
   * @param feeds of the process that runs now
   * @param outside for a host that has no courier
   */
  record Surroundings(
      Witness witness,
      BiConsumer<Long, Effect> courier,
      Consumer<Effect> unseenCourier,
      Supplier<SteppedFeeds> feeds,
      Outside outside) {}

  /**
   * @param atOnce whether the core reads datasets, writes results and stops jobs amid its turns
   */
  World(
      Chance chance,
      Faults faults,
      Routes routes,
      Fates fates,
      SimClock clock,
      Settings settings,
      CatalogueStore catalogue,
      Map<String, Places.Machine> machines,
      Witness witness,
      Plant plant,
      boolean atOnce,
      CoreMaker maker) {
    this.chance = chance;
    this.atOnce = atOnce;
    this.misfortunes = new Misfortunes(this, faults, chance, clock, deadlines);
    this.routes = routes;
    this.clock = clock;
    this.tokens = settings.tokens();
    this.catalogue = catalogue;
    this.listeners = new Listeners(this, chance);
    this.nestedLaw = new NestedExecutions();
    this.witness = new All(List.of(witness, nestedLaw, listeners));
    this.holders = new TokenHolders(this, agenda, chance);
    this.workers = new Workers(this, holders, chance);
    this.strands = new Strands(agenda, clock, chance, plant, this::isFull);
    Consumer<String> pause = atOnce ? _ -> {} : strands::giveWay;
    this.calls = new Calls(this, chance, holders, pause);
    this.results = new Results(this, chance, plant, pause);
    var outside = new Outside(calls, new Datasets(pause), results);
    this.effects =
        new Effects(
            this,
            calls,
            chance,
            outside,
            () -> new StoreReads(settings.arns(), committed(), catalogue),
            plant);
    this.spectators = new Spectators(this, chance);
    this.nested = new Nested(this, settings, catalogue, fates, chance, plant);
    this.mapRunChanges = new MapRunChanges(this, chance, fates);
    this.catalogueClients = new CatalogueClients(this, catalogue, chance);
    this.express = new ExpressClients(this, settings, catalogue, outside, clock, chance);
    this.core =
        maker.make(
            new Surroundings(
                this.witness,
                (turn, effect) -> {
                  this.witness.left(turn, effect);
                  effects.carryOut(effect);
                },
                effects::carryOut,
                listeners::feeds,
                outside));
    catalogue.joins(strands, core);
    effects.open();
    this.committedPlaces =
        new Places(
            id -> express.store(id).orElseGet(() -> core.committed(id.shard(core.shards()))),
            machines);
    this.pendingPlaces = new Places(id -> core.pending(id.shard(core.shards())), machines);
  }

  Core core() {
    return core;
  }

  boolean isAtOnce() {
    return atOnce;
  }

  Effects effects() {
    return effects;
  }

  Strands strands() {
    return strands;
  }

  Routes routes() {
    return routes;
  }

  Results results() {
    return results;
  }

  ExpressClients express() {
    return express;
  }

  Calls calls() {
    return calls;
  }

  Nested nested() {
    return nested;
  }

  Listeners listeners() {
    return listeners;
  }

  Spectators spectators() {
    return spectators;
  }

  CatalogueClients catalogueClients() {
    return catalogueClients;
  }

  MapRunChanges mapRunChanges() {
    return mapRunChanges;
  }

  /** Whether an execution is kept, and not in the memory of the process alone. */
  boolean isKept(ExecutionId execution) {
    return !express.isExpress(execution);
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

  private boolean isFull() {
    return core.isFull();
  }

  /** Has somebody stop an execution soon. */
  void stopSoon(ExecutionId execution) {
    Execution found =
        pawl.engine.store.Executions.read(
            core.committed(execution.shard(core.shards())), execution);
    if (found == null) {
      return;
    }
    if (Places.isNested(found)) {
      nested.stopSoon(found);
    } else {
      clients.stopSoon(found.name);
    }
  }

  /** Whether faults may still happen. */
  boolean isRough() {
    return steps < roughUntil;
  }

  /** Whether somebody may still poll although nothing is offered. */
  boolean mayBeEarly() {
    return isRough() && !removing;
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
    strands.haveEnded();
    calls.jobsEnded();
    results.haveBeenWritten();
    mapRunChanges.check();
    catalogueClients.check("in the end");
    listeners.haveBeenTold();
    nestedLaw.check(committed());
    witness.ended(committed());
    core.haveEnded();
  }

  /** Removes every execution as retention does, in a world that is as rough. */
  void removeAll() {
    removing = true;
    roughUntil = steps + ROUGH_REMOVAL_STEPS;
    int most = steps + MOST_STEPS;
    while (isAnythingLeft() || !core.isIdle() || !agenda.isEmpty() || !listeners.areIdle()) {
      if (++steps > most) {
        throw new Violation("what is removed leaves nothing", "still something is there");
      }
      step();
    }
    Mark.REMOVED.reached();
  }

  private boolean isAnythingLeft() {
    boolean[] found = {false};
    for (StoreView store : committed()) {
      store.scan(
          new byte[] {0},
          new byte[] {-1},
          (_, _) -> {
            found[0] = true;
            return false;
          });
    }
    return found[0];
  }

  private List<Move> removals() {
    List<Move> moves = new ArrayList<>();
    for (StoreView store : committed()) {
      List<Command.Remove> expired =
          new Retention(1)
              .expired(store, catalogue, clock.millis() + LONG_AFTER_MILLIS, REMOVED_AT_A_TIME);
      if (!expired.isEmpty()) {
        moves.add(new Move("remove", 2, () -> core.ask(chance.pick(expired), Asker.heedless())));
      }
    }
    return moves;
  }

  /** Leaves no thread behind, however the run has ended. */
  void close() {
    strands.crash();
    core.close();
  }

  private boolean isOver() {
    return agenda.isEmpty()
        && core.isIdle()
        && clients.areServed()
        && listeners.areIdle()
        && !workers.arePolling()
        && spectators.areGone()
        && haveAllEnded()
        && express.areServed()
        && nested.all().stream().allMatch(execution -> execution.status.isFinal());
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

  /** What is durable of each shard. */
  List<StoreView> committed() {
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
    if (isRough() && !removing && chance.oneIn(30)) {
      mapRunChanges.changeOne();
    }
    if (isRough() && !removing && nestedLaw.isNeeded() && chance.oneIn(80)) {
      nested.disturbOne();
    }
    if (steps % 20 == 0) {
      nestedLaw.check(committed());
    }
    List<Move> moves = new ArrayList<>(core.moves());
    if (removing) {
      moves.addAll(removals());
    }
    moves.addAll(agenda.moves());
    moves.addAll(workers.moves());
    moves.addAll(listeners.moves());
    if (core.isFull()) {
      moves.add(new Move("space returns", 2, () -> core.fill(false)));
    }
    if (moves.isEmpty()) {
      workers.nobodyWaitsInVain();
      spectators.nobodyWaitsInVain();
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
    strands.crash();
    listeners.crash();
    spectators.crash();
    calls.crash();
    effects.crash();
    workers.crash();
    catalogue.crash();
    catalogueClients.crash();
    express.crash();
    core.crash();
    listeners.forget();
    if (removing) {
      Mark.LOSS_AMID_A_REMOVAL.reached();
    } else {
      mapRunChanges.check();
    }
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
