package pawl.embedded;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.host.Outside;
import pawl.engine.memory.MemoryStore;
import pawl.engine.read.ExecutionView;
import pawl.engine.turn.Settings;

/** The Express executions of the one-machine host as they are, on threads moved by hand. */
public final class SteppedExpress {
  private final ExpressRuns runs;

  /**
   * @param stores makes the store of the execution that is being started
   */
  public SteppedExpress(
      SteppedThreads threads,
      Settings settings,
      StoreView catalogue,
      Outside outside,
      SteppedFeeds feeds,
      LongSupplier clock,
      Supplier<MemoryStore> stores,
      Supplier<RandomGenerator> chance) {
    this.runs =
        new ExpressRuns(
            settings,
            new ExpressRun.Surroundings(
                settings.arns(),
                catalogue,
                outside,
                feeds.feeds,
                threads,
                clock::getAsLong,
                stores,
                chance));
  }

  /** Starts an execution that runs by itself. */
  public Reply.OfStart start(Command.Start start) {
    return runs.start(start);
  }

  /** Runs an execution to its end. */
  public Optional<ExecutionView> run(Command.Start start) {
    return runs.run(start);
  }

  /** How many executions take up room. */
  public int running() {
    return runs.running();
  }
}
