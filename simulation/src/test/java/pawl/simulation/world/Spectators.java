package pawl.simulation.world;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import pawl.engine.HostException;
import pawl.engine.execution.Execution;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Executions;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;

/** Those who wait for executions to end: they must be woken by the end, and by nothing else. */
final class Spectators {
  private static final String LAW = "who waits for an end is woken by it";
  private static final int LONGEST_MILLIS = 300_000;

  private final World world;
  private final Chance chance;

  /** Who waits now, by a number of its own. */
  private final Map<Integer, ExecutionId> waiting = new LinkedHashMap<>();

  private int last;

  Spectators(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  /** Somebody will wait for the end of this execution, perhaps more than once. */
  void want(ExecutionId execution) {
    world.agenda().outside("await the end", () -> begin(execution));
  }

  private void begin(ExecutionId execution) {
    int number = ++last;
    Duration patience = Duration.ofMillis(chance.below(LONGEST_MILLIS));
    world
        .strands()
        .start(
            "await the end",
            () -> {
              waiting.put(number, execution);
              try {
                await(execution, patience);
              } catch (HostException e) {
                want(execution); // what there is can't be read now
              } catch (Strand.Died e) {
                Mark.END_LOST_AT_A_CRASH.reached();
                want(execution);
                throw e;
              } finally {
                waiting.remove(number);
              }
            });
  }

  private void await(ExecutionId execution, Duration patience) {
    if (!world.effects().awaitEnd(execution, patience)) {
      Mark.END_NOT_AWAITED.reached();
      if (world.isRough() && chance.oneIn(2)) {
        want(execution);
      }
    } else if (Executions.read(store(execution), execution) != null) {
      Mark.END_AWAITED.reached();
      if (!hasEnded(execution)) {
        throw new Violation(LAW, execution + " has not ended");
      }
    }
  }

  private pawl.engine.StoreView store(ExecutionId execution) {
    return world.core().committed(execution.shard(world.core().shards()));
  }

  /** Now, or before it was redriven. */
  private boolean hasEnded(ExecutionId id) {
    Execution execution = Objects.requireNonNull(Executions.read(store(id), id));
    return execution.status.isFinal() || execution.redriveCount > 0;
  }

  void crash() {
    waiting.clear();
  }

  boolean areGone() {
    return waiting.isEmpty();
  }

  /** When nothing moves, nobody may still wait for what has happened. */
  void nobodyWaitsInVain() {
    for (ExecutionId execution : waiting.values()) {
      if (world.hasEnded(execution)) {
        throw new Violation(LAW, execution + " has ended, and somebody waits on");
      }
    }
  }
}
