package pawl.engine;

import java.util.random.RandomGenerator;
import pawl.engine.turn.RecentExecutions;

/**
 * What a turn may know of the world: the shard's store, the catalogue, the time and chance. It only
 * reads.
 */
public interface ShardContext {
  /** The shard's own keys. */
  StoreView store();

  /** The catalogue's keys. */
  StoreView catalogue();

  /** Milliseconds since 1970, the same during a turn. */
  long nowMillis();

  RandomGenerator random();

  /** What the shard remembers of the store. */
  RecentExecutions recent();
}
