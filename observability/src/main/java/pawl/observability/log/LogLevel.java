package pawl.observability.log;

import java.util.Locale;
import pawl.engine.history.EventType;

/** AWS's levels of logging, each with more events than the one before. */
public enum LogLevel {
  OFF,
  /** How executions end, unless they succeed. */
  FATAL,
  /** Whatever failed, timed out or was aborted. */
  ERROR,
  ALL;

  /** The level of a configuration; OFF for what is none. */
  static LogLevel of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "ALL" -> ALL;
      case "ERROR" -> ERROR;
      case "FATAL" -> FATAL;
      default -> OFF;
    };
  }

  /** Whether an event of this type is logged. */
  boolean carries(EventType type) {
    return this != OFF && leastFor(type).compareTo(this) <= 0;
  }

  /** AWS's table; it leaves activities, map runs and evaluations out, which follow its pattern. */
  private static LogLevel leastFor(EventType type) {
    return switch (type) {
      case EXECUTION_ABORTED, EXECUTION_FAILED, EXECUTION_TIMED_OUT -> FATAL;
      case FAIL_STATE_ENTERED,
          ACTIVITY_FAILED,
          ACTIVITY_SCHEDULE_FAILED,
          ACTIVITY_TIMED_OUT,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_SCHEDULE_FAILED,
          LAMBDA_FUNCTION_START_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT,
          MAP_ITERATION_ABORTED,
          MAP_ITERATION_FAILED,
          MAP_STATE_ABORTED,
          MAP_STATE_FAILED,
          PARALLEL_STATE_ABORTED,
          PARALLEL_STATE_FAILED,
          TASK_FAILED,
          TASK_START_FAILED,
          TASK_STATE_ABORTED,
          TASK_SUBMIT_FAILED,
          TASK_TIMED_OUT,
          WAIT_STATE_ABORTED,
          MAP_RUN_ABORTED,
          MAP_RUN_FAILED,
          EVALUATION_FAILED ->
          ERROR;
      case ACTIVITY_SCHEDULED,
          ACTIVITY_STARTED,
          ACTIVITY_SUCCEEDED,
          CHOICE_STATE_ENTERED,
          CHOICE_STATE_EXITED,
          EXECUTION_STARTED,
          EXECUTION_SUCCEEDED,
          EXECUTION_REDRIVEN,
          LAMBDA_FUNCTION_SCHEDULED,
          LAMBDA_FUNCTION_STARTED,
          LAMBDA_FUNCTION_SUCCEEDED,
          MAP_ITERATION_STARTED,
          MAP_ITERATION_SUCCEEDED,
          MAP_STATE_ENTERED,
          MAP_STATE_EXITED,
          MAP_STATE_STARTED,
          MAP_STATE_SUCCEEDED,
          MAP_RUN_STARTED,
          MAP_RUN_SUCCEEDED,
          MAP_RUN_REDRIVEN,
          PARALLEL_STATE_ENTERED,
          PARALLEL_STATE_EXITED,
          PARALLEL_STATE_STARTED,
          PARALLEL_STATE_SUCCEEDED,
          PASS_STATE_ENTERED,
          PASS_STATE_EXITED,
          SUCCEED_STATE_ENTERED,
          SUCCEED_STATE_EXITED,
          TASK_SCHEDULED,
          TASK_STARTED,
          TASK_STATE_ENTERED,
          TASK_STATE_EXITED,
          TASK_SUBMITTED,
          TASK_SUCCEEDED,
          WAIT_STATE_ENTERED,
          WAIT_STATE_EXITED ->
          ALL;
    };
  }
}
