package pawl.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Reads;

/**
 * The courier of the one-machine host as it is, and those who wait for what it says: for a task of
 * an activity, for the end of an execution. On threads that are moved by hand.
 */
public final class SteppedCourier {
  private final Courier courier;
  private final ActivityWaits activities;
  private final ActivityOffers offers;
  private final EndWaits ends;
  private final Supplier<Reads> reads;

  /**
   * @param shards what is durable of each
   * @param submit waits for the answer to a worker's command
   */
  public SteppedCourier(
      SteppedThreads threads,
      Outside outside,
      SteppedInbox inbox,
      Supplier<Reads> reads,
      List<StoreView> shards,
      Function<Command.TakeActivityTask, Reply.OfTake> submit) {
    this.activities = new ActivityWaits(threads);
    this.ends = new EndWaits(threads);
    this.reads = reads;
    this.courier = new Courier(threads, outside, _ -> inbox, reads, activities, ends);
    this.offers = new ActivityOffers(shards, activities, submit);
  }

  /** Waits for a task of an activity, as the host does. */
  public Optional<ActivityTask> poll(String activityArn, String workerName, Duration patience) {
    return activities.poll(activityArn, () -> offers.take(activityArn, workerName), patience);
  }

  /** Waits for the end of an execution, as the host does. */
  public boolean awaitEnd(ExecutionId execution, Duration patience) {
    return ends.await(
        execution,
        () -> reads.get().execution(execution).map(view -> view.status().isFinal()).orElse(true),
        patience);
  }

  /** Takes what a committed turn wants done. */
  public void carryOut(Effect effect) {
    courier.carryOut(effect);
  }
}
