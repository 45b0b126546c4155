package pawl.engine;

/**
 * What AWS limits, as policy: the {@link #AWS} profile enforces its quotas exactly, {@link #OPEN}
 * lifts what only a bill has to limit.
 *
 * @param payloadBytes an input, output, result or variable as UTF-8 JSON
 * @param historyEvents the last event an execution may have; the event with this number is the
 *     failure itself
 * @param inlineMapConcurrency iterations of an inline Map that run at a time
 * @param distributedMapConcurrency children of a distributed Map that run at a time
 * @param definitionBytes a definition as UTF-8 JSON
 * @param executionSeconds how long an execution may last; 0 for no limit
 * @param stepsPerTurn state transitions after which a turn ends and goes on as a command of its own
 * @param bytesPerTurn payload bytes in the history after which a turn ends likewise
 */
public record Limits(
    int payloadBytes,
    int historyEvents,
    int inlineMapConcurrency,
    int distributedMapConcurrency,
    int definitionBytes,
    long executionSeconds,
    int stepsPerTurn,
    int bytesPerTurn) {
  private static final long EXPRESS_SECONDS = 5L * 60;
  private static final int EXPRESS_EVENTS = 250_000;
  private static final long YEAR_SECONDS = 365L * 24 * 60 * 60;

  public static final Limits AWS =
      new Limits(262_144, 25_000, 40, 10_000, 1 << 20, YEAR_SECONDS, 1_000, 4 << 20);

  public static final Limits OPEN =
      new Limits(16 << 20, 1_000_000, 1_000, 10_000, 16 << 20, 0, 1_000, 64 << 20);

  /**
   * For executions of Express machines: they may last five minutes, and have no quota of events;
   * ours keeps one that never ends from filling the memory.
   */
  public Limits ofExpress() {
    return new Limits(
        payloadBytes,
        EXPRESS_EVENTS,
        inlineMapConcurrency,
        distributedMapConcurrency,
        definitionBytes,
        executionSeconds == 0 ? 0 : EXPRESS_SECONDS,
        stepsPerTurn,
        bytesPerTurn);
  }

  public Limits withHistoryEvents(int events) {
    return new Limits(
        payloadBytes,
        events,
        inlineMapConcurrency,
        distributedMapConcurrency,
        definitionBytes,
        executionSeconds,
        stepsPerTurn,
        bytesPerTurn);
  }

  /** How much a turn may do. */
  public Limits withTurns(int steps, int bytes) {
    return new Limits(
        payloadBytes,
        historyEvents,
        inlineMapConcurrency,
        distributedMapConcurrency,
        definitionBytes,
        executionSeconds,
        steps,
        bytes);
  }
}
