/**
 * The core's two entries: {@link pawl.engine.shard.Shard} for executions, {@link
 * pawl.engine.shard.CatalogueShard}.
 */
@NullMarked
package pawl.engine.shard;

import org.jspecify.annotations.NullMarked;
