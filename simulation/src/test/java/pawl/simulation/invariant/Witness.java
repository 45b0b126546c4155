package pawl.simulation.invariant;

import java.util.List;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.StoreView;

/** Sees all that happens, and throws {@link Violation} where a law is broken. */
public interface Witness {
  /** A turn was worked out; it is not yet committed. */
  default void handled(Step step) {}

  /** A shard has stumbled: turns that were seen, and became no batch, are void. */
  default void stumbled() {}

  /** A turn is durable. */
  default void committed(Step step) {}

  /** An effect of a turn has left the core. */
  default void left(long turn, Effect effect) {}

  /** The answer of a turn has reached whoever asked. */
  default void answered(long turn, Reply reply) {}

  /** What was not committed is gone; {@code stores} are the shards' keys now. */
  default void recovered(List<StoreView> stores) {}

  /** Everything has come to its end. */
  default void ended(List<StoreView> stores) {}
}
