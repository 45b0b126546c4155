package pawl.simulation.invariant;

import pawl.engine.Command;
import pawl.engine.StoreView;
import pawl.engine.Turn;

/**
 * A command that a shard has worked out.
 *
 * @param number of the turn, counted over all shards
 * @param cold what the same command leads to for a shard that remembers nothing
 * @param after the shard's keys with this turn and all others that are under way
 */
public record Step(
    long number,
    int shard,
    Command<?> command,
    Turn turn,
    Turn cold,
    long nowMillis,
    StoreView after) {}
