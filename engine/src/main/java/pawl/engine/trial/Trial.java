package pawl.engine.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.data.Evaluation;
import pawl.asl.data.Field;
import pawl.asl.data.Outcome;
import pawl.asl.program.DataFlow;
import pawl.asl.program.Step;
import pawl.asl.program.Step.Catcher;
import pawl.asl.program.Step.Retrier;
import pawl.asl.program.TaskResource;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.failure.Backoff;
import pawl.engine.failure.RecoveryDecision;
import pawl.engine.failure.StatesError;
import pawl.engine.step.TaskOrder;
import pawl.engine.trial.Verdict.Status;

/**
 * One state that is run by itself, once: {@link #begin}, then, if the state has work to do or
 * waits, {@link #report} or {@link #waited}.
 */
public final class Trial {
  private static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

  private final TestedState state;
  private final Environment environment;
  private final Limits limits;
  private final StateConfiguration configuration;
  private final Inspection inspection;
  private @Nullable MapFields mapFields;

  /**
   * @param environment what the expressions see; its trace is not told anything
   */
  public Trial(
      TestedState state, Environment environment, Limits limits, StateConfiguration configuration) {
    this.state = state;
    this.limits = limits;
    this.configuration = configuration;
    this.inspection = new Inspection(state.step());
    this.environment =
        new Environment(
            environment.input(),
            environment.context(),
            environment.variables(),
            environment.random(),
            environment.nowMillis(),
            (point, data) -> inspection.note(Aspect.of(point), data));
    inspection.note(Aspect.INPUT, environment.input());
  }

  /** Enters the state. */
  public Progress begin() {
    try {
      return enter();
    } catch (StateFailure e) {
      return new Progress.Ended(failed(e.error()));
    }
  }

  private Progress enter() throws StateFailure {
    return switch (state.step()) {
      case Step.Pass pass -> pass(pass);
      case Step.Succeed succeed -> ended(passThrough(succeed.data(), Step.END));
      case Step.Fail fail -> throw new StateFailure(error(fail));
      case Step.Choice choice -> ended(choose(choice));
      case Step.Wait wait ->
          new Progress.Waiting(due(StateFailure.check(wait.time().evaluate(environment))));
      case Step.Task task ->
          new Progress.AtWork(StateFailure.check(TaskOrder.evaluate(task, environment)));
      case Step.Parallel parallel -> {
        StateFailure.check(parallel.data().arguments(environment));
        yield new Progress.AtWork(null);
      }
      case Step.Map map -> {
        mapFields =
            MapFields.evaluate(map, environment, inspection, configuration.itemReaderData());
        yield new Progress.AtWork(null);
      }
    };
  }

  private static Progress ended(Verdict verdict) {
    return new Progress.Ended(verdict);
  }

  private Progress pass(Step.Pass pass) throws StateFailure {
    Payload arguments = StateFailure.check(pass.data().arguments(environment));
    if (pass.result() != null) {
      inspection.note(Aspect.RESULT, pass.result());
    }
    Payload result = pass.result() != null ? pass.result() : arguments;
    return ended(leave(pass.data(), result, pass.next()));
  }

  private Verdict passThrough(DataFlow data, int next) throws StateFailure {
    return leave(data, StateFailure.check(data.arguments(environment)), next);
  }

  private StatesError error(Step.Fail fail) throws StateFailure {
    String error = text(fail.error());
    return StatesError.of(error, text(fail.cause()));
  }

  private @Nullable String text(@Nullable Field<String> field) throws StateFailure {
    return field == null ? null : StateFailure.check(field.evaluate(environment));
  }

  private Verdict choose(Step.Choice choice) throws StateFailure {
    for (Step.Choice.Rule rule : choice.rules()) {
      if (StateFailure.check(rule.condition().evaluate(environment))) {
        return passThrough(rule.data(), rule.next());
      }
    }
    if (choice.defaultNext() == Step.END) {
      throw new StateFailure(
          StatesError.of(
              "States.NoChoiceMatched",
              "Invoked Choice state without a matching choice and no default state"));
    }
    return passThrough(choice.data(), choice.defaultNext());
  }

  private long due(Step.WaitTime time) {
    return switch (time) {
      case Step.WaitTime.Seconds(long seconds) -> environment.nowMillis() + seconds * 1000;
      case Step.WaitTime.Until(long epochMillis) -> epochMillis;
    };
  }

  /** The wait is over. */
  public Verdict waited() {
    if (!(state.step() instanceof Step.Wait wait)) {
      throw new IllegalStateException(state.step().name() + " is no Wait");
    }
    try {
      return passThrough(wait.data(), wait.next());
    } catch (StateFailure e) {
      return failed(e.error());
    }
  }

  /**
   * What became of the work, be it real or made up.
   *
   * @param report an outcome; that a task was submitted or is alive is none
   */
  public Verdict report(TaskReport report) {
    try {
      return switch (report) {
        case TaskReport.Succeeded(Payload output) -> succeeded(output);
        case TaskReport.Failed(String error, String cause) -> failed(failure(error, cause));
        case TaskReport.TimedOut() -> failed(StatesError.timedOut());
        case TaskReport.Submitted _, TaskReport.JobStarted _, TaskReport.Heartbeat _ ->
            throw new IllegalArgumentException("No outcome: " + report);
      };
    } catch (StateFailure e) {
      return failed(e.error());
    }
  }

  /** States.TaskFailed does not match time-outs, whoever reports them. */
  private static StatesError failure(@Nullable String error, @Nullable String cause) {
    boolean timeout = StatesError.TIMEOUT.equals(error) || HEARTBEAT_TIMEOUT.equals(error);
    return timeout
        ? new StatesError(error, cause, true, true, null, null)
        : StatesError.of(error, cause);
  }

  private Verdict succeeded(Payload result) throws StateFailure {
    inspection.note(Aspect.RESULT, result);
    return switch (state.step()) {
      case Step.Task task -> {
        checkSize(result, label(task.resource()));
        yield leave(task.data(), result, task.next());
      }
      case Step.Parallel parallel -> leave(parallel.data(), result, parallel.next());
      case Step.Map map -> {
        if (mapFields != null && mapFields.isExceeded(configuration.failedIterations())) {
          throw new StateFailure(
              StatesError.of(
                  "States.ExceedToleratedFailureThreshold",
                  "The specified tolerated failure threshold was exceeded"));
        }
        yield leave(map.data(), result, map.next());
      }
      case Step.Pass _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Choice _ ->
          throw new IllegalStateException(state.step().name() + " has no work to report of");
    };
  }

  private static String label(TaskResource resource) {
    return resource instanceof TaskResource.Service service
        ? service.resourceType()
        : resource.arn();
  }

  private void checkSize(Payload payload, String what) throws StateFailure {
    checkDepth(payload);
    if (payload.size() > limits.payloadBytes()) {
      throw new StateFailure(StatesError.tooLarge(what));
    }
  }

  private void checkSize(Map<String, Payload> assigned) throws StateFailure {
    for (Payload value : assigned.values()) {
      checkDepth(value);
    }
    long bytes = assigned.values().stream().mapToLong(Payload::size).sum();
    if (bytes > limits.payloadBytes()) {
      throw new StateFailure(StatesError.variablesTooLarge(state.step().name()));
    }
  }

  private static void checkDepth(Payload payload) throws StateFailure {
    if (!Inspection.isWritable(payload)) {
      throw new StateFailure(
          StatesError.of(
              StatesError.RUNTIME,
              "The data of the state is nested deeper than "
                  + Inspection.MOST_LEVELS
                  + " levels."));
    }
  }

  private Verdict leave(DataFlow data, Payload result, int next) throws StateFailure {
    return left(Status.SUCCEEDED, null, data.exit(environment, result), next);
  }

  private Verdict left(
      Status status, @Nullable StatesError error, Evaluation<Outcome> evaluation, int next)
      throws StateFailure {
    Outcome outcome = StateFailure.check(evaluation);
    checkSize(outcome.output(), state.step().name());
    checkSize(outcome.assigned());
    noteVariables(outcome.assigned());
    return new Verdict(
        status,
        outcome.output(),
        error == null ? null : error.error(),
        error == null ? null : error.cause(),
        state.nameOf(next),
        inspection);
  }

  /** Those that were there and those that the state assigns. */
  private void noteVariables(Map<String, Payload> assigned) {
    Map<String, Payload> all = new LinkedHashMap<>(environment.variables());
    all.putAll(assigned);
    if (!all.isEmpty()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      all.forEach((name, value) -> object.set(name, value.node()));
      inspection.note(Aspect.VARIABLES, Payload.of(object));
    }
  }

  // Failing

  private Verdict failed(StatesError error) {
    List<Retrier> retriers = state.recovery().retriers();
    Optional<Integer> retrier = RecoveryDecision.retrier(retriers, error);
    if (retrier.isPresent()
        && configuration.retriesMade() < retriers.get(retrier.get()).maxAttempts()) {
      long backoffMillis =
          Backoff.delayMillis(
              retriers.get(retrier.get()), configuration.retriesMade(), environment.random());
      inspection.note(new Inspection.ErrorDetails(null, retrier.get(), backoffMillis / 1000));
      return verdict(Status.RETRIABLE, error);
    }
    List<Catcher> catchers = state.recovery().catchers();
    Optional<Catcher> catcher = RecoveryDecision.catcher(catchers, error);
    if (retrier.isPresent() || catcher.isPresent()) {
      Integer catchIndex = catcher.map(catchers::indexOf).orElse(null);
      inspection.note(new Inspection.ErrorDetails(catchIndex, retrier.orElse(null), null));
    }
    return catcher
        .map(found -> caught(found, error))
        .orElseGet(() -> verdict(Status.FAILED, error));
  }

  private Verdict caught(Catcher catcher, StatesError error) {
    try {
      return left(
          Status.CAUGHT_ERROR,
          error,
          catcher.data().exit(environment, error.output()),
          catcher.next());
    } catch (StateFailure e) {
      return verdict(Status.FAILED, e.error());
    }
  }

  private Verdict verdict(Status status, StatesError error) {
    return new Verdict(status, null, error.error(), error.cause(), null, inspection);
  }
}
