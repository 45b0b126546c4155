package pawl.engine.execution;

import pawl.engine.ExecutionStatus;

/** A child of a distributed Map that was started; {@code items} is how many it works on. */
public record MapChild(ExecutionStatus status, int items) {}
