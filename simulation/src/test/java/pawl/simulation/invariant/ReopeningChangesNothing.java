package pawl.simulation.invariant;

import java.util.Arrays;
import java.util.List;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;
import pawl.engine.turn.ExecutionTurn;

/** What is read from the store and written again is the same bytes. */
public final class ReopeningChangesNothing implements Witness {
  private static final String LAW = "reopening gives the same store";

  @Override
  public void handled(Step step) {
    if (step.number() % 7 == 0) {
      ExecutionId id = step.command().execution();
      Views.executions(step.after()).stream()
          .filter(execution -> execution.id.equals(id))
          .forEach(execution -> check(step.after(), execution));
    }
  }

  @Override
  public void recovered(List<StoreView> stores) {
    for (StoreView store : stores) {
      Views.executions(store).forEach(execution -> check(store, execution));
    }
  }

  @Override
  public void ended(List<StoreView> stores) {
    recovered(stores);
  }

  private static void check(StoreView store, Execution execution) {
    same(
        store.get(Keys.execution(execution.id)),
        RecordCodec.write(execution, ExecutionTurn::keep),
        execution.arn);
    same(
        store.get(Keys.start(execution.id)),
        RecordCodec.writeStart(execution, ExecutionTurn::keep),
        execution.arn + " (start)");
    for (Scope scope : Views.scopes(store, execution)) {
      if (scope.id != Scope.TOP) {
        same(
            store.get(Keys.scope(execution.id, scope.id)),
            RecordCodec.write(scope, ExecutionTurn::keep),
            execution.arn + " scope " + scope.id);
      }
    }
  }

  private static void same(byte[] stored, byte[] again, String what) {
    if (!Arrays.equals(stored, again)) {
      throw new Violation(LAW, what);
    }
  }
}
