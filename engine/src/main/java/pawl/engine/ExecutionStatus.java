package pawl.engine;

/** AWS's statuses of an execution. The order is part of the stored format: append only. */
public enum ExecutionStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED,
  PENDING_REDRIVE;

  public boolean isFinal() {
    return this != RUNNING && this != PENDING_REDRIVE;
  }
}
