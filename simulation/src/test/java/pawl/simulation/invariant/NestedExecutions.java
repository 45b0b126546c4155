package pawl.simulation.invariant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.TaskReport;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/**
 * An attempt of a task starts one execution, whatever happens meanwhile, and gets its result and
 * nobody else's. A task that waits for an execution is told of its end; an execution that nobody
 * waits for any more is stopped.
 */
public final class NestedExecutions implements Witness {
  /** Who was started, by the task that waits for it. */
  private final Map<TaskRef, ExecutionId> children = new HashMap<>();

  @Override
  public void committed(Step step) {
    switch (step.command()) {
      case Command.Start start
          when start.parent() != null
              && step.turn().reply() instanceof Reply.Started(String _, long _, boolean repeated)
              && !repeated ->
          started(start.parent().task(), start.execution());
      case Command.ReportTask report when step.turn().reply() instanceof Reply.Accepted ->
          accepted(report);
      default -> {}
    }
  }

  private void started(TaskRef task, ExecutionId child) {
    ExecutionId before = children.putIfAbsent(task, child);
    if (before != null) {
      throw new Violation("an attempt of a task starts one execution", task + " has started two");
    }
  }

  private void accepted(Command.ReportTask report) {
    ExecutionId child = children.get(report.task());
    if (child != null
        && report.byToken()
        && report.report() instanceof TaskReport.Succeeded(var output)
        && !child.equals(ExecutionId.of(output.node().path("ExecutionArn").asText()))) {
      throw new Violation("a task gets the result of its execution", report + " is not " + child);
    }
  }

  @Override
  public void recovered(List<StoreView> stores) {
    check(stores);
  }

  /** Whether any execution waits for another. */
  public boolean isNeeded() {
    return !children.isEmpty();
  }

  /** Looks at what is durable of all shards. */
  public void check(List<StoreView> stores) {
    if (!isNeeded()) {
      return;
    }
    Sent sent = Sent.in(stores);
    for (StoreView store : stores) {
      for (Execution execution : Views.executions(store)) {
        if (execution.status == ExecutionStatus.RUNNING && !execution.removing) {
          isTold(stores, store, execution, sent);
          isWanted(stores, execution, sent);
        }
      }
    }
  }

  /** What executions have sent to each other and nobody has confirmed. */
  private record Sent(Set<ExecutionId> stops, Set<TaskRef> reports, Set<TaskRef> starts) {
    static Sent in(List<StoreView> stores) {
      var sent = new Sent(new HashSet<>(), new HashSet<>(), new HashSet<>());
      for (StoreView store : stores) {
        for (byte[] key : Views.keys(store, KeyKind.DELIVERY)) {
          byte[] record = Objects.requireNonNull(store.get(key));
          if (DeliveryCodec.readDelivery(Keys.executionOf(key), key, record)
              instanceof Effect.Deliver deliver) {
            switch (deliver.command()) {
              case Command.Stop stop -> sent.stops.add(stop.execution());
              case Command.ReportTask report -> sent.reports.add(report.task());
              case Command.ReportStarted report -> sent.starts.add(report.task());
              default -> {}
            }
          }
        }
      }
      return sent;
    }
  }

  private static void isTold(
      List<StoreView> stores, StoreView store, Execution execution, Sent sent) {
    for (Scope scope : Views.scopes(store, execution)) {
      if (scope.task == null
          || scope.task.childExecutionArn == null
          || scope.task.earlyReport != null) {
        continue;
      }
      Execution child = read(stores, ExecutionId.of(scope.task.childExecutionArn));
      var task = new TaskRef(execution.id, scope.id, scope.attempt);
      if (child == null || child.status.isFinal() && !sent.reports.contains(task)) {
        throw new Violation(
            "who waits for an execution is told of its end",
            task + " waits for " + scope.task.childExecutionArn);
      }
    }
  }

  private static void isWanted(List<StoreView> stores, Execution execution, Sent sent) {
    if (execution.parent == null || execution.redriveCount > 0) {
      return; // who redrives an execution wants it
    }
    TaskRef task = execution.parent.task();
    Execution parent = read(stores, task.execution());
    boolean isOnItsWay = sent.stops.contains(execution.id) || sent.starts.contains(task);
    if (parent != null && !waits(stores, parent, task) && !isOnItsWay) {
      throw new Violation(
          "an execution is stopped with its parent", execution.arn + " runs, yet not " + task);
    }
  }

  private static boolean waits(List<StoreView> stores, Execution parent, TaskRef task) {
    if (parent.status.isFinal()) {
      return false;
    }
    StoreView store = stores.get(parent.id.shard(stores.size()));
    List<Scope> scopes = new ArrayList<>(Views.scopes(store, parent));
    return scopes.stream()
        .anyMatch(
            scope ->
                scope.id == task.scope() && scope.task != null && scope.attempt == task.attempt());
  }

  private static @Nullable Execution read(List<StoreView> stores, ExecutionId id) {
    return Executions.read(stores.get(id.shard(stores.size())), id);
  }
}
