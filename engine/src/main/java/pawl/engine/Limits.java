package pawl.engine;

/**
 * What AWS limits, as policy: the {@link #AWS} profile enforces its quotas exactly.
 *
 * @param payloadBytes an input, output, result or variable as UTF-8 JSON
 * @param historyEvents the last event an execution may have; the event with this number is the
 *     failure itself
 * @param inlineMapConcurrency iterations of an inline Map that run at a time
 * @param distributedMapConcurrency children of a distributed Map that run at a time
 * @param stepsPerTurn state transitions after which a turn ends and goes on as a command of its own
 * @param bytesPerTurn payload bytes in the history after which a turn ends likewise
 */
public record Limits(
    int payloadBytes,
    int historyEvents,
    int inlineMapConcurrency,
    int distributedMapConcurrency,
    int stepsPerTurn,
    int bytesPerTurn) {
  public static final Limits AWS = new Limits(262_144, 25_000, 40, 10_000, 1_000, 4 << 20);
}
