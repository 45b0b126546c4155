package pawl.engine.execution;

/** What a timer is for. The order is part of the stored format: append only. */
public enum TimerKind {
  /** A Wait state's time has come. */
  WAIT,
  /** A retrier's delay is over. */
  RETRY,
  /** TimeoutSeconds of a task. */
  TIMEOUT,
  /** HeartbeatSeconds of a task. */
  HEARTBEAT,
  /** TimeoutSeconds of the machine. */
  EXECUTION
}
