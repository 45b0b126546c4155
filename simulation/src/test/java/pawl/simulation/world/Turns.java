package pawl.simulation.world;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.turn.RecentExecutions;

/** What a turn may know of the simulated world. */
record Turns(
    StoreView store,
    StoreView catalogue,
    long nowMillis,
    RandomGenerator random,
    RecentExecutions recent)
    implements ShardContext {

  /** Chance is the same for the same seed. */
  static Turns of(
      StoreView store, StoreView catalogue, long nowMillis, long seed, RecentExecutions recent) {
    return new Turns(store, catalogue, nowMillis, new SplittableRandom(seed), recent);
  }
}
