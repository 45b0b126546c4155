package pawl.observability.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;

/**
 * Follows the events of one execution and says which states end with each. An event belongs to the
 * state that its predecessor belongs to: that is how branches and iterations are told apart.
 */
final class ExecutionTrace {
  /**
   * A state that has ended.
   *
   * @param error null if it ended well
   */
  record Ended(StateSpan state, long endMillis, @Nullable String error, @Nullable String cause) {}

  /**
   * By event, the innermost state that the execution is in after it; those at the top are left out.
   */
  private final Map<Long, StateSpan> states = new HashMap<>();

  private final Set<StateSpan> open = new LinkedHashSet<>();
  private final long began;
  private long lastEvent;

  /** {@code began} is 0 when nothing has been missed. */
  ExecutionTrace(long began) {
    this.began = began;
    this.lastEvent = began;
  }

  /** The id of the last event that it has followed. */
  long lastEvent() {
    return lastEvent;
  }

  /** About how much it remembers. */
  int size() {
    return states.size() + 1;
  }

  /** Whether all events from the first on were followed. */
  boolean isWhole() {
    return began == 0;
  }

  /** Takes in the next event; answers the states that end with it, the innermost first. */
  List<Ended> follow(HistoryEvent event) {
    lastEvent = event.id();
    StateSpan before = states.get(event.previousId());
    List<Ended> ended = new ArrayList<>();
    StateSpan after = after(event, before, ended);
    if (after != null) {
      states.put(event.id(), after);
    }
    return ended;
  }

  private @Nullable StateSpan after(
      HistoryEvent event, @Nullable StateSpan before, List<Ended> ended) {
    return switch (event.details()) {
      case EventDetails.StateEntered entered -> {
        StateSpan state =
            StateSpan.state(event.id(), entered.name(), event.type(), event.epochMillis(), before);
        open.add(state);
        yield state;
      }
      case EventDetails.StateExited exited -> {
        StateSpan state = find(before, it -> !it.isIteration() && it.name.equals(exited.name()));
        if (state == null) {
          yield before;
        }
        closeInside(state, event, "States.Aborted", ended);
        // A state that was closed with its execution ends once more after a redrive.
        open.add(state);
        close(state, event, null, null, ended);
        yield state.around;
      }
      case EventDetails.MapIteration iteration -> iteration(event, iteration, before, ended);
      case EventDetails.FunctionScheduled scheduled -> {
        use(before, scheduled.resource());
        yield before;
      }
      case EventDetails.ActivityScheduled scheduled -> {
        use(before, scheduled.resource());
        yield before;
      }
      case EventDetails.TaskScheduled scheduled -> {
        use(before, scheduled.resourceType() + ":" + scheduled.resource());
        yield before;
      }
      case EventDetails.Failure failure ->
          failed(event, before, failure.error(), failure.cause(), ended);
      case EventDetails.TaskFailure failure ->
          failed(event, before, failure.error(), failure.cause(), ended);
      case EventDetails.EvaluationFailed failure ->
          failed(event, before, failure.error(), failure.cause(), ended);
      case EventDetails.ExecutionSucceeded _ -> {
        closeAll(event, "States.Aborted", null, ended);
        yield null;
      }
      case EventDetails.None _ -> settled(event, before, ended);
      default -> before;
    };
  }

  private @Nullable StateSpan iteration(
      HistoryEvent event,
      EventDetails.MapIteration iteration,
      @Nullable StateSpan before,
      List<Ended> ended) {
    if (event.type() == EventType.MAP_ITERATION_STARTED) {
      return StateSpan.iteration(event.id(), iteration.index(), event.epochMillis(), before);
    }
    StateSpan found = find(before, StateSpan::isIteration);
    if (found == null) {
      return before;
    }
    closeInside(found, event, "States.Aborted", ended);
    found.leave();
    return found.around;
  }

  /** An event without details that ends a Map, a Parallel or the wait of a state. */
  private @Nullable StateSpan settled(
      HistoryEvent event, @Nullable StateSpan before, List<Ended> ended) {
    return switch (event.type()) {
      case MAP_STATE_FAILED, MAP_STATE_SUCCEEDED, MAP_STATE_ABORTED ->
          settle(event, EventType.MAP_STATE_ENTERED, before, ended);
      case PARALLEL_STATE_FAILED, PARALLEL_STATE_SUCCEEDED, PARALLEL_STATE_ABORTED ->
          settle(event, EventType.PARALLEL_STATE_ENTERED, before, ended);
      case TASK_STATE_ABORTED, WAIT_STATE_ABORTED -> {
        if (before == null || !open.contains(before)) {
          yield before;
        }
        close(before, event, "States.Aborted", null, ended);
        yield before.around;
      }
      default -> before;
    };
  }

  private @Nullable StateSpan settle(
      HistoryEvent event, EventType entered, @Nullable StateSpan before, List<Ended> ended) {
    StateSpan state = find(before, it -> it.entered == entered && !it.settled);
    if (state == null) {
      return before;
    }
    state.settled = true;
    closeInside(state, event, "States.Aborted", ended);
    return state;
  }

  private @Nullable StateSpan failed(
      HistoryEvent event,
      @Nullable StateSpan before,
      @Nullable String error,
      @Nullable String cause,
      List<Ended> ended) {
    switch (event.type()) {
      case EXECUTION_FAILED, EXECUTION_ABORTED, EXECUTION_TIMED_OUT -> {
        String word = error == null ? event.type().apiName() : error;
        closeAll(event, word, cause, ended);
        return null;
      }
      default -> {
        if (before != null) {
          before.addFailure(new StateSpan.Failure(event.epochMillis(), event.type(), error, cause));
        }
        return before;
      }
    }
  }

  private static void use(@Nullable StateSpan state, String resource) {
    if (state != null) {
      state.resource = resource;
    }
  }

  private static @Nullable StateSpan find(
      @Nullable StateSpan innermost, Predicate<StateSpan> wanted) {
    StateSpan next = innermost;
    while (next != null && !wanted.test(next)) {
      next = next.around;
    }
    return next;
  }

  /** Whoever is left inside did not end well, or it would have ended before. */
  private void closeInside(StateSpan around, HistoryEvent event, String error, List<Ended> ended) {
    for (StateSpan state : around.inside().reversed()) {
      closeInside(state, event, error, ended);
      state.leave();
      StateSpan.Failure last = state.failures().isEmpty() ? null : state.failures().getLast();
      close(
          state,
          event,
          last == null || last.error() == null ? error : last.error(),
          last == null ? null : last.cause(),
          ended);
    }
  }

  private void closeAll(
      HistoryEvent event, String error, @Nullable String cause, List<Ended> ended) {
    for (StateSpan state : List.copyOf(open).reversed()) {
      close(state, event, error, cause, ended);
    }
  }

  private void close(
      StateSpan state,
      HistoryEvent event,
      @Nullable String error,
      @Nullable String cause,
      List<Ended> ended) {
    if (open.remove(state)) {
      state.leave();
      ended.add(new Ended(state, event.epochMillis(), error, cause));
    }
  }
}
