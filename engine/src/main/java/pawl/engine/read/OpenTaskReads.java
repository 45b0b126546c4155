package pawl.engine.read;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.history.EventDetails;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.TaskRef;
import pawl.engine.store.Executions;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;

/** Finds the tasks that an execution waits for, in its running places and its history. */
final class OpenTaskReads {
  private final StoreView store;
  private final LongFunction<@Nullable HistoryEvent> events;

  /** {@code events} finds an event by its number. */
  OpenTaskReads(StoreView store, LongFunction<@Nullable HistoryEvent> events) {
    this.store = store;
    this.events = events;
  }

  List<OpenTask> of(Execution execution) {
    List<OpenTask> found = new ArrayList<>();
    if (execution.top != null) {
      add(found, execution, execution.top);
    }
    store.scan(
        Keys.scope(execution.id, 0),
        Keys.scope(execution.id, -1),
        (key, value) -> {
          add(
              found,
              execution,
              RecordCodec.readScope(
                  Keys.lastNumber(key),
                  value,
                  place -> Executions.payload(store, execution.id, place)));
          return true;
        });
    return found;
  }

  private void add(List<OpenTask> found, Execution execution, Scope scope) {
    Scope.TaskWait task = scope.task;
    if (task == null || scope.phase != Phase.WAIT_TASK) {
      return;
    }
    HistoryEvent scheduled = scheduled(scope);
    HistoryEvent entered = events.apply(scope.enteredEvent);
    if (scheduled == null
        || entered == null
        || !(entered.details() instanceof EventDetails.StateEntered(String state, _))) {
      return;
    }
    found.add(
        new OpenTask(
            new TaskRef(execution.id, scope.id, scope.attempt),
            state,
            resource(scheduled),
            scheduled.id(),
            scheduled.epochMillis(),
            due(scope, TimerKind.TIMEOUT),
            task.heartbeatMillis,
            due(scope, TimerKind.HEARTBEAT),
            task.calling));
  }

  /** Behind it at most two more events of the scope have happened: started and submitted. */
  private @Nullable HistoryEvent scheduled(Scope scope) {
    long id = scope.previousEvent;
    while (id > scope.enteredEvent) {
      HistoryEvent event = events.apply(id);
      if (event == null) {
        return null;
      }
      if (!resource(event).isEmpty()) {
        return event;
      }
      id = event.previousId();
    }
    return null;
  }

  private static String resource(HistoryEvent event) {
    return switch (event.details()) {
      case EventDetails.TaskScheduled scheduled -> scheduled.resource();
      case EventDetails.FunctionScheduled scheduled -> scheduled.resource();
      case EventDetails.ActivityScheduled scheduled -> scheduled.resource();
      default -> "";
    };
  }

  private static @Nullable Long due(Scope scope, TimerKind kind) {
    return scope.timers.stream()
        .filter(timer -> timer.kind() == kind)
        .map(Scope.Timer::dueMillis)
        .findFirst()
        .orElse(null);
  }
}
