package pawl.engine;

/**
 * Makes the calls of Task states; a host runs each on a thread of its own and reports what came of
 * it.
 */
@FunctionalInterface
public interface TaskCaller {
  /** Calls and waits. Whatever goes wrong is a report, never an exception. */
  TaskReport call(TaskCall call);
}
