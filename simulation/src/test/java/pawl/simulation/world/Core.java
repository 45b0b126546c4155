package pawl.simulation.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pawl.embedded.SteppedCourier;
import pawl.engine.Command;
import pawl.engine.StoreView;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.id.ExecutionId;
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

  /** How far the clock may go for the core's sake. */
  default long latestMillis() {
    return Long.MAX_VALUE - 1;
  }

  /** Nothing is queued or under way. */
  boolean isIdle();

  /** Waits for a task of an activity; for a thread of the process. */
  default Optional<ActivityTask> poll(
      SteppedCourier courier, String activityArn, Duration patience) {
    return courier.poll(activityArn, "w", patience);
  }

  /** Waits for the end of an execution; for a thread of the process. */
  default boolean awaitEnd(SteppedCourier courier, ExecutionId execution, Duration patience) {
    return courier.awaitEnd(execution, patience);
  }

  /** When everything has come to its end: what is durable is so indeed. */
  default void haveEnded() {}

  default void close() {}
}
