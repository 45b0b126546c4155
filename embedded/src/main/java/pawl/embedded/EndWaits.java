package pawl.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import pawl.engine.HostException;
import pawl.engine.id.ExecutionId;

/** Those who wait for an execution's end. */
final class EndWaits {
  private final Threads threads;

  /** What each of them waits for an element of. */
  private final Map<ExecutionId, Queue<BlockingQueue<Boolean>>> waits = new ConcurrentHashMap<>();

  EndWaits(Threads threads) {
    this.threads = threads;
  }

  /** Waits until the execution has ended, which {@code hasEnded} looks up; says whether it has. */
  boolean await(ExecutionId execution, BooleanSupplier hasEnded, Duration patience) {
    BlockingQueue<Boolean> end = new ArrayBlockingQueue<>(1);
    // Within the map: somebody else may be taking away the queue that was found there.
    waits.compute(
        execution,
        (_, existing) -> {
          Queue<BlockingQueue<Boolean>> all =
              existing == null ? new ConcurrentLinkedQueue<>() : existing;
          all.add(end);
          return all;
        });
    try {
      return hasEnded.getAsBoolean() || threads.poll(end, patience.toMillis()) != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException.Unavailable("Interrupted while waiting for an execution");
    } finally {
      waits.computeIfPresent(
          execution,
          (_, all) -> {
            all.remove(end);
            return all.isEmpty() ? null : all;
          });
    }
  }

  void ended(ExecutionId execution) {
    Queue<BlockingQueue<Boolean>> all = waits.get(execution);
    if (all != null) {
      all.forEach(each -> each.offer(true));
    }
  }
}
