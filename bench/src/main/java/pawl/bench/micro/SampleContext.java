package pawl.bench.micro;

import java.util.Map;
import java.util.SplittableRandom;
import pawl.asl.MachineType;
import pawl.engine.ShardContext;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.memory.MemoryStore;
import pawl.engine.shard.CatalogueShard;
import pawl.engine.turn.RecentExecutions;

/** What a shard sees that has one machine; time stands still. */
final class SampleContext {
  private final MemoryStore executions = new MemoryStore();
  private final MemoryStore catalogue = new MemoryStore();
  private final ShardContext context =
      new ShardContext(executions, catalogue, 0, new SplittableRandom(1), new RecentExecutions());

  SampleContext(String definition) {
    var create =
        new CatalogueCommand.CreateMachine(
            Samples.ARNS.stateMachine(Samples.MACHINE),
            Samples.MACHINE,
            MachineType.STANDARD,
            definition,
            new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
            Map.of());
    catalogue.apply(new CatalogueShard().handle(create, context).writes());
  }

  MemoryStore executions() {
    return executions;
  }

  ShardContext context() {
    return context;
  }
}
