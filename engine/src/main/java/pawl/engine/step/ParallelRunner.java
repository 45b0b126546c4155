package pawl.engine.step;

import java.util.ArrayList;
import java.util.List;
import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.Step;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.turn.ExecutionTurn;

/** Parallel: runs its branches on the same input; done when all are, failed when one is. */
final class ParallelRunner implements StepRunner {
  static final ParallelRunner RUNNER = new ParallelRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Parallel step = stage.step(Step.Parallel.class);
    return switch (step.data().arguments(stage.environment())) {
      case Evaluation.Failed<Payload>(EvaluationError error) -> stage.failed(error);
      case Evaluation.Value<Payload>(Payload arguments) -> open(stage, step, arguments);
    };
  }

  private static StepOutcome open(Stage stage, Step.Parallel step, Payload arguments) {
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    long started = turn.chainEvent(scope, EventType.PARALLEL_STATE_STARTED, EventDetails.None.NONE);
    var children = new Scope.Children();
    children.total = step.branches().size();
    children.started = children.total;
    scope.children = children;
    scope.phase = Phase.WAIT_CHILDREN;
    List<Scope> opened = new ArrayList<>();
    for (int index = 0; index < children.total; index++) {
      Scope branch = turn.openScope(scope.id, index, step.branches().get(index), arguments);
      branch.previousEvent = started;
      children.active.add(branch.id);
      opened.add(branch);
    }
    return new StepOutcome.Opened(opened);
  }

  @Override
  public StepOutcome childSucceeded(Stage stage, Scope child, Payload output) {
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    Scope.Children children = MapRunner.children(scope);
    turn.results().put(scope.id, child.index, output);
    children.active.remove((Integer) child.id);
    children.succeeded++;
    if (children.succeeded < children.total) {
      return StepOutcome.Waiting.WAITING;
    }
    scope.previousEvent = child.previousEvent;
    long closed =
        turn.addEvent(
            EventType.PARALLEL_STATE_SUCCEEDED, child.previousEvent, EventDetails.None.NONE);
    List<Payload> results = turn.results().takeAll(scope.id, children.total);
    scope.children = null;
    Step.Parallel step = stage.step(Step.Parallel.class);
    return stage.closedBy(closed, stage.leaveWithAll(step.data(), results, step.next()));
  }

  @Override
  public StepOutcome childFailed(Stage stage, Scope child, StatesError error) {
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    long failure = child.previousEvent;
    Scope.Children children = MapRunner.children(scope);
    children.cut = true;
    for (int id : children.active) {
      Abortion.noting(turn, turn.existingScope(id), failure);
    }
    scope.previousEvent = failure;
    return new StepOutcome.Failed(error.closedBy(EventType.PARALLEL_STATE_FAILED));
  }
}
