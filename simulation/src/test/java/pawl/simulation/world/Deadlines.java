package pawl.simulation.world;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.execution.TimerKind;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.simulation.invariant.Step;
import pawl.simulation.model.Answer;
import pawl.simulation.model.Node;

/**
 * How far the clock may go without making an answer late that its route has in time. So what comes
 * of an execution does not depend on how fast the world is.
 */
final class Deadlines {
  private final World world;

  Deadlines(World world) {
    this.world = world;
  }

  /** The clock must stay below this. */
  long earliestProtected() {
    long earliest = world.core().latestMillis() + 1;
    for (int shard = 0; shard < world.core().shards(); shard++) {
      earliest =
          Math.min(earliest, earliest(world.core().committed(shard), world.committedPlaces()));
      earliest = Math.min(earliest, earliest(world.core().pending(shard), world.pendingPlaces()));
    }
    for (Step step : world.core().underWay()) {
      for (Write write : step.turn().writes()) {
        if (write.value() != null
            && Keys.isOf(write.key(), KeyKind.TIMER)
            && Keys.timerDue(write.key()) < earliest
            && (isProtected(write.key(), world.committedPlaces())
                || isProtected(write.key(), world.pendingPlaces()))) {
          earliest = Keys.timerDue(write.key());
        }
      }
    }
    for (StoreView express : world.express().stores()) {
      earliest = Math.min(earliest, earliest(express, world.committedPlaces()));
    }
    return earliest;
  }

  private long earliest(StoreView store, Places places) {
    long[] earliest = {Long.MAX_VALUE};
    store.scan(
        Keys.timersFrom(0),
        Keys.timersFrom(Long.MAX_VALUE),
        (key, _) -> {
          if (isProtected(key, places)) {
            earliest[0] = Keys.timerDue(key);
          }
          return earliest[0] == Long.MAX_VALUE;
        });
    return earliest[0];
  }

  private boolean isProtected(byte[] key, Places places) {
    TimerKind kind = TimerKind.values()[Keys.timerKind(key)];
    if (kind != TimerKind.TIMEOUT && kind != TimerKind.HEARTBEAT
        || places.wasRedriven(Keys.timerExecution(key))) {
      return false;
    }
    Optional<Places.Waiting> waiting = places.find(Keys.timerExecution(key), Keys.timerScope(key));
    return waiting.isPresent()
        && (!waiting.get().task().kind().isNested()
            || waiting.get().task().kind() == Node.Kind.NESTED_CALLBACK)
        && !(world.answer(waiting.get()) instanceof Answer.Silence);
  }

  /** When the next timer within an execution is due; empty if there is none. */
  Optional<Long> next() {
    return Stream.concat(
            IntStream.range(0, world.core().shards()).mapToObj(world.core()::pending),
            world.express().stores().stream())
        .map(Deadlines::first)
        .flatMap(List::stream)
        .min(Long::compare);
  }

  private static List<Long> first(StoreView store) {
    List<Long> due = new java.util.ArrayList<>();
    store.scan(
        Keys.timersFrom(0),
        Keys.timersFrom(Long.MAX_VALUE),
        (key, _) -> {
          boolean ofMachine = Keys.timerKind(key) == TimerKind.EXECUTION.ordinal();
          if (!ofMachine) {
            due.add(Keys.timerDue(key));
          }
          return ofMachine;
        });
    return due;
  }
}
