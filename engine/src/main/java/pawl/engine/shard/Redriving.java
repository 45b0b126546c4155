package pawl.engine.shard;

import pawl.asl.program.Step;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.step.Abortion;
import pawl.engine.step.StepRunner;
import pawl.engine.turn.ExecutionTurn;

/**
 * Takes up an execution that has ended without success: every state that was entered and not left
 * does its work again, on the input it had; what has succeeded stays as it is.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html">
 *     Restarting executions with redrive</a>
 */
final class Redriving {
  private final ExecutionTurn turn;
  private final Interpreter interpreter;
  private long redriven;

  Redriving(ExecutionTurn turn) {
    this.turn = turn;
    this.interpreter = new Interpreter(turn);
  }

  /** Goes on where it ended. */
  void goOn() {
    begin();
    goOn(turn.existingScope(Scope.TOP));
  }

  /** Begins anew: what AWS does with the Express children of a distributed Map. */
  void startOver() {
    begin();
    Scope top = turn.existingScope(Scope.TOP);
    Abortion.discard(turn, top);
    top.step = turn.program.flows().get(top.flow).start();
    top.input = HeldPayload.of(turn.execution.input.get());
    top.variables.clear();
    top.phase = Phase.ENTER;
    workAgain(top);
  }

  private void begin() {
    Execution execution = turn.execution;
    turn.forgetEnd();
    execution.redriveCount++;
    execution.redriveMillis = turn.now();
    redriven =
        turn.addEvent(
            EventType.EXECUTION_REDRIVEN,
            execution.lastEvent,
            new EventDetails.ExecutionRedriven(execution.redriveCount));
  }

  private void goOn(Scope scope) {
    Step step = interpreter.step(scope);
    if (scope.phase == Phase.ENTER) {
      workAgain(scope);
    } else if (scope.children != null) {
      scope.children.active.forEach(id -> goOn(turn.existingScope(id)));
      scope.phase = Phase.WAIT_CHILDREN;
      begins(scope);
    } else if (scope.mapRun != 0) {
      scope.previousEvent = redriven;
      begins(scope);
      StepRunner.of(step).redrive(interpreter.stage(scope));
      turn.makeRunnable(scope);
    } else {
      // A Fail state is entered again, as the documentation has it.
      scope.phase = step instanceof Step.Fail ? Phase.ENTER : Phase.WORK;
      workAgain(scope);
    }
  }

  private void workAgain(Scope scope) {
    scope.previousEvent = redriven;
    begins(scope);
    turn.makeRunnable(scope);
  }

  /** Retriers count from nothing again. */
  private static void begins(Scope scope) {
    scope.retries.clear();
    scope.error = null;
  }
}
