package pawl.engine.execution;

/** Where a scope stands within its step. The order is part of the stored format: append only. */
public enum Phase {
  /** The step is to be entered. */
  ENTER,
  /** The step was entered; its work is to be begun, for the first time or again. */
  WORK,
  /** The step's work has failed with {@link Scope#error}; what follows is to be decided. */
  FAILING,
  /** Until a Wait state's time has come. */
  WAIT_TIME,
  /** Until a task's outcome is reported. */
  WAIT_TASK,
  /** Until a retrier's delay is over. */
  WAIT_RETRY,
  /** Until branches or iterations are done. */
  WAIT_CHILDREN,
  /** The step's work is more than one turn may do, and goes on. */
  GO_ON;

  /** Whether the scope can go on by itself. */
  public boolean isRunnable() {
    return this == ENTER || this == WORK || this == FAILING || this == GO_ON;
  }
}
