package pawl.engine.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.QueryLanguage;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Outcome;
import pawl.asl.program.DataFlow;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Scope;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.turn.ExecutionTurn;

/**
 * A scope on a step in a turn: what a runner works with. Evaluates the step's expressions in their
 * environment.
 */
public final class Stage {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Of a value that is still read back: the JSON parser takes 1,000. */
  private static final int MOST_LEVELS = 900;

  /** All variables may have 10 MiB where those of one Assign may have 256 KiB. */
  private static final int VARIABLES_PER_EXECUTION = 40;

  private final ExecutionTurn turn;
  private final Scope scope;
  private final Step step;
  private @Nullable String taskToken;
  private @Nullable Item item;

  /** {@code source}: where the dataset is from, null for an inline Map. */
  private record Item(int index, MapItem item, @Nullable String source) {}

  public Stage(ExecutionTurn turn, Scope scope, Step step) {
    this.turn = turn;
    this.scope = scope;
    this.step = step;
  }

  public ExecutionTurn turn() {
    return turn;
  }

  public Scope scope() {
    return scope;
  }

  /** The step as the kind that the runner is for. */
  <S extends Step> S step(Class<S> kind) {
    return kind.cast(step);
  }

  /** From now on the context object has this token. */
  void showTaskToken(String token) {
    taskToken = token;
  }

  /**
   * From now on the context object has this item of a Map.
   *
   * @param source where the dataset of a distributed Map is from; null for an inline one
   */
  void showItem(int index, MapItem value, @Nullable String source) {
    item = new Item(index, value, source);
  }

  /** From now on the context object has no item. */
  void hideItem() {
    item = null;
  }

  public Environment environment() {
    return new Environment(
        scope.input.get(), this::contextObject, variables(), turn.context().random(), turn.now());
  }

  private Map<String, Payload> variables() {
    if (scope.parent == 0 && scope.variables.isEmpty()) {
      return Map.of();
    }
    Map<String, Payload> variables = new LinkedHashMap<>();
    collect(scope, variables);
    return variables;
  }

  private void collect(Scope inner, Map<String, Payload> variables) {
    if (inner.parent != 0) {
      collect(turn.existingScope(inner.parent), variables);
    }
    inner.variables.forEach((name, value) -> variables.put(name, value.get()));
  }

  private ObjectNode contextObject() {
    Execution execution = turn.execution;
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    ObjectNode about = context.putObject("Execution");
    about.put("Id", execution.arn);
    about.set("Input", execution.input.get().node());
    about.put("StartTime", iso(execution.startMillis));
    about.put("Name", execution.name);
    about.put("RoleArn", execution.roleArn);
    if (turn.settings().redrives()) {
      about.put("RedriveCount", execution.redriveCount);
      if (execution.redriveCount > 0) {
        about.put("RedriveTime", iso(execution.redriveMillis));
      }
    }
    context
        .putObject("StateMachine")
        .put("Id", execution.machineArn)
        .put("Name", execution.machineName);
    ObjectNode state = context.putObject("State");
    state.put("Name", step.name());
    state.put("EnteredTime", iso(scope.enteredMillis));
    if (step instanceof Step.Task || step instanceof Step.Map || step instanceof Step.Parallel) {
      state.put("RetryCount", scope.retries.stream().mapToInt(Integer::intValue).sum());
    }
    if (taskToken != null) {
      context.putObject("Task").put("Token", taskToken);
    }
    if (item != null) {
      ObjectNode mapItem = context.putObject("Map").putObject("Item");
      mapItem.put("Index", item.index);
      mapItem.set("Value", item.item.value().node());
      if (item.item.key() != null) {
        mapItem.put("Key", item.item.key());
      }
      if (item.source != null) {
        mapItem.put("Source", item.source);
      }
    }
    return context;
  }

  private static String iso(long epochMillis) {
    return MILLIS.format(Instant.ofEpochMilli(epochMillis));
  }

  // Failing

  /** The failure that an expression led to; in JSONata states it leaves an event of its own. */
  public StatesError failure(EvaluationError error) {
    String cause =
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(step.name(), scope.enteredEvent, error.cause());
    if (step.queryLanguage() == QueryLanguage.JSONATA) {
      if (scope.previousEvent == scope.enteredEvent && !error.duringWork()) {
        scope.previousEvent = scope.beforeEntryEvent;
      }
      turn.chainEvent(
          scope,
          EventType.EVALUATION_FAILED,
          new EventDetails.EvaluationFailed(step.name(), error.error(), cause, error.location()));
    }
    return StatesError.of(error.error(), cause);
  }

  StepOutcome.Failed failed(EvaluationError error) {
    return new StepOutcome.Failed(failure(error));
  }

  // Leaving

  /** Leaves the state with what {@code data} makes of the work's result. */
  StepOutcome leave(DataFlow data, Payload result, int next) {
    return switch (data.exit(environment(), result)) {
      case Evaluation.Value<Outcome>(Outcome outcome) -> leave(outcome, next);
      case Evaluation.Failed<Outcome>(EvaluationError error) -> failed(error);
    };
  }

  /** Leaves the state with the results of its branches or iterations as one array. */
  StepOutcome leaveWithAll(DataFlow data, List<Payload> results, int next) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(results.size());
    results.forEach(result -> array.add(result.node()));
    if (Json.isDeeperThan(array, MOST_LEVELS)) {
      return failed(
          EvaluationError.runtime(
              "The results of the state are nested deeper than " + MOST_LEVELS + " levels."));
    }
    return leave(data, Payload.of(array), next);
  }

  /**
   * The end of a state that an event has closed. If what becomes of its result fails after all,
   * that follows the event, while the exit from the state does not. In JSONata the failure has left
   * an event of its own.
   */
  StepOutcome closedBy(long event, StepOutcome end) {
    if (end instanceof StepOutcome.Failed && step.queryLanguage() == QueryLanguage.JSON_PATH) {
      scope.previousEvent = event;
    }
    return end;
  }

  /** Leaves the state with this output, if nothing of it is larger than allowed. */
  public StepOutcome leave(Outcome outcome, int next) {
    return oversized(outcome.output(), step.name())
        .or(() -> oversized(outcome.assigned()))
        .<StepOutcome>map(StepOutcome.Failed::new)
        .orElseGet(() -> new StepOutcome.Left(outcome, next));
  }

  /** The quotas of variables: what one state assigns, and all that the scope then sees. */
  private Optional<StatesError> oversized(Map<String, Payload> assigned) {
    if (assigned.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Payload> visible = new LinkedHashMap<>(variables());
    visible.putAll(assigned);
    long most = turn.limits().payloadBytes();
    return bytes(assigned) <= most && bytes(visible) <= VARIABLES_PER_EXECUTION * most
        ? Optional.empty()
        : Optional.of(StatesError.variablesTooLarge(step.name()));
  }

  private static long bytes(Map<String, Payload> variables) {
    return variables.values().stream().mapToLong(Payload::size).sum();
  }

  /**
   * The failure of a result that is larger than the quota; {@code what} is what the cause calls it.
   */
  Optional<StatesError> oversized(Payload payload, String what) {
    return payload.size() <= turn.limits().payloadBytes()
        ? Optional.empty()
        : Optional.of(tooLarge(what));
  }

  StatesError tooLarge(String what) {
    return StatesError.tooLarge(what);
  }

  /** Sets the variables that the state assigned, in the scope that it runs in. */
  public void assign(Map<String, Payload> assigned) {
    assigned.forEach((name, value) -> assign(name, HeldPayload.of(value)));
  }

  private void assign(String name, HeldPayload value) {
    scope.variables.put(name, value);
  }
}
