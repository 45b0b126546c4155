package pawl.engine.step;

import java.util.Optional;
import pawl.asl.program.Step;
import pawl.engine.execution.Scope;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.turn.ExecutionTurn;

/**
 * Cuts off scopes that are not wanted any more. With events, as AWS writes them when a Map or
 * Parallel fails: for each state that was entered and not left one {@code ...StateAborted}, all
 * pointing at the event that failed the first branch.
 *
 * <p>What was cut off is kept until the failure is retried or caught; if nothing does, the
 * execution ends with it, and a redrive goes on from there.
 */
public final class Abortion {
  private Abortion() {}

  /** Halts a scope and all within it without a word: the execution itself has ended. */
  public static void silently(ExecutionTurn turn, Scope scope) {
    if (scope.children != null) {
      for (int id : scope.children.active) {
        Scope child = turn.scope(id);
        if (child != null) { // else it was about to leave when the history ran full
          silently(turn, child);
        }
      }
    }
    turn.haltScope(scope);
  }

  /** Lets go of what was cut off within a scope, which goes on without it. */
  public static void discard(ExecutionTurn turn, Scope scope) {
    if (scope.children != null) {
      for (int id : scope.children.active) {
        Scope child = turn.scope(id);
        if (child != null) {
          discard(turn, child);
          turn.closeScope(child);
        }
      }
    }
    turn.forgetChildren(scope);
  }

  /**
   * Halts a scope and all within it that still runs, inner ones first, leaving events that point at
   * {@code failure}.
   */
  static void noting(ExecutionTurn turn, Scope scope, long failure) {
    Step step = turn.program.flows().get(scope.flow).step(scope.step);
    if (scope.children != null && !scope.children.cut) {
      scope.children.cut = true;
      for (int id : scope.children.active) {
        Scope child = turn.existingScope(id);
        if (step instanceof Step.Map map) {
          turn.addEvent(
              EventType.MAP_ITERATION_ABORTED,
              failure,
              new EventDetails.MapIteration(map.name(), child.index));
        }
        noting(turn, child, failure);
      }
    }
    if (turn.hasRunningMapRun(scope)) {
      turn.addEvent(EventType.MAP_RUN_ABORTED, failure, EventDetails.None.NONE);
    }
    if (scope.enteredEvent != 0) {
      abortedEvent(step).ifPresent(type -> turn.addEvent(type, failure, EventDetails.None.NONE));
    }
    turn.haltScope(scope);
  }

  /** The event for a state that is cut off; kinds of states that never wait have none. */
  private static Optional<EventType> abortedEvent(Step step) {
    return switch (step) {
      case Step.Task _ -> Optional.of(EventType.TASK_STATE_ABORTED);
      case Step.Wait _ -> Optional.of(EventType.WAIT_STATE_ABORTED);
      case Step.Parallel _ -> Optional.of(EventType.PARALLEL_STATE_ABORTED);
      case Step.Map _ -> Optional.of(EventType.MAP_STATE_ABORTED);
      case Step.Pass _, Step.Choice _, Step.Succeed _, Step.Fail _ -> Optional.empty();
    };
  }
}
