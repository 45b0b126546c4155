package pawl.embedded;

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
import pawl.engine.read.Reads;

/**
 * The courier of the one-machine host as it is, and who takes what it says is offered, on threads
 * that are moved by hand.
 */
public final class SteppedCourier {
  private final Courier courier;
  private final ActivityOffers offers;

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
    var activities = new ActivityWaits();
    this.courier = new Courier(threads, outside, _ -> inbox, reads, activities, new EndWaits());
    this.offers = new ActivityOffers(shards, activities, submit);
  }

  /** Takes the oldest task of an activity for a worker, if there is one. */
  public Optional<ActivityTask> take(String activityArn, String workerName) {
    return offers.take(activityArn, workerName);
  }

  /** Takes what a committed turn wants done. */
  public void carryOut(Effect effect) {
    courier.carryOut(effect);
  }
}
