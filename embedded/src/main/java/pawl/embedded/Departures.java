package pawl.embedded;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.Effect;

/**
 * Lets answers and effects of committed batches leave, in the order of the commits, while the next
 * is being written: waking those who wait takes as long as writing what they wait for.
 */
final class Departures {
  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final Consumer<Effect> effects;
  private final HistoryFeeds feeds;

  /** Empty: the end. */
  private final BlockingQueue<Optional<Batch>> committed = new LinkedBlockingQueue<>();

  private final Thread thread = Thread.ofPlatform().name("pawl-departures").unstarted(this::run);

  Departures(Consumer<Effect> effects, HistoryFeeds feeds) {
    this.effects = effects;
    this.feeds = feeds;
  }

  void start() {
    thread.start();
  }

  void add(Batch batch) {
    committed.add(Optional.of(batch));
  }

  private void run() {
    try {
      for (Optional<Batch> next = committed.take(); next.isPresent(); next = committed.take()) {
        depart(next.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the oldest batch go, for who runs no thread; says whether there was one. */
  boolean step() {
    Optional<Batch> next = committed.poll();
    next.ifPresent(this::depart);
    return next.isPresent();
  }

  private void depart(Batch batch) {
    batch.answers().forEach(Batch.Answer::give);
    feeds.add(batch.news());
    for (Effect effect : batch.effects()) {
      try {
        effects.accept(effect);
      } catch (RuntimeException e) {
        LOG.error(
            "{} could not be carried out; it is asked for again at the next start", effect, e);
      }
    }
  }

  /** Lets go what was added before. */
  void stop() throws InterruptedException {
    committed.add(Optional.empty());
    thread.join();
  }
}
