package pawl.simulation.world;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;

/** Looks at the scopes that a store holds. */
public final class Scopes {
  private static final int PART = 1 + ExecutionId.BYTES;

  private Scopes() {}

  /** Every execution of a store. */
  public static List<Execution> executions(StoreView store) {
    List<Execution> found = new ArrayList<>();
    byte[] first = Keys.first(KeyKind.EXECUTION);
    store.scan(
        first,
        Keys.after(first),
        (key, _) -> {
          if (key[PART] == 'm') {
            found.add(Executions.read(store, Keys.executionOf(key)));
          }
          return true;
        });
    return found;
  }

  /** Every scope of an execution, the top first. */
  public static List<Scope> of(StoreView store, Execution execution) {
    List<Scope> scopes = new ArrayList<>();
    if (execution.top != null) {
      scopes.add(execution.top);
    }
    byte[] from = Keys.scope(execution.id, 0);
    store.scan(
        from,
        Keys.scope(execution.id, Integer.MAX_VALUE),
        (key, value) -> {
          scopes.add(
              RecordCodec.readScope(
                  Keys.lastNumber(key),
                  value,
                  place -> Executions.payload(store, execution.id, place)));
          return true;
        });
    return scopes;
  }

  /** Tasks that are with a worker, or with nobody if the worker never heard of it. */
  static void waitingForWorkers(StoreView store, Consumer<TaskRef> visitor) {
    for (Execution execution : executions(store)) {
      if (!execution.status.isFinal()) {
        for (Scope scope : of(store, execution)) {
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

  /** All keys and values as text. */
  public static List<String> dump(StoreView store) {
    List<String> lines = new ArrayList<>();
    HexFormat hex = HexFormat.of();
    store.scan(
        new byte[] {0},
        new byte[] {-1},
        (key, value) -> {
          lines.add(hex.formatHex(key) + "=" + hex.formatHex(value));
          return true;
        });
    return lines;
  }
}
