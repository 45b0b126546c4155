package pawl.engine.step;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Field;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.turn.ExecutionTurn;

/**
 * Inline Map: runs its processor for each item, so many at a time. The inputs of all iterations are
 * evaluated when the state begins and wait as values of their own, so that beginning an iteration
 * never looks at the others again.
 */
final class MapRunner implements StepRunner {
  static final MapRunner RUNNER = new MapRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Map step = stage.step(Step.Map.class);
    return switch (step.items().evaluate(stage.environment())) {
      case Evaluation.Failed<List<MapItem>>(EvaluationError error) -> undetermined(stage, error);
      case Evaluation.Value<List<MapItem>>(List<MapItem> items) -> start(stage, step, items);
    };
  }

  /**
   * There are no items to speak of: a JSONata state still ends with MapStateFailed, a JSONPath
   * state does not.
   */
  static StepOutcome undetermined(Stage stage, EvaluationError error) {
    StatesError failure = stage.failure(error);
    return new StepOutcome.Failed(
        failure.catchable() ? failure.closedBy(EventType.MAP_STATE_FAILED) : failure);
  }

  private static StepOutcome start(Stage stage, Step.Map step, List<MapItem> items) {
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    long started =
        turn.chainEvent(
            scope, EventType.MAP_STATE_STARTED, new EventDetails.MapStateStarted(items.size()));
    Evaluation<Integer> concurrency = concurrency(stage, step);
    if (concurrency instanceof Evaluation.Failed<Integer>(EvaluationError error)) {
      return undetermined(stage, error);
    }
    if (items.isEmpty()) {
      long closed = turn.addEvent(EventType.MAP_STATE_SUCCEEDED, started, EventDetails.None.NONE);
      return stage.closedBy(closed, stage.leaveWithAll(step.data(), List.of(), step.next()));
    }
    Evaluation<List<Payload>> inputs = inputs(stage, step, items);
    return switch (inputs) {
      case Evaluation.Failed<List<Payload>>(EvaluationError error) -> undetermined(stage, error);
      case Evaluation.Value<List<Payload>>(List<Payload> all) ->
          open(stage, step, all, ((Evaluation.Value<Integer>) concurrency).value());
    };
  }

  /**
   * How many iterations may run at a time; also evaluates the fields that only fail here or do
   * nothing.
   */
  private static Evaluation<Integer> concurrency(Stage stage, Step.Map step) {
    int most = stage.turn().limits().inlineMapConcurrency();
    if (failure(stage, step.toleratedFailureCount()) instanceof EvaluationError error) {
      return Evaluation.failed(error);
    }
    if (failure(stage, step.toleratedFailurePercentage()) instanceof EvaluationError error) {
      return Evaluation.failed(error);
    }
    if (step.maxConcurrency() == null) {
      return Evaluation.value(most);
    }
    return switch (step.maxConcurrency().evaluate(stage.environment())) {
      case Evaluation.Failed<Long> failed -> failed.cast();
      case Evaluation.Value<Long>(Long given) ->
          Evaluation.value(given == 0 ? most : (int) Math.min(given, most));
    };
  }

  private static @Nullable EvaluationError failure(Stage stage, @Nullable Field<?> field) {
    return field != null
            && field.evaluate(stage.environment()) instanceof Evaluation.Failed<?> failed
        ? failed.error()
        : null;
  }

  private static Evaluation<List<Payload>> inputs(Stage stage, Step.Map step, List<MapItem> items) {
    if (step.itemSelector() == null) {
      return Evaluation.value(items.stream().map(MapItem::value).toList());
    }
    List<Payload> inputs = new ArrayList<>(items.size());
    for (int index = 0; index < items.size(); index++) {
      stage.showItem(index, items.get(index), null);
      Evaluation<Payload> input = step.itemSelector().evaluate(stage.environment());
      stage.hideItem();
      switch (input) {
        case Evaluation.Failed<Payload> failed -> {
          return failed.cast();
        }
        case Evaluation.Value<Payload>(Payload selected) -> inputs.add(selected);
      }
    }
    return Evaluation.value(inputs);
  }

  private static StepOutcome open(
      Stage stage, Step.Map step, List<Payload> inputs, int concurrency) {
    Scope scope = stage.scope();
    long started = scope.previousEvent;
    var children = new Scope.Children();
    children.total = inputs.size();
    scope.children = children;
    scope.phase = Phase.WAIT_CHILDREN;
    int now = Math.min(concurrency, inputs.size());
    List<Scope> opened = new ArrayList<>();
    for (int index = 0; index < now; index++) {
      opened.add(begin(stage, step, inputs.get(index), started));
    }
    for (int index = now; index < inputs.size(); index++) {
      stage.turn().items().put(scope.id, index, inputs.get(index));
    }
    return new StepOutcome.Opened(opened);
  }

  private static Scope begin(Stage stage, Step.Map step, Payload input, long previous) {
    ExecutionTurn turn = stage.turn();
    Scope.Children children = children(stage.scope());
    int index = children.started++;
    Scope iteration = turn.openScope(stage.scope().id, index, step.processor(), input);
    children.active.add(iteration.id);
    iteration.previousEvent =
        turn.addEvent(
            EventType.MAP_ITERATION_STARTED,
            previous,
            new EventDetails.MapIteration(step.name(), index));
    return iteration;
  }

  @Override
  public StepOutcome childSucceeded(Stage stage, Scope child, Payload output) {
    Step.Map step = stage.step(Step.Map.class);
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    Scope.Children children = children(scope);
    long last =
        turn.addEvent(
            EventType.MAP_ITERATION_SUCCEEDED,
            child.previousEvent,
            new EventDetails.MapIteration(step.name(), child.index));
    turn.results().put(scope.id, child.index, output);
    children.active.remove((Integer) child.id);
    children.succeeded++;
    if (children.started < children.total) {
      Payload input = turn.items().take(scope.id, children.started);
      return new StepOutcome.Opened(List.of(begin(stage, step, input, child.previousEvent)));
    }
    if (children.succeeded < children.total) {
      return StepOutcome.Waiting.WAITING;
    }
    scope.previousEvent = last;
    long closed = turn.addEvent(EventType.MAP_STATE_SUCCEEDED, last, EventDetails.None.NONE);
    List<Payload> results = turn.results().takeAll(scope.id, children.total);
    scope.children = null;
    return stage.closedBy(closed, stage.leaveWithAll(step.data(), results, step.next()));
  }

  @Override
  public StepOutcome childFailed(Stage stage, Scope child, StatesError error) {
    Step.Map step = stage.step(Step.Map.class);
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    long failure = child.previousEvent;
    turn.addEvent(
        EventType.MAP_ITERATION_FAILED,
        failure,
        new EventDetails.MapIteration(step.name(), child.index));
    Scope.Children children = children(scope);
    children.cut = true;
    Abortion.noting(turn, child, failure);
    for (int id : children.active) {
      if (id != child.id) {
        Scope other = turn.existingScope(id);
        turn.addEvent(
            EventType.MAP_ITERATION_ABORTED,
            failure,
            new EventDetails.MapIteration(step.name(), other.index));
        Abortion.noting(turn, other, failure);
      }
    }
    scope.previousEvent = failure;
    return new StepOutcome.Failed(error.closedBy(EventType.MAP_STATE_FAILED));
  }

  static Scope.Children children(Scope scope) {
    if (scope.children == null) {
      throw new IllegalStateException("Scope " + scope.id + " has no children");
    }
    return scope.children;
  }
}
