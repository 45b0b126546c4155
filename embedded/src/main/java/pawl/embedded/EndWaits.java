package pawl.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import pawl.engine.HostException;
import pawl.engine.id.ExecutionId;

/** Those who wait for an execution's end. */
final class EndWaits {
  private final Map<ExecutionId, List<CountDownLatch>> waits = new ConcurrentHashMap<>();

  /** Waits until the execution has ended, which {@code hasEnded} looks up; says whether it has. */
  boolean await(ExecutionId execution, BooleanSupplier hasEnded, Duration patience) {
    var latch = new CountDownLatch(1);
    waits.computeIfAbsent(execution, _ -> new CopyOnWriteArrayList<>()).add(latch);
    try {
      return hasEnded.getAsBoolean() || latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException.Unavailable("Interrupted while waiting for an execution");
    } finally {
      waits.computeIfPresent(
          execution,
          (_, latches) -> {
            latches.remove(latch);
            return latches.isEmpty() ? null : latches;
          });
    }
  }

  void ended(ExecutionId execution) {
    List<CountDownLatch> latches = waits.get(execution);
    if (latches != null) {
      latches.forEach(CountDownLatch::countDown);
    }
  }
}
