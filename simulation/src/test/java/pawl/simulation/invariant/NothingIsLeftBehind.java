package pawl.simulation.invariant;

import java.util.List;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/** Of an execution that has ended only its records, its history and its map runs are kept. */
public final class NothingIsLeftBehind implements Witness {
  @Override
  public void ended(List<StoreView> stores) {
    for (StoreView store : stores) {
      for (Execution execution : Views.executions(store)) {
        if (!execution.status.isFinal()) {
          throw new Violation("every execution ends", execution.arn + " has not");
        }
      }
      for (byte[] key : Views.keys(store, KeyKind.EXECUTION)) {
        if ("bmhuk".indexOf(Views.part(key)) < 0) {
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
}
