package pawl.embedded;

import java.util.concurrent.ConcurrentLinkedQueue;
import pawl.engine.Command;
import pawl.engine.ShardContext;
import pawl.engine.Turn;
import pawl.engine.shard.Shard;
import pawl.engine.turn.Settings;

/**
 * Shards for stores that have none of their own. A shard serves one thread at a time, and a command
 * takes no longer than the computing it needs, so there are about as many as there are cores.
 */
final class ShardPool {
  private final Settings settings;
  private final ConcurrentLinkedQueue<Shard> idle = new ConcurrentLinkedQueue<>();

  ShardPool(Settings settings) {
    this.settings = settings;
  }

  Turn handle(Command<?> command, ShardContext context) {
    Shard found = idle.poll();
    Shard shard = found == null ? new Shard(settings) : found;
    try {
      return shard.handle(command, context);
    } finally {
      idle.add(shard);
    }
  }
}
