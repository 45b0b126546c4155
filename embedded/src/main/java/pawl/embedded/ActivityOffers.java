package pawl.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Keys;

/** Takes the oldest task that an activity offers, whatever shard it is in. */
final class ActivityOffers {
  private final List<StoreView> shards;
  private final ActivityWaits activities;
  private final Function<Command.TakeActivityTask, Reply.OfTake> submit;

  /** {@code submit} waits for the answer of the shard. */
  ActivityOffers(
      List<StoreView> shards,
      ActivityWaits activities,
      Function<Command.TakeActivityTask, Reply.OfTake> submit) {
    this.shards = shards;
    this.activities = activities;
    this.submit = submit;
  }

  /** Empty if no task is offered. Of an activity's workers one may ask at a time. */
  Optional<ActivityTask> take(String activityArn, @Nullable String workerName) {
    OfferQueue queue = activities.queue(activityArn);
    byte[] from = Keys.offer(activityArn, queue.begin(), new ExecutionId(0, 0), 0);
    boolean isOldest = true;
    for (byte[] offer = first(activityArn, from);
        offer != null;
        offer = first(activityArn, Keys.next(offer))) {
      var take =
          new Command.TakeActivityTask(
              Keys.offerExecution(offer),
              Keys.offerScope(offer),
              Keys.offerMillis(offer),
              workerName);
      if (submit.apply(take) instanceof Reply.Taken taken) {
        if (isOldest) {
          queue.taken(take.offeredMillis());
        }
        return Optional.of(new ActivityTask(taken.taskToken(), taken.input()));
      }
      isOldest = false; // of an execution that was set aside: it is offered when that is released
    }
    return Optional.empty();
  }

  /** The oldest offer of all shards from this key on. */
  private byte @Nullable [] first(String activityArn, byte[] from) {
    byte[] end = Keys.after(Keys.offersOf(activityArn));
    List<byte[]> firsts = new ArrayList<>();
    for (StoreView shard : shards) {
      shard.scan(
          from,
          end,
          (key, _) -> {
            firsts.add(key);
            return false;
          });
    }
    return firsts.stream()
        .min(Comparator.comparing(key -> key, Arrays::compareUnsigned))
        .orElse(null);
  }
}
