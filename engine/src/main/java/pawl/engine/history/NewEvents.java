package pawl.engine.history;

import java.util.List;

/**
 * What one turn has added to the history of one execution, in order. Whoever is told of it may read
 * payloads as bytes or as text, but must not ask for their trees: the core may be at them.
 *
 * @param redriveCount how often the execution has been redriven
 * @param events at least one; not to be changed
 */
public record NewEvents(ExecutionOrigin execution, int redriveCount, List<HistoryEvent> events) {
  private static final int EVENT_BYTES = 128;

  /** About how much memory they hold, in bytes; payloads that stand in several count each time. */
  public long weight() {
    long sum = 0;
    for (HistoryEvent event : events) {
      sum += EVENT_BYTES + event.payloadBytes();
    }
    return sum;
  }
}
