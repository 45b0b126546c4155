package pawl.simulation.invariant;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pawl.engine.ExecutionStatus;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;

/**
 * Whatever waits has a timer, a call, an offer, children or a mark that says it can go on, and of
 * these nothing stands in the store that nobody waits for.
 */
public final class NobodyWaitsForNothing implements Witness {
  private static final String LAW = "nothing waits for nothing";

  @Override
  public void handled(Step step) {
    if (step.number() % 4 == 0) {
      Execution execution = Executions.read(step.after(), step.command().execution());
      if (execution != null && !execution.removing) {
        check(step.after(), execution);
      }
    }
  }

  @Override
  public void recovered(List<StoreView> stores) {
    for (StoreView store : stores) {
      Views.executions(store).stream()
          .filter(execution -> !execution.removing)
          .forEach(execution -> check(store, execution));
    }
  }

  @Override
  public void ended(List<StoreView> stores) {
    recovered(stores);
    for (StoreView store : stores) {
      for (KeyKind kind : List.of(KeyKind.DELIVERY, KeyKind.READY, KeyKind.CALL, KeyKind.TIMER)) {
        List<byte[]> left = Views.keys(store, kind);
        if (!left.isEmpty()) {
          throw new Violation("nothing is left behind", kind + " of " + owner(store, kind, left));
        }
      }
    }
  }

  private static String owner(StoreView store, KeyKind kind, List<byte[]> keys) {
    ExecutionId id = executionOf(kind, keys.getFirst());
    Execution execution = Executions.read(store, id);
    return execution == null ? id + ", which is gone" : execution.arn + " " + execution.status;
  }

  private static void check(StoreView store, Execution execution) {
    Set<String> wanted = new TreeSet<>();
    if (execution.status == ExecutionStatus.RUNNING) {
      if (execution.timeoutMillis != 0) {
        wanted.add(timer(execution, 0, TimerKind.EXECUTION, execution.timeoutMillis));
      }
      if (!execution.runnable.isEmpty()) {
        wanted.add(Views.hex(Keys.ready(execution.id)));
      }
      for (Scope scope : Views.scopes(store, execution)) {
        collect(execution, scope, wanted);
        if (scope.mapRun != 0 && isReading(store, execution, scope.mapRun)) {
          wanted.add(Views.hex(Keys.call(execution.id, scope.id)));
        }
        checkChildren(store, execution, scope);
      }
    }
    Set<String> there = new TreeSet<>();
    for (KeyKind kind : List.of(KeyKind.READY, KeyKind.CALL, KeyKind.TIMER, KeyKind.OFFER)) {
      for (byte[] key : Views.keys(store, kind)) {
        if (executionOf(kind, key).equals(execution.id)) {
          there.add(Views.hex(key));
        }
      }
    }
    if (!there.equals(wanted)) {
      throw new Violation(
          LAW, execution.arn + " " + execution.status + " wants " + wanted + ", has " + there);
    }
  }

  private static ExecutionId executionOf(KeyKind kind, byte[] key) {
    return switch (kind) {
      case TIMER -> Keys.timerExecution(key);
      case OFFER -> Keys.offerExecution(key);
      default -> Keys.executionOf(key);
    };
  }

  private static void collect(Execution execution, Scope scope, Set<String> wanted) {
    scope.timers.forEach(
        timer -> wanted.add(timer(execution, scope.id, timer.kind(), timer.dueMillis())));
    @Nullable TimerKind needed =
        switch (scope.phase) {
          case WAIT_TIME -> TimerKind.WAIT;
          case WAIT_RETRY -> TimerKind.RETRY;
          default -> null;
        };
    if (needed != null && scope.timers.stream().noneMatch(timer -> timer.kind() == needed)) {
      throw new Violation(LAW, execution.arn + " scope " + scope.id + " lacks " + needed);
    }
    if (scope.task != null) {
      if (scope.task.calling) {
        wanted.add(Views.hex(Keys.call(execution.id, scope.id)));
      }
      if (scope.task.offeredMillis != 0) {
        wanted.add(
            Views.hex(
                Keys.offer(
                    pawl.simulation.model.Program.ACTIVITY,
                    scope.task.offeredMillis,
                    execution.id,
                    scope.id)));
      }
    }
    if (scope.phase == Phase.WAIT_TASK && scope.task == null) {
      throw new Violation(LAW, execution.arn + " scope " + scope.id + " waits for no task");
    }
    if (scope.phase.isRunnable() && !execution.runnable.contains(scope.id)) {
      throw new Violation(LAW, execution.arn + " scope " + scope.id + " is not in the queue");
    }
  }

  private static boolean isReading(StoreView store, Execution execution, int run) {
    MapRun read = MapRunCodec.readRun(run, store.get(Keys.mapRun(execution.id, run)));
    return read.reading != null && read.reading.underWay;
  }

  private static void checkChildren(StoreView store, Execution execution, Scope scope) {
    if (scope.phase != Phase.WAIT_CHILDREN || scope.mapRun != 0) {
      return;
    }
    boolean waits = scope.children != null && !scope.children.active.isEmpty();
    if (!waits) {
      throw new Violation(LAW, execution.arn + " scope " + scope.id + " has no children");
    }
    for (int child : scope.children.active) {
      if (store.get(Keys.scope(execution.id, child)) == null) {
        throw new Violation(LAW, execution.arn + " scope " + child + " is gone");
      }
    }
  }

  private static String timer(Execution execution, int scope, TimerKind kind, long due) {
    return Views.hex(Keys.timer(due, execution.id, scope, kind.ordinal()));
  }
}
