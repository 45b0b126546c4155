package pawl.simulation.invariant;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pawl.engine.ExecutionStatus;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/**
 * Of an execution that has ended only its records, its history and its map runs are kept, and of
 * one that has not succeeded the scopes that a redrive goes on with.
 */
public final class NothingIsLeftBehind implements Witness {
  @Override
  public void ended(List<StoreView> stores) {
    for (StoreView store : stores) {
      Set<String> kept = new HashSet<>();
      for (Execution execution : Views.executions(store)) {
        if (!execution.status.isFinal()) {
          throw new Violation("every execution ends", execution.arn + " has not");
        }
        if ((execution.status == ExecutionStatus.SUCCEEDED) != (execution.top == null)) {
          throw new Violation("what has not succeeded is kept", execution.arn);
        }
        keep(store, execution, kept);
      }
      for (byte[] key : Views.keys(store, KeyKind.EXECUTION)) {
        if ("bmhuk".indexOf(Views.part(key)) < 0 && !kept.contains(Views.hex(key))) {
          throw new Violation("nothing is left behind", Views.hex(key));
        }
      }
      for (KeyKind kind : List.of(KeyKind.OFFER, KeyKind.READY)) {
        if (!Views.keys(store, kind).isEmpty()) {
          throw new Violation("nothing is left behind", kind + ": " + Keys.first(kind).length);
        }
      }
    }
  }

  /** The keys of what can be reached from the top. */
  private static void keep(StoreView store, Execution execution, Set<String> kept) {
    Map<Integer, Scope> scopes = new HashMap<>();
    Views.scopes(store, execution).forEach(scope -> scopes.put(scope.id, scope));
    Deque<Integer> open = new ArrayDeque<>();
    if (execution.top != null) {
      open.add(Scope.TOP);
    }
    while (!open.isEmpty()) {
      Scope scope = scopes.get(open.remove());
      if (scope == null) {
        throw new Violation("what has not succeeded is kept", execution.arn + " lacks a scope");
      }
      if (scope.id != Scope.TOP) {
        kept.add(Views.hex(Keys.scope(execution.id, scope.id)));
      }
      if (scope.children != null) {
        open.addAll(scope.children.active);
      }
      if (scope.children != null || scope.mapRun != 0) {
        for (byte[] from :
            List.of(Keys.item(execution.id, scope.id, 0), Keys.result(execution.id, scope.id, 0))) {
          byte[] all = Arrays.copyOf(from, from.length - Integer.BYTES);
          store.scan(from, Keys.after(all), (key, _) -> kept.add(Views.hex(key)) || true);
        }
      }
    }
  }
}
