package pawl.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.embedded.SteppedExpress;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryStore;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.StoreReads;
import pawl.engine.store.Executions;
import pawl.engine.turn.Settings;
import pawl.simulation.invariant.All;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;

/**
 * Those who start Express executions. Who waits for the end asks again when the process dies; what
 * nobody waits for is lost with it.
 */
final class ExpressClients {
  private final World world;
  private final Settings settings;
  private final CatalogueStore catalogue;
  private final Outside outside;
  private final SimClock clock;
  private final Chance chance;

  /** The stores of executions that run, or have ended unseen. */
  private final Map<ExecutionId, MemoryStore> stores = new LinkedHashMap<>();

  private final Set<ExecutionId> opened = new HashSet<>();
  private final Set<Wanted> waiting = new LinkedHashSet<>();

  /** How executions have ended, by name. */
  private final Map<String, List<ExecutionView>> ends = new HashMap<>();

  private SteppedExpress express;
  private @Nullable ExecutionId opening;

  private record Wanted(String machine, String name, Payload input, boolean waits) {}

  ExpressClients(
      World world,
      Settings settings,
      CatalogueStore catalogue,
      Outside outside,
      SimClock clock,
      Chance chance) {
    this.world = world;
    this.settings = settings;
    this.catalogue = catalogue;
    this.outside = outside;
    this.clock = clock;
    this.chance = chance;
    this.express = open();
  }

  private SteppedExpress open() {
    return new SteppedExpress(
        world.strands(),
        settings,
        catalogue,
        outside,
        world.listeners().feeds(),
        clock::millis,
        this::store,
        () -> new SplittableRandom(chance.seed()));
  }

  private MemoryStore store() {
    var store = new MemoryStore();
    ExecutionId id = Objects.requireNonNull(opening);
    stores.put(id, store);
    opened.add(id);
    return store;
  }

  /** The store of an execution that runs. */
  Optional<StoreView> store(ExecutionId id) {
    return Optional.ofNullable(stores.get(id));
  }

  List<StoreView> stores() {
    return List.copyOf(stores.values());
  }

  boolean isExpress(ExecutionId id) {
    return opened.contains(id);
  }

  void want(String machine, String name, Payload input) {
    var wanted = new Wanted(machine, name, input, !chance.oneIn(3));
    world.agenda().outside("express " + name, () -> ask(wanted));
  }

  private void ask(Wanted wanted) {
    waiting.add(wanted);
    world.strands().start("request " + wanted.name, () -> request(wanted));
  }

  private void request(Wanted wanted) {
    var unique = new UUID(chance.seed(), chance.seed());
    var start =
        new Command.Start(
            Simulation.ARNS.expressExecution(wanted.machine, wanted.name, unique),
            wanted.name,
            Simulation.ARNS.stateMachine(wanted.machine),
            wanted.input,
            null,
            null);
    opening = start.execution();
    try {
      if (wanted.waits) {
        ExecutionView end =
            catalogue
                .withBadLuck(() -> express.run(start))
                .orElseThrow(() -> new Violation("a machine is there", start.machineArn()));
        Mark.EXPRESS_ANSWERED.reached();
        ended(wanted.name, start.execution(), end);
      } else {
        Reply.OfStart reply = catalogue.withBadLuck(() -> express.start(start));
        if (!(reply instanceof Reply.Started)) {
          throw new Violation("an Express execution starts", reply.toString());
        }
        Mark.EXPRESS_STARTED.reached();
      }
      waiting.remove(wanted);
    } catch (HostException e) {
      Mark.EXPRESS_REFUSED.reached();
      waiting.remove(wanted);
      stores.remove(start.execution());
      world.agenda().outside("express once more " + wanted.name, () -> ask(wanted));
    }
  }

  private void ended(String name, ExecutionId id, ExecutionView end) {
    All.holdAtTheEnd(List.of(stores.remove(id)));
    ends.computeIfAbsent(name, _ -> new ArrayList<>()).add(end);
  }

  void crash() {
    if (!stores.isEmpty()) {
      Mark.EXPRESS_LOST_AT_A_CRASH.reached();
    }
    stores.clear();
    List<Wanted> unanswered = List.copyOf(waiting);
    waiting.clear();
    for (Wanted wanted : unanswered) {
      world.agenda().outside("express again " + wanted.name, () -> ask(wanted));
    }
    express = open();
  }

  /** Whether nothing is running. */
  boolean areServed() {
    return waiting.isEmpty()
        && stores.entrySet().stream()
            .allMatch(each -> Executions.read(each.getValue(), each.getKey()).status.isFinal());
  }

  /** Shows each end of an execution to the judge. */
  void judge(BiConsumer<String, ExecutionView> judge) {
    if (express.running() != 0) {
      throw new Violation(
          "an Express execution that has ended makes room", express.running() + " are left");
    }
    for (ExecutionId id : List.copyOf(stores.keySet())) {
      var reads = new StoreReads(Simulation.ARNS, List.of(stores.get(id)), catalogue);
      ExecutionView end = reads.execution(id).orElseThrow();
      ended(end.name(), id, end);
    }
    ends.forEach((name, all) -> all.forEach(end -> judge.accept(name, end)));
  }
}
