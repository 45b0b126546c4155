package pawl.embedded;

import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.HostException;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.shard.CatalogueShard;
import pawl.engine.turn.RecentExecutions;

/**
 * The catalogue of the one-machine host. It changes seldom: its commands are worked out and written
 * where they arrive, one at a time.
 */
final class EmbeddedCatalogue {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCatalogue.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final CatalogueShard shard = new CatalogueShard();
  private final Disk disk;
  private final CachedView view;
  private final Clock clock;
  private final RandomGenerator random;

  /** {@code view} is what everybody reads the catalogue by. */
  EmbeddedCatalogue(Disk disk, CachedView view, Clock clock, RandomGenerator random) {
    this.disk = disk;
    this.view = view;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Carries a command out; what it changed is durable when this returns.
   *
   * @throws HostException if it was not carried out; then nothing of it was
   */
  @SuppressWarnings("unchecked")
  <R extends CatalogueReply> R submit(CatalogueCommand<R> command) {
    lock.lock();
    try {
      CatalogueShard.CatalogueTurn turn = shard.handle(command, context());
      if (!turn.writes().isEmpty()) {
        RocksStore.Space space = RocksStore.catalogue();
        disk.write(
            turn.writes().stream()
                .map(write -> new Write(space.key(write.key()), write.value()))
                .toList());
        view.changed();
      }
      return (R) turn.reply();
    } catch (RocksStore.WriteFailedException e) {
      LOG.error("The catalogue could not be written", e);
      throw CommitLoop.full();
    } finally {
      lock.unlock();
    }
  }

  private ShardContext context() {
    return new ShardContext(view, view, clock.millis(), random, new RecentExecutions());
  }
}
