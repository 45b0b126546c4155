package pawl.simulation.invariant;

import java.util.List;
import pawl.engine.StoreView;
import pawl.engine.Write;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;

/**
 * Events are numbered from 1 without gaps and point back; the first starts the execution, and one
 * that ends it is the last.
 */
public final class HistoryIsGapless implements Witness {
  private static final String LAW = "a history has no gaps and one end";

  @Override
  public void handled(Step step) {
    for (Write write : step.turn().writes()) {
      if (Views.isChunk(write)) {
        check(step.command().execution(), Views.history(step.after(), step.command().execution()));
        return;
      }
    }
  }

  @Override
  public void ended(List<StoreView> stores) {
    for (StoreView store : stores) {
      Views.executions(store)
          .forEach(execution -> check(execution.id, Views.history(store, execution.id)));
    }
  }

  static void check(ExecutionId id, List<HistoryEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      HistoryEvent event = events.get(i);
      if (event.id() != i + 1) {
        throw new Violation(LAW, id + ": event " + event.id() + " at place " + (i + 1));
      }
      if (event.previousId() < 0 || event.previousId() >= event.id()) {
        throw new Violation(LAW, id + ": " + event.id() + " follows " + event.previousId());
      }
      boolean goesOn =
          i + 1 < events.size() && events.get(i + 1).type() != EventType.EXECUTION_REDRIVEN;
      if (isFinal(event) && goesOn) {
        throw new Violation(LAW, id + ": " + event.type() + " is not the last event");
      }
      if ((event.type() == EventType.EXECUTION_STARTED) != (i == 0)) {
        throw new Violation(LAW, id + ": " + event.type() + " is event " + event.id());
      }
    }
  }

  static boolean isFinal(HistoryEvent event) {
    return switch (event.type()) {
      case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_ABORTED, EXECUTION_TIMED_OUT -> true;
      default -> false;
    };
  }
}
