package pawl.simulation.world;

import java.util.List;
import java.util.Map;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.id.Arns;
import pawl.engine.memory.MemoryStore;
import pawl.engine.shard.CatalogueShard;
import pawl.engine.turn.RecentExecutions;

/** Makes a catalogue that holds the generated machines. */
final class Catalogue {
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";

  private Catalogue() {}

  static MemoryStore of(Map<String, Places.Machine> machines, Arns arns, long millis, long seed) {
    var store = new MemoryStore();
    machines.forEach(
        (name, machine) -> store.apply(create(store, name, machine, arns, millis, seed)));
    return store;
  }

  private static List<Write> create(
      MemoryStore store, String name, Places.Machine machine, Arns arns, long millis, long seed) {
    var command =
        new CatalogueCommand.CreateMachine(
            arns.stateMachine(name),
            name,
            machine.type(),
            machine.model().definition(),
            new MachineSettings(ROLE, null, null, null),
            Map.of());
    return new CatalogueShard()
        .handle(
            command, Turns.of(store, store, millis, seed + name.hashCode(), new RecentExecutions()))
        .writes();
  }
}
