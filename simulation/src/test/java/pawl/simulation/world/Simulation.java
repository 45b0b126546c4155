package pawl.simulation.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.embedded.SteppedStore;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.Limits;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.StoreReads;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.Settings;
import pawl.simulation.invariant.All;
import pawl.simulation.invariant.Views;
import pawl.simulation.invariant.Violation;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Fates;
import pawl.simulation.model.Oracle;
import pawl.simulation.model.Program;
import pawl.simulation.model.RandomProgram;
import pawl.simulation.model.Result;
import pawl.simulation.model.Routes;

/** One run: the seed draws programs, routes and faults, the world runs, the oracle judges. */
public final class Simulation {
  private static final String SMALL = "L";
  private static final long START = 1_800_000_000_000L;
  static final Arns ARNS = new Arns("us-east-1", "123456789012");

  private final long seed;
  private final Chance chance;
  private final Routes routes;
  private final Fates fates = new Fates();
  private final Map<String, Places.Machine> machines = new LinkedHashMap<>();
  private final Map<String, ObjectNode> inputs = new LinkedHashMap<>();
  private final SimClock clock = new SimClock(START);
  private World world;
  private Clients clients;

  private Simulation(long seed) {
    this.seed = seed;
    this.chance = new Chance(seed);
    this.routes = new Routes(chance.seed(), chance.pick(List.of(5, 20, 40, 60)));
  }

  /**
   * What a run amounted to.
   *
   * @param stores checksum of all that is durable before anything is removed
   */
  public record Summary(int executions, int steps, int crashes, long stores) {}

  /**
   * Runs a seed to its end.
   *
   * @throws Violation with the trace of the run, if a law was broken
   */
  public static Summary run(long seed, Plant plant) {
    return run(seed, plant, new Sightings());
  }

  /** The same with somebody who looks on. */
  static Summary run(long seed, Plant plant, Witness onlooker) {
    Witness witness = All.ofOneRun(onlooker);
    var simulation = new Simulation(seed);
    try {
      return simulation.run(plant, witness);
    } catch (RuntimeException | Violation e) {
      throw simulation.explained(e);
    } finally {
      if (simulation.world != null) {
        simulation.world.close();
      }
    }
  }

  private Summary run(Plant plant, Witness witness) {
    addMachines();
    Faults faults = chance.oneIn(8) ? Faults.NONE : Faults.draw(chance);
    Limits limits = limits();
    byte[] secret = new byte[32];
    new SplittableRandom(seed).nextBytes(secret);
    var settings = new Settings(limits, ARNS, new TokenCodec(secret));
    var catalogue =
        new CatalogueStore(Catalogue.of(machines, ARNS, START, seed), clock, chance, plant);
    int shardCount = chance.between(1, 3);
    HostKind kind = kind(plant);
    world =
        new World(
            chance,
            faults,
            routes,
            fates,
            clock,
            settings,
            catalogue,
            machines,
            witness,
            plant,
            kind == HostKind.MEMORY,
            around ->
                switch (kind) {
                  case TURNS ->
                      new TurnCore(chance, shards(shardCount, settings, catalogue), around, plant);
                  case MEMORY -> new MemoryCore(chance, settings, catalogue, clock, around);
                  case LOOPS, STORE ->
                      new LoopCore(
                          chance,
                          shardCount,
                          settings,
                          catalogue,
                          clock,
                          kind == HostKind.STORE ? new SteppedStore() : null,
                          faults.read(),
                          around);
                });
    clients = new Clients(world, world.agenda(), chance, ARNS);
    for (String machine : machines.keySet()) {
      if (machine.equals(SMALL)) {
        continue; // tasks start it
      }
      int executions = chance.between(1, 2);
      for (int i = 0; i < executions; i++) {
        want(machine, machine + "-" + i);
      }
    }
    world.catalogueClients().want(chance.oneIn(2) ? chance.between(1, 12) : 0);
    world.run(clients);
    judge();
    long stores = MemoryStores.checksum(world.committed());
    if (chance.oneIn(4)) {
      world.removeAll();
    }
    return new Summary(clients.wanted().size(), world.steps(), world.crashes(), stores);
  }

  /** What is simulated of a host. */
  private enum HostKind {
    /** Turns over a simulated log. */
    TURNS,
    /** The loops of the one-machine host over a disk in memory. */
    LOOPS,
    /** The loops over the store of the one-machine host. */
    STORE,
    /** The host in memory. */
    MEMORY
  }

  /** Bugs are planted between turns and their store, which the others do not let anybody touch. */
  private HostKind kind(Plant plant) {
    if (plant != Plant.NONE) {
      return HostKind.TURNS;
    }
    return switch ((int) (seed % 8)) {
      case 0 -> HostKind.STORE;
      case 2, 4, 6 -> HostKind.LOOPS;
      case 3, 7 -> HostKind.MEMORY;
      default -> HostKind.TURNS;
    };
  }

  /** Tasks of a machine may start executions of those that were added before it. */
  private void addMachines() {
    if (chance.oneIn(2)) {
      add(SMALL, RandomProgram.small(chance.seed()), MachineType.STANDARD);
    }
    if (chance.oneIn(2)) {
      add("E", RandomProgram.ofExpress(chance.seed(), others()), MachineType.EXPRESS);
    }
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      add("M" + i, RandomProgram.of(chance.seed(), others()), MachineType.STANDARD);
    }
  }

  private List<String> others() {
    return List.copyOf(machines.keySet());
  }

  private List<SimShard> shards(int count, Settings settings, StoreView catalogue) {
    var numbers = new SimShard.TurnNumbers();
    List<SimShard> shards = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shards.add(new SimShard(i, settings, catalogue, clock, numbers));
    }
    return shards;
  }

  private Limits limits() {
    Limits open = new Limits(World.PAYLOAD_BYTES, 25_000, 40, 10_000, 1 << 20, 0, 1_000, 4 << 20);
    return chance.oneIn(2) ? open.withTurns(chance.between(2, 8), 1 << 20) : open;
  }

  private void add(String name, Program program, MachineType type) {
    switch (AslCompiler.compile(program.definition(), type)) {
      case Compilation.Compiled compiled ->
          machines.put(name, new Places.Machine(program, compiled.program(), type));
      case Compilation.Rejected(var wrong) ->
          throw new IllegalStateException(wrong + "\n" + program.definition());
    }
  }

  private void want(String machine, String name) {
    ObjectNode input = JsonNodeFactory.instance.objectNode().put("n", chance.below(20));
    inputs.put(name, input);
    if (machines.get(machine).type() == MachineType.EXPRESS) {
      world.express().want(machine, name, Payload.of(input));
    } else {
      clients.want(machine, name, Payload.of(input));
    }
  }

  // Judgement

  private void judge() {
    List<StoreView> stores = new ArrayList<>();
    for (int i = 0; i < world.core().shards(); i++) {
      stores.add(world.core().committed(i));
    }
    var reads = new StoreReads(ARNS, stores, MemoryStores.copy(stores.getFirst()));
    for (Command.Start start : clients.wanted().values()) {
      ExecutionView view =
          reads
              .execution(start.execution())
              .orElseThrow(() -> new Violation("answered means kept", start.name()));
      judgeWanted(start.name(), view);
    }
    world.express().judge((name, view) -> judge(name, machineOf(name), inputs.get(name), view));
    for (Execution execution : world.nested().all()) {
      judgeNested(execution, reads.execution(execution.id).orElseThrow());
    }
  }

  private static String machineOf(String name) {
    return name.substring(0, name.indexOf('-'));
  }

  private void judgeWanted(String name, ExecutionView view) {
    if (clients.wasRedriven(name)) {
      return; // the oracle knows first outcomes only
    }
    if (view.status() == ExecutionStatus.ABORTED && clients.hasStopped(name)) {
      return;
    }
    judge(name, machineOf(name), inputs.get(name), view);
  }

  private void judgeNested(Execution execution, ExecutionView view) {
    String place = world.committedPlaces().root(execution);
    if (execution.redriveCount > 0) {
      return;
    }
    boolean mayBeStopped = execution.parent != null || fates.mayBeStopped(place);
    if (view.status() == ExecutionStatus.ABORTED && mayBeStopped) {
      return;
    }
    Mark.NESTED_JUDGED.reached();
    judge(place, execution.machineName, (ObjectNode) execution.input.get().node(), view);
  }

  /**
   * @param place of the execution: its name, unless a task has started it
   */
  private void judge(String place, String machine, ObjectNode input, ExecutionView view) {
    Program program = machines.get(machine).model();
    if (view.quarantine() != null) {
      throw new Violation("the core has no bugs", view.arn() + " is quarantined");
    }
    if (view.status() == ExecutionStatus.TIMED_OUT && program.timeoutSeconds() > 0) {
      return;
    }
    Map<String, Program> programs = new LinkedHashMap<>();
    machines.forEach((name, each) -> programs.put(name, each.model()));
    Set<Result> allowed;
    try {
      allowed = new Oracle(routes, programs, fates).results(program, input, place);
    } catch (Oracle.TooManyWays e) {
      return;
    }
    Mark.ORACLE_JUDGED.reached();
    if (view.output() != null) {
      world.results().check(view.output().node());
    }
    if (allowed.stream().noneMatch(result -> matches(result, view))) {
      throw new Violation(
          "an execution ends as its program says",
          "%s ended %s, output %s, error %s (%s); allowed: %s%n%s"
              .formatted(
                  view.arn(),
                  view.status(),
                  view.output(),
                  view.error(),
                  view.cause(),
                  allowed,
                  events(view)));
    }
  }

  /** What has happened to an execution, as far as it is kept. */
  private String events(ExecutionView view) {
    ExecutionId id = ExecutionId.of(view.arn());
    return Views.reads(world.core().committed(id.shard(world.core().shards())))
        .history(id, false, 1_000, null)
        .map(page -> page.rows().stream().map(String::valueOf).toList())
        .map(lines -> String.join("\n", lines))
        .orElse("");
  }

  private static boolean matches(Result result, ExecutionView view) {
    return switch (result) {
      case Result.Success(JsonNode output) ->
          view.status() == ExecutionStatus.SUCCEEDED
              && view.output() != null
              && withoutNames(view.output().node().deepCopy()).equals(output);
      case Result.Failure(String error, String cause, boolean _) ->
          view.status() == ExecutionStatus.FAILED
              && error.equals(view.error())
              && (cause == null || cause.equals(view.cause()));
    };
  }

  private static JsonNode withoutNames(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("Cause");
      object.remove("MapRunArn");
      object.remove("Key");
    }
    node.forEach(Simulation::withoutNames);
    return node;
  }

  private AssertionError explained(Throwable cause) {
    var text =
        new StringBuilder(String.valueOf(cause))
            .append("\nThis seed alone: mvn -pl simulation -am test -Dtest=SimulationTest")
            .append(" -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=")
            .append(seed);
    machines.forEach(
        (name, machine) ->
            text.append("\n").append(name).append(": ").append(machine.model().definition()));
    if (world != null) {
      text.append("\nlast steps:\n").append(world.trace().text());
    }
    return new AssertionError(text.toString(), cause);
  }
}
