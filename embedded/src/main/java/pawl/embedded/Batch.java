package pawl.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import pawl.engine.Effect;
import pawl.engine.HostException;
import pawl.engine.history.NewEvents;

/**
 * What a shard has worked out since its last batch: committed as a whole, then answered and acted
 * on.
 *
 * @param generation of the shard: after a failed commit everything computed on top of it is void
 * @param news what it adds to histories; empty if nobody listens
 */
record Batch(
    ShardLoop shard,
    int generation,
    PendingView.Layer layer,
    List<Effect> effects,
    List<Answer<?>> answers,
    List<NewEvents> news) {

  Batch(ShardLoop shard, int generation) {
    this(
        shard,
        generation,
        new PendingView.Layer(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  boolean isEmpty() {
    return layer.isEmpty() && effects.isEmpty() && answers.isEmpty();
  }

  /** Tells those who wait that nothing of it has happened. */
  void refuse(HostException reason) {
    answers.forEach(answer -> answer.future.completeExceptionally(reason));
  }

  /** A reply and who waits for it. */
  record Answer<R>(CompletableFuture<R> future, R reply) {
    void give() {
      future.complete(reply);
    }
  }
}
