package pawl.engine.shard;

import java.util.List;
import java.util.Optional;
import pawl.asl.Payload;
import pawl.asl.QueryLanguage;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Outcome;
import pawl.asl.program.Step;
import pawl.engine.ExecutionStatus;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.failure.Backoff;
import pawl.engine.failure.RecoveryDecision;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.step.Abortion;
import pawl.engine.step.Stage;
import pawl.engine.step.StateEvents;
import pawl.engine.step.StepOutcome;
import pawl.engine.step.StepRunner;
import pawl.engine.turn.ExecutionTurn;

/**
 * The loop of the core: takes scopes that can go on and lets them, state after state, until each
 * waits or has ended.
 *
 * <pre>
 *   scope ── enter ── runner.work ──┬─ Left ─── exit event ── next state, or the flow ends ── parent's childSucceeded
 *                          ▲        ├─ Waiting / Opened                                            │
 *        report, timer ────┘        └─ Failed ─ Retry? ─ Catch? ─ the flow fails ────────── parent's childFailed
 * </pre>
 */
final class Interpreter {
  private final ExecutionTurn turn;
  private final Ending ending;

  Interpreter(ExecutionTurn turn) {
    this.turn = turn;
    this.ending = new Ending(turn);
  }

  /** Goes on until nothing can move or the turn has become long. */
  void run() {
    while (isRunning() && !turn.execution.runnable.isEmpty() && !turn.isSpent()) {
      advance(turn.existingScope(turn.execution.runnable.remove()));
    }
  }

  /**
   * Takes in what came of a command. A failure is only noted, so that everything which happened at
   * the same time is on record before its consequences are.
   */
  void resume(Scope scope, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Failed(StatesError error)) {
      scope.phase = Phase.FAILING;
      scope.error = error;
      turn.makeRunnable(scope);
    } else {
      settleElsewhere(scope, outcome);
    }
  }

  private boolean isRunning() {
    return turn.execution.status == ExecutionStatus.RUNNING;
  }

  private void advance(Scope scope) {
    while (isAlive(scope) && scope.phase.isRunnable()) {
      if (turn.isSpent()) {
        turn.makeRunnable(scope);
        return;
      }
      turn.countStep();
      settle(scope, proceed(scope));
    }
  }

  private boolean isAlive(Scope scope) {
    return isRunning() && turn.scope(scope.id) != null;
  }

  private StepOutcome proceed(Scope scope) {
    Step step = step(scope);
    return switch (scope.phase) {
      case ENTER -> {
        enter(scope, step);
        yield StepRunner.of(step).work(stage(scope));
      }
      case WORK -> StepRunner.of(step).work(stage(scope));
      case GO_ON -> StepRunner.of(step).goOn(stage(scope));
      case FAILING -> {
        StatesError error = scope.error;
        if (error == null) {
          throw new IllegalStateException("Scope " + scope.id + " fails with nothing");
        }
        scope.error = null;
        yield new StepOutcome.Failed(error);
      }
      case WAIT_TIME, WAIT_TASK, WAIT_RETRY, WAIT_CHILDREN ->
          throw new IllegalStateException("Scope " + scope.id + " waits, it can't go on");
    };
  }

  private void enter(Scope scope, Step step) {
    scope.beforeEntryEvent = scope.previousEvent;
    scope.enteredMillis = turn.now();
    scope.retries.clear();
    scope.phase = Phase.WORK;
    Payload input = scope.input.get();
    scope.enteredEvent =
        turn.chainEvent(
            scope, StateEvents.entered(step), new EventDetails.StateEntered(step.name(), input));
    turn.countBytes(input);
  }

  private void settle(Scope scope, StepOutcome outcome) {
    switch (outcome) {
      case StepOutcome.Waiting _ -> {}
      case StepOutcome.Opened(List<Scope> children) -> children.forEach(turn::makeRunnable);
      case StepOutcome.Left(Outcome left, int next) -> leave(scope, left, next);
      case StepOutcome.Failed(StatesError error) -> recover(scope, error);
    }
  }

  /**
   * Settles for a scope that is not the one being advanced: it goes to the queue if it can go on.
   */
  private void settleElsewhere(Scope scope, StepOutcome outcome) {
    settle(scope, outcome);
    if (isAlive(scope) && scope.phase.isRunnable()) {
      turn.makeRunnable(scope);
    }
  }

  private void leave(Scope scope, Outcome outcome, int next) {
    Step step = step(scope);
    stage(scope).assign(outcome.assigned());
    turn.chainEvent(
        scope,
        StateEvents.exited(step),
        new EventDetails.StateExited(step.name(), outcome.output(), outcome.assigned()));
    turn.countBytes(outcome.output());
    if (next != Step.END) {
      scope.step = next;
      scope.phase = Phase.ENTER;
      scope.input = HeldPayload.of(outcome.output());
    } else if (scope.parent == 0) {
      ending.succeeded(scope, outcome.output());
    } else {
      turn.closeScope(scope);
      Scope parent = turn.existingScope(scope.parent);
      StepOutcome ofParent =
          StepRunner.of(step(parent)).childSucceeded(stage(parent), scope, outcome.output());
      settleElsewhere(parent, ofParent);
    }
  }

  private void recover(Scope scope, StatesError error) {
    Step.Recovery recovery = recovery(step(scope));
    if (retry(scope, recovery, error)) {
      return;
    }
    long beforeClosing = scope.previousEvent;
    if (error.closing() != null) {
      turn.chainEvent(scope, error.closing(), EventDetails.None.NONE);
    }
    Optional<Step.Catcher> catcher = RecoveryDecision.catcher(recovery.catchers(), error);
    if (catcher.isEmpty()) {
      fail(scope, error.closed());
      return;
    }
    switch (catcher.get().data().exit(stage(scope).environment(), error.output())) {
      case Evaluation.Value<Outcome>(Outcome outcome) -> {
        switch (stage(scope).leave(outcome, catcher.get().next())) {
          case StepOutcome.Left(Outcome left, int next) -> {
            Abortion.discard(turn, scope);
            leave(scope, left, next);
          }
          case StepOutcome.Failed(StatesError oversized) -> fail(scope, oversized);
          case StepOutcome.Waiting _, StepOutcome.Opened _ ->
              throw new IllegalStateException("Leaving a state does not wait");
        }
      }
      case Evaluation.Failed<Outcome>(EvaluationError failed) ->
          fail(scope, ofCatcher(scope, failed, error, beforeClosing));
    }
  }

  /**
   * The failure of a catcher's own expression. In a JSONata state that was closed, AWS lets it
   * follow what was before, and closes the state again.
   */
  private StatesError ofCatcher(
      Scope scope, EvaluationError failed, StatesError caught, long beforeClosing) {
    Stage stage = stage(scope);
    if (caught.closing() == null || step(scope).queryLanguage() != QueryLanguage.JSONATA) {
      return stage.failure(failed);
    }
    scope.previousEvent = beforeClosing;
    StatesError failure = stage.failure(failed);
    turn.chainEvent(scope, caught.closing(), EventDetails.None.NONE);
    return failure;
  }

  private boolean retry(Scope scope, Step.Recovery recovery, StatesError error) {
    Optional<Integer> found = RecoveryDecision.retrier(recovery.retriers(), error);
    if (found.isEmpty()) {
      return false;
    }
    int index = found.get();
    Step.Retrier retrier = recovery.retriers().get(index);
    while (scope.retries.size() <= index) {
      scope.retries.add(0);
    }
    int made = scope.retries.get(index);
    if (made >= retrier.maxAttempts()) {
      return false;
    }
    scope.retries.set(index, made + 1);
    Abortion.discard(turn, scope);
    scope.phase = Phase.WAIT_RETRY;
    long delay = Backoff.delayMillis(retrier, made, turn.context().random());
    turn.arm(scope, TimerKind.RETRY, turn.now() + delay);
    return true;
  }

  private static Step.Recovery recovery(Step step) {
    return switch (step) {
      case Step.Task task -> task.recovery();
      case Step.Parallel parallel -> parallel.recovery();
      case Step.Map map -> map.recovery();
      case Step.Pass _, Step.Choice _, Step.Wait _, Step.Succeed _, Step.Fail _ ->
          Step.Recovery.NONE;
    };
  }

  /**
   * What nothing can catch ends the execution where it is, also within a branch or an iteration.
   */
  private void fail(Scope scope, StatesError error) {
    if (scope.parent == 0 || !error.catchable()) {
      ending.failed(scope, error);
    } else {
      Scope parent = turn.existingScope(scope.parent);
      settleElsewhere(parent, StepRunner.of(step(parent)).childFailed(stage(parent), scope, error));
    }
  }

  /** Fails for want of room in the history: the event with the last allowed number says so. */
  void historyFull() {
    ending.failed(
        turn.existingScope(Scope.TOP),
        turn.execution.lastEvent,
        StatesError.of(
            StatesError.RUNTIME,
            "The execution reached the maximum number of history events (%d)."
                .formatted(turn.limits().historyEvents())));
  }

  Step step(Scope scope) {
    return turn.program.flows().get(scope.flow).step(scope.step);
  }

  Stage stage(Scope scope) {
    return new Stage(turn, scope, step(scope));
  }

  Ending ending() {
    return ending;
  }
}
