package pawl.bench.micro;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import pawl.asl.MachineType;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.memory.MemoryStore;
import pawl.engine.shard.CatalogueShard;
import pawl.engine.turn.RecentExecutions;

/** What a shard sees that has one machine; time stands still. */
final class SampleContext implements ShardContext {
  private final MemoryStore executions = new MemoryStore();
  private final MemoryStore catalogue = new MemoryStore();
  private final RandomGenerator random = new SplittableRandom(1);
  private final RecentExecutions recent = new RecentExecutions();

  SampleContext(String definition) {
    var create =
        new CatalogueCommand.CreateMachine(
            Samples.ARNS.stateMachine(Samples.MACHINE),
            Samples.MACHINE,
            MachineType.STANDARD,
            definition,
            new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
            Map.of());
    catalogue.apply(new CatalogueShard().handle(create, this).writes());
  }

  MemoryStore executions() {
    return executions;
  }

  @Override
  public StoreView store() {
    return executions;
  }

  @Override
  public StoreView catalogue() {
    return catalogue;
  }

  @Override
  public long nowMillis() {
    return 0;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public RecentExecutions recent() {
    return recent;
  }
}
