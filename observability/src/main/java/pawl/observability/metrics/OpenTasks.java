package pawl.observability.metrics;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.EventDetails;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;

/**
 * The tasks that are open, by the last event of each: the end of a task does not say what it was a
 * task of. Of executions that are not known here, because they began before the server did or are
 * one too many, the history is read again.
 */
final class OpenTasks {
  private static final int MOST_EXECUTIONS = 50_000;
  private static final String INTEGRATION = "arn:aws:states:::";

  private final Map<ExecutionId, Map<Long, OpenTask>> open = new LinkedHashMap<>();
  private final Function<ExecutionId, List<HistoryEvent>> histories;

  /** {@code histories} reads all events of an execution that are stored. */
  OpenTasks(Function<ExecutionId, List<HistoryEvent>> histories) {
    this.histories = histories;
  }

  /** Takes in an event; answers the task that it is about, null if it is about none. */
  @Nullable OpenTask follow(ExecutionOrigin execution, HistoryEvent event) {
    return follow(execution.id(), event, !execution.isExpress());
  }

  private @Nullable OpenTask follow(ExecutionId id, HistoryEvent event, boolean mayRead) {
    return switch (event.type()) {
      case LAMBDA_FUNCTION_SCHEDULED, ACTIVITY_SCHEDULED, TASK_SCHEDULED ->
          keep(id, event, scheduled(event));
      case LAMBDA_FUNCTION_STARTED, ACTIVITY_STARTED, TASK_STARTED -> {
        OpenTask task = take(id, event, mayRead);
        yield task == null ? null : keep(id, event, task.startedAt(event.epochMillis()));
      }
      case TASK_SUBMITTED -> {
        OpenTask task = take(id, event, mayRead);
        yield task == null ? null : keep(id, event, task);
      }
      case LAMBDA_FUNCTION_SUCCEEDED,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT,
          LAMBDA_FUNCTION_SCHEDULE_FAILED,
          LAMBDA_FUNCTION_START_FAILED,
          ACTIVITY_SUCCEEDED,
          ACTIVITY_FAILED,
          ACTIVITY_TIMED_OUT,
          ACTIVITY_SCHEDULE_FAILED,
          TASK_SUCCEEDED,
          TASK_FAILED,
          TASK_TIMED_OUT,
          TASK_START_FAILED,
          TASK_SUBMIT_FAILED ->
          take(id, event, mayRead);
      case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_ABORTED, EXECUTION_TIMED_OUT -> {
        open.remove(id);
        yield null;
      }
      default -> null;
    };
  }

  private OpenTask keep(ExecutionId id, HistoryEvent event, OpenTask task) {
    known(id).put(event.id(), task);
    return task;
  }

  private @Nullable OpenTask take(ExecutionId id, HistoryEvent event, boolean mayRead) {
    Map<Long, OpenTask> tasks = open.get(id);
    OpenTask task = tasks == null ? null : tasks.remove(event.previousId());
    if (task != null || !mayRead) {
      return task;
    }
    for (HistoryEvent earlier : histories.apply(id)) {
      if (earlier.id() < event.id()) {
        follow(id, earlier, false);
      }
    }
    return known(id).remove(event.previousId());
  }

  private static OpenTask scheduled(HistoryEvent event) {
    long millis = event.epochMillis();
    return switch (event.details()) {
      case EventDetails.FunctionScheduled function ->
          OpenTask.scheduled(
              OpenTask.Kind.LAMBDA_FUNCTION,
              function.resource(),
              millis,
              null,
              function.timeoutSeconds());
      case EventDetails.ActivityScheduled activity ->
          OpenTask.scheduled(
              OpenTask.Kind.ACTIVITY,
              activity.resource(),
              millis,
              activity.heartbeatSeconds(),
              activity.timeoutSeconds());
      case EventDetails.TaskScheduled task ->
          OpenTask.scheduled(
              OpenTask.Kind.SERVICE_INTEGRATION,
              INTEGRATION + task.resourceType() + ":" + task.resource(),
              millis,
              task.heartbeatSeconds(),
              task.timeoutSeconds());
      default -> throw new IllegalStateException("Nothing is scheduled by " + event);
    };
  }

  private Map<Long, OpenTask> known(ExecutionId id) {
    Map<Long, OpenTask> tasks = open.get(id);
    if (tasks == null) {
      tasks = new HashMap<>();
      open.put(id, tasks);
      forgetTheOldest();
    }
    return tasks;
  }

  private void forgetTheOldest() {
    if (open.size() > MOST_EXECUTIONS) {
      Iterator<ExecutionId> oldest = open.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Of how many executions tasks are remembered. */
  int size() {
    return open.size();
  }
}
