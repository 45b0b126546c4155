package pawl.engine.read;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.engine.ChildResult;
import pawl.engine.catalogue.Revision;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;

/**
 * Questions. {@code position} is the {@link Page#next()} of the page before, null for the first
 * page.
 */
public interface Reads extends CatalogueReads {
  Optional<ExecutionView> execution(ExecutionId id);

  /** The revision that an execution runs. */
  Optional<Revision> revisionOf(ExecutionId id);

  /** Executions, newest first. */
  Page<ExecutionSummary> executions(ExecutionQuery query, int max, byte @Nullable [] position);

  /** A run of a distributed Map. */
  Optional<MapRunView> mapRun(String arn);

  /** The runs of distributed Maps of an execution, newest first; empty if there is none such. */
  Optional<Page<MapRunView>> mapRuns(ExecutionId id, int max, byte @Nullable [] position);

  /**
   * What the children of a run of a distributed Map left, in the order of the items; read as it is
   * asked for.
   */
  Iterator<ChildResult> childResults(ExecutionId execution, int mapRun);

  /** The tasks whose outcome a running execution waits for; empty if there is none such. */
  List<OpenTask> openTasks(ExecutionId id);

  /** Executions that were set aside, in no order of theirs. */
  Page<SetAside> setAside(int max, byte @Nullable [] position);

  /** Empty if there is no such execution. */
  Optional<Page<HistoryEvent>> history(
      ExecutionId id, boolean reverse, int max, byte @Nullable [] position);

  /**
   * What happened from an event on, for whoever reads a history from its beginning to its end: all
   * that a turn did comes at once, since it has to be unpacked at once. Empty if there is no more.
   *
   * @param events after which it is enough
   * @param bytes of payloads, after which it is enough as well
   */
  List<HistoryEvent> historyFrom(ExecutionId id, long from, int events, long bytes);
}
