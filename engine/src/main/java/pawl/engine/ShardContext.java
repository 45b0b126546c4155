package pawl.engine;

import java.util.random.RandomGenerator;
import pawl.engine.turn.RecentExecutions;

/**
 * What a turn may know of the world: the shard's store, the catalogue, the time and chance. It only
 * reads.
 *
 * @param store the shard's own keys
 * @param catalogue the catalogue's keys
 * @param nowMillis milliseconds since 1970, the same during a turn
 * @param recent what the shard remembers of the store
 */
public record ShardContext(
    StoreView store,
    StoreView catalogue,
    long nowMillis,
    RandomGenerator random,
    RecentExecutions recent) {
  /** The same at another time. */
  public ShardContext at(long millis) {
    return new ShardContext(store, catalogue, millis, random, recent);
  }
}
