package pawl.embedded;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.Turn;

/**
 * The loops of the one-machine host as they are, but for their threads: whoever holds this says
 * which of them goes on, and how far. In the package of the loops, since nobody else may do that.
 */
public final class SteppedLoops {
  private final List<ShardLoop> shards = new ArrayList<>();
  private final CommitLoop commits;

  /** The numbers of batches that are under way. */
  private final Map<Batch, Long> numbers = new IdentityHashMap<>();

  private long lastNumber;
  private int batches;
  private int departing;

  /** What makes turns of commands. */
  public interface Turns {
    Turn handle(int shard, Command<?> command, ShardContext context);
  }

  /**
   * Opens loops over what is durable, and has them take up what was under way.
   *
   * @param reads how each shard reads what is durable of it
   */
  public SteppedLoops(
      SteppedDisk disk,
      List<StoreView> reads,
      StoreView catalogue,
      Turns turns,
      LongSupplier clock,
      long seed,
      Consumer<Effect> effects,
      SteppedFeeds feeds) {
    this.commits =
        new CommitLoop(disk, effects, feeds.feeds, () -> shards.forEach(ShardLoop::writable));
    var seeds = new SplittableRandom(seed);
    for (int i = 0; i < reads.size(); i++) {
      int number = i;
      shards.add(
          new ShardLoop(
              number,
              (command, context) -> turns.handle(number, command, context),
              reads.get(number),
              catalogue,
              seeds.split(),
              clock::getAsLong,
              commits));
    }
    shards.forEach(ShardLoop::startStepped);
  }

  /** A command from outside; it may be turned away. */
  public CompletableFuture<? extends Reply> submit(int shard, Command<?> command) {
    return shards.get(shard).submit(command);
  }

  /** A command of the host's own. */
  public CompletableFuture<Reply> ask(int shard, Command<?> command) {
    return shards.get(shard).askOwn(command);
  }

  /** A command of the host's own that is found again in the store if it is lost. */
  public void submitOwn(int shard, Command<?> command) {
    shards.get(shard).submitOwn(command);
  }

  /** A shard's keys with what is under way. */
  public StoreView pending(int shard) {
    return shards.get(shard).pending();
  }

  public boolean canStep(int shard) {
    return shards.get(shard).canStep();
  }

  /** Has a shard work out at most so many commands; gives the number of the batch they became. */
  public OptionalLong step(int shard, int mostCommands) {
    Batch batch = shards.get(shard).step(mostCommands);
    if (batch == null) {
      return OptionalLong.empty();
    }
    batches++;
    numbers.put(batch, ++lastNumber);
    return OptionalLong.of(lastNumber);
  }

  /** How many batches wait to be committed. */
  public int batches() {
    return batches;
  }

  /** Commits the oldest batches together; gives the numbers of those that are durable now. */
  public List<Long> commit(int mostBatches) {
    int taken = Math.min(batches, mostBatches);
    batches -= taken;
    List<Long> durable = commits.step(taken).stream().map(numbers::remove).toList();
    departing += durable.size();
    return durable;
  }

  /** How many committed batches have not let go of their answers and effects. */
  public int departing() {
    return departing;
  }

  /** Lets answers and effects of the oldest committed batch leave. */
  public void letOneLeave() {
    if (commits.letOneLeave()) {
      departing--;
    }
  }

  /** Whether the loops believe that the disk takes no writes. */
  public boolean isFull() {
    return commits.isFull();
  }
}
