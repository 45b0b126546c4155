package pawl.engine.turn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.id.ExecutionId;

/**
 * Running executions as their last turn left them, so that the next turn need not read them. Turns
 * come out the same, byte for byte, whether an execution is here or not.
 *
 * <p>A turn takes an execution out and puts it back when its writes are made; a turn that is given
 * up leaves nothing. If writes that a shard handed out do not reach the store, the host has to
 * {@link #clear}.
 */
public final class RecentExecutions {
  private static final int MOST = 4_096;
  private static final long MOST_BYTES = 4 << 20;
  private static final long MOST_BYTES_OF_ONE = 64 << 10;

  private record Kept(Execution execution, long bytes) {}

  private final Map<ExecutionId, Kept> kept = new LinkedHashMap<>();
  private long bytes;

  @Nullable Execution take(ExecutionId id) {
    Kept found = kept.remove(id);
    if (found == null) {
      return null;
    }
    bytes -= found.bytes;
    return found.execution;
  }

  /** A run of a distributed Map, not to be changed; null if it is not here. */
  public @Nullable MapRun run(ExecutionId id, int number) {
    Kept found = kept.get(id);
    return found == null ? null : found.execution.recentRun(number);
  }

  /**
   * Keeps an execution until there are too many, the longest untouched leaving first.
   *
   * @param size of the payloads that it holds in memory, bytes of JSON
   */
  void keep(Execution execution, long size) {
    if (size > MOST_BYTES_OF_ONE) {
      return;
    }
    kept.put(execution.id, new Kept(execution, size));
    bytes += size;
    while (kept.size() > MOST || bytes > MOST_BYTES) {
      take(kept.keySet().iterator().next());
    }
  }

  /** Forgets all: the store may not be what turns have left. */
  public void clear() {
    kept.clear();
    bytes = 0;
  }
}
