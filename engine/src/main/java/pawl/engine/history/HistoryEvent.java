package pawl.engine.history;

/**
 * One event of a history.
 *
 * @param id from 1, gapless
 * @param previousId the causal predecessor, 0 for none
 */
public record HistoryEvent(
    long id, long previousId, long epochMillis, EventType type, EventDetails details) {}
