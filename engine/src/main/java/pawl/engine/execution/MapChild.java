package pawl.engine.execution;

import pawl.engine.ExecutionStatus;

/**
 * A child of a distributed Map that was started.
 *
 * @param items how many it works on
 * @param redrive of the run, in which it was last taken up; 0 for none
 */
public record MapChild(ExecutionStatus status, int items, int redrive) {
  /** The same child, as it stands now. */
  public MapChild with(ExecutionStatus now) {
    return new MapChild(now, items, redrive);
  }
}
