package pawl.engine.read;

import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.engine.ChildResult;
import pawl.engine.ExecutionStatus;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;

/**
 * Questions. {@code position} is the {@link Page#next()} of the page before, null for the first
 * page.
 */
public interface Reads {
  Optional<Machine> machine(String arn);

  /** Machines by name. */
  Page<Machine> machines(int max, byte @Nullable [] position);

  Optional<Activity> activity(String arn);

  /** Activities by name. */
  Page<Activity> activities(int max, byte @Nullable [] position);

  Optional<ExecutionView> execution(ExecutionId id);

  /** The revision that an execution runs. */
  Optional<Revision> revisionOf(ExecutionId id);

  /** Executions of a machine, newest first. */
  Page<ExecutionSummary> executions(
      String machineArn, @Nullable ExecutionStatus status, int max, byte @Nullable [] position);

  /**
   * What the children of a run of a distributed Map left, in the order of the items; read as it is
   * asked for.
   */
  Iterator<ChildResult> childResults(ExecutionId execution, int mapRun);

  /** Empty if there is no such execution. */
  Optional<Page<HistoryEvent>> history(
      ExecutionId id, boolean reverse, int max, byte @Nullable [] position);
}
