package pawl.simulation.world;

import java.util.EnumMap;
import java.util.Map;

/** Rare things that the standard seeds must have met, or they prove little. */
public enum Mark {
  CRASH_LOSES_TURNS,
  CRASH_AFTER_UNANSWERED_COMMIT,
  FAILED_COMMIT_OF_SEVERAL,
  BATCH_OVER_A_BATCH,
  READ_FAILED,
  STUMBLED_OVER_A_BATCH,
  WORK_DURING_A_COMMIT,
  LONG_TURN_GOES_ON,
  DELIVERED_TWICE,
  REPORTED_TWICE,
  ITEMS_REPORTED_TWICE,
  CALL_UNDER_WAY_NOT_REPEATED,
  CALL_REPEATED_AFTER_CRASH,
  CALL_NOBODY_WAITS_FOR,
  JOB_FOLLOWED_AFTER_CRASH,
  JOB_STOPPED,
  JOB_STOPPED_TWICE,
  ANSWER_AFTER_TIMEOUT,
  TOKEN_GIVEN_TWICE,
  TOKEN_AFTER_TIMEOUT,
  TOKEN_SENT_AGAIN,
  TAKEN_TASK_LOST,
  HEARTBEAT,
  CLOCK_BACK,
  CLOCK_AHEAD,
  START_REPEATED,
  STOPPED,
  REDRIVEN,
  CHILD_REDRIVEN,
  SEVERAL_TIMERS_AT_ONCE,
  LOSS_AMID_A_LONG_TURN,
  LOSS_WITH_A_CHILD_RUNNING,
  LOSS_DURING_PARALLEL_OR_MAP,
  LOSS_DURING_MAP_RUN,
  RETRY_AFTER_LOSS,
  LOSS_WITH_AN_EARLY_ANSWER,
  MAP_TOLERATED_FAILURES,
  MAP_RUN_FAILED,
  CHILDREN_STOPPED,
  ORACLE_JUDGED;

  private static final Map<Mark, Integer> REACHED = new EnumMap<>(Mark.class);

  void reached() {
    REACHED.merge(this, 1, Integer::sum);
  }

  /** Begins to count anew. */
  public static void forget() {
    REACHED.clear();
  }

  /** How often each was met. */
  public static Map<Mark, Integer> counts() {
    Map<Mark, Integer> counts = new EnumMap<>(Mark.class);
    for (Mark mark : values()) {
      counts.put(mark, REACHED.getOrDefault(mark, 0));
    }
    return counts;
  }
}
