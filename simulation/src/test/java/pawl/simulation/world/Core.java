package pawl.simulation.world;

import java.util.List;
import pawl.engine.Command;
import pawl.engine.StoreView;
import pawl.simulation.invariant.Step;

/** Shards and their store, moved by hand: what is simulated of a host. */
interface Core {
  int shards();

  /** What is durable. */
  StoreView committed(int shard);

  /** With what is under way. */
  StoreView pending(int shard);

  /** Turns that are worked out and not durable: a crash may keep some of them. */
  List<Step> underWay();

  /** Queues a command. Without an asker it is the host's own. */
  void submit(Command<?> command, Asker asker);

  /** The same for the host's own who want to know: they are heard also when the disk is full. */
  default void ask(Command<?> command, Asker asker) {
    submit(command, asker);
  }

  /** What the core could do next. */
  List<Move> moves();

  /** Loses everything that is not durable, and perhaps keeps some of it; then starts again. */
  void crash();

  /** From now on writes fail, or no longer do. */
  void fill(boolean full);

  boolean isFull();

  /** Nothing is queued or under way. */
  boolean isIdle();
}
