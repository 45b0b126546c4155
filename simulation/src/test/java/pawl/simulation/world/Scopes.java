package pawl.simulation.world;

import java.util.function.Consumer;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.id.TaskRef;
import pawl.simulation.invariant.Views;

/** Looks at the scopes that a store holds. */
final class Scopes {
  private Scopes() {}

  /** Tasks that are with a worker, or with nobody if the worker never heard of it. */
  static void waitingForWorkers(StoreView store, Consumer<TaskRef> visitor) {
    for (Execution execution : Views.executions(store)) {
      if (!execution.status.isFinal()) {
        for (Scope scope : Views.scopes(store, execution)) {
          if (scope.task != null
              && !scope.task.calling
              && !scope.task.submitted
              && scope.task.offeredMillis == 0
              && scope.mapRun == 0) {
            visitor.accept(new TaskRef(execution.id, scope.id, scope.attempt));
          }
        }
      }
    }
  }
}
