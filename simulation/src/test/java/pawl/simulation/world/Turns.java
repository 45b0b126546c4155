package pawl.simulation.world;

import java.util.SplittableRandom;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.turn.RecentExecutions;

/** What a turn may know of the simulated world. */
final class Turns {
  private Turns() {}

  /** Chance is the same for the same seed. */
  static ShardContext of(
      StoreView store, StoreView catalogue, long nowMillis, long seed, RecentExecutions recent) {
    return new ShardContext(store, catalogue, nowMillis, new SplittableRandom(seed), recent);
  }
}
