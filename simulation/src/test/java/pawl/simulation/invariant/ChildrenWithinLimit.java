package pawl.simulation.invariant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.execution.MapRun;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;

/** No child of a distributed Map is started beyond the MaxConcurrency that holds by then. */
public final class ChildrenWithinLimit implements Witness {
  /** How many children of a run ran after the last turn that is known. */
  private final Map<String, Long> running = new HashMap<>();

  @Override
  public void handled(Step step) {
    for (Write write : step.turn().writes()) {
      if (Keys.isOf(write.key(), KeyKind.EXECUTION)
          && Keys.part(write.key()) == 'u'
          && write.value() != null) {
        MapRun run = MapRunCodec.readRun(Keys.lastNumber(write.key()), write.value());
        Long before = running.put(run.arn, run.running());
        if (before != null
            && run.running() > before
            && run.maxConcurrency > 0
            && run.running() > run.maxConcurrency) {
          throw new Violation(
              "children run within the limit", run.running() + " of " + run.maxConcurrency);
        }
      }
    }
  }

  @Override
  public void stumbled() {
    running.clear();
  }

  @Override
  public void recovered(List<StoreView> stores) {
    running.clear();
  }
}
