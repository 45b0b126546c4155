package pawl.engine;

/**
 * Makes the calls of Task states; a host runs each on a thread of its own and reports what came of
 * it.
 */
@FunctionalInterface
public interface TaskCaller {
  /** Calls and waits. Whatever goes wrong is a report, never an exception. */
  TaskReport call(TaskCall call);

  /**
   * Waits for the end of a job that {@code call} has started, in this process or one before.
   *
   * @param job as {@link TaskReport.JobStarted} named it
   */
  default TaskReport follow(TaskCall call, String job) {
    return new TaskReport.Failed("States.Runtime", "Jobs can't be followed here.");
  }

  /**
   * Asks the service to stop a job that nobody waits for any more. It is asked again after a crash,
   * and does what it can: a job that can't be stopped ends by itself.
   */
  default void stop(String job) {}
}
