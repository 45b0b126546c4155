package pawl.observability.trace;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.EventType;

/** A state that an execution is in, or an iteration of a Map: that has no span of its own. */
final class StateSpan {
  /** An attempt that failed. */
  record Failure(long millis, EventType type, @Nullable String error, @Nullable String cause) {}

  final long enteredEvent;
  final String name;
  final EventType entered;
  final long startMillis;

  /** What it is inside of; null at the top. */
  final @Nullable StateSpan around;

  /** The number of the iteration; negative for a state. */
  final int iteration;

  /** The states and iterations right inside that have not ended; most have none ever. */
  private @Nullable Set<StateSpan> inside;

  private @Nullable List<Failure> failures;
  @Nullable String resource;
  boolean settled;

  private StateSpan(
      long enteredEvent,
      String name,
      EventType entered,
      long startMillis,
      @Nullable StateSpan around,
      int iteration) {
    this.enteredEvent = enteredEvent;
    this.name = name;
    this.entered = entered;
    this.startMillis = startMillis;
    this.around = around;
    this.iteration = iteration;
    if (around != null) {
      around.enter(this);
    }
  }

  private void enter(StateSpan span) {
    Set<StateSpan> spans = inside;
    if (spans == null) {
      spans = new LinkedHashSet<>();
      inside = spans;
    }
    spans.add(span);
  }

  /** The states and iterations right inside that have not ended, in the order they began in. */
  List<StateSpan> inside() {
    return inside == null ? List.of() : List.copyOf(inside);
  }

  void addFailure(Failure failure) {
    List<Failure> all = failures;
    if (all == null) {
      all = new ArrayList<>();
      failures = all;
    }
    all.add(failure);
  }

  List<Failure> failures() {
    return failures == null ? List.of() : failures;
  }

  /** It has ended. */
  void leave() {
    if (around != null && around.inside != null) {
      around.inside.remove(this);
    }
  }

  static StateSpan state(
      long event, String name, EventType entered, long millis, @Nullable StateSpan around) {
    return new StateSpan(event, name, entered, millis, around, -1);
  }

  static StateSpan iteration(long event, int index, long millis, @Nullable StateSpan around) {
    return new StateSpan(event, "", EventType.MAP_ITERATION_STARTED, millis, around, index);
  }

  boolean isIteration() {
    return iteration >= 0;
  }

  /** The state around, iterations left out. */
  @Nullable StateSpan stateAround() {
    StateSpan next = around;
    while (next != null && next.isIteration()) {
      next = next.around;
    }
    return next;
  }

  /** The number of the innermost iteration that it is part of; negative if there is none. */
  int index() {
    for (StateSpan next = around; next != null; next = next.around) {
      if (next.isIteration()) {
        return next.iteration;
      }
    }
    return -1;
  }
}
