package pawl.api.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.data.Environment;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskReport;
import pawl.engine.host.Host;
import pawl.engine.step.TaskOrder;
import pawl.engine.trial.Progress;
import pawl.engine.trial.StateConfiguration;
import pawl.engine.trial.TestedState;
import pawl.engine.trial.Trial;
import pawl.engine.trial.TrialContext;
import pawl.engine.trial.Verdict;

/**
 * Tries one state: what it makes of an input, with the real service behind it or a mocked one.
 * Blocks while the state works or waits, five minutes at most.
 */
final class TestState implements Operation {
  private static final String TRACE = "TRACE";

  private final Host host;
  private final DefinitionCompiler compiler;
  private final InstantSource clock;

  TestState(Host host, DefinitionCompiler compiler, InstantSource clock) {
    this.host = host;
    this.compiler = compiler;
    this.clock = clock;
  }

  @Override
  public ObjectNode handle(Input input) {
    String roleArn = input.optionalText("roleArn");
    if (roleArn != null) {
      RoleArn.check(roleArn);
    }
    Payload payload = payload(input.optionalText("input"));
    TestedState state =
        TrialDefinition.find(compiler, input.text("definition"), input.optionalText("stateName"));
    Input mock = input.structure("mock");
    TaskReport mocked = mock == null ? null : TrialMock.check(mock, state.step());
    if (mocked == null) {
      checkUnmocked(state, roleArn);
    }
    StateConfiguration configuration = configuration(input.structure("stateConfiguration"), state);
    TrialContext own = context(state, payload, roleArn, configuration.retriesMade());
    Trial trial =
        new Trial(
            state,
            new Environment(
                payload,
                contextObject(input.optionalText("context"), state, own),
                variables(input.optionalText("variables")),
                new SplittableRandom(),
                own.nowMillis()),
            host.limits(),
            configuration);

    String level = input.optionalText("inspectionLevel");
    boolean traced = TRACE.equals(level);
    TrialWork work =
        new TrialWork(
            host.tasks(), own.executionArn(), traced && input.flag("revealSecrets", false));
    Verdict verdict = run(trial, state, mocked, work, own.nowMillis());
    return TrialAnswer.of(
        verdict, level != null && !level.equals("INFO"), traced ? work.exchange() : null);
  }

  private static Verdict run(
      Trial trial, TestedState state, @Nullable TaskReport mocked, TrialWork work, long now) {
    return switch (trial.begin()) {
      case Progress.Ended(Verdict verdict) -> verdict;
      case Progress.AtWork _ when mocked != null -> trial.report(mocked);
      case Progress.AtWork(TaskOrder order)
          when order != null && state.step() instanceof Step.Task task ->
          trial.report(work.call(task, order));
      case Progress.AtWork _ ->
          throw new IllegalStateException(state.step().name() + " needs a mock");
      case Progress.Waiting(long until) ->
          TrialWork.pause(until - now) ? trial.waited() : trial.report(new TaskReport.TimedOut());
    };
  }

  // What the request says

  private static Payload payload(@Nullable String text) {
    if (text == null) {
      return Payload.EMPTY_OBJECT;
    }
    String fault = JsonText.fault(text);
    if (fault != null) {
      throw ApiException.service(
          "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + fault + "'");
    }
    return Payload.ofText(text);
  }

  /** States whose work cannot be done in a call, or by nobody in particular, need a mock. */
  private static void checkUnmocked(TestedState state, @Nullable String roleArn) {
    switch (state.step()) {
      case Step.Map _, Step.Parallel _ ->
          throw ApiException.service(
              "InvalidDefinition",
              "TestState API does not support Map or Parallel states. Supported state types"
                  + " include: [Task, Wait, Pass, Succeed, Fail, Choice]");
      case Step.Task task when task.resource() instanceof TaskResource.Activity ->
          throw ApiException.service(
              "InvalidDefinition",
              "TestState API does not support Activity tasks unless a mock is specified");
      case Step.Task _ when state.hasTaskToken() ->
          throw ApiException.service(
              "InvalidDefinition",
              "TestState API does not support .sync or .waitForTaskToken service integration"
                  + " patterns unless a mock is specified");
      case Step.Task _ when roleArn == null ->
          throw ApiException.service(
              "ValidationException", "RoleArn must be specified when testing a Task state");
      case Step.Task _, Step.Pass _, Step.Wait _, Step.Succeed _, Step.Fail _, Step.Choice _ -> {}
    }
  }

  private static StateConfiguration configuration(
      @Nullable Input configuration, TestedState state) {
    if (configuration == null) {
      return StateConfiguration.NONE;
    }
    String culprit = configuration.optionalText("errorCausedByState");
    if (culprit != null && !state.innerStates().contains(culprit)) {
      throw ApiException.service("ValidationException", "State not found in definition");
    }
    return new StateConfiguration(
        configuration.integer("retrierRetryCount", 0),
        configuration.has("mapIterationFailureCount")
            ? configuration.integer("mapIterationFailureCount", 0)
            : null,
        configuration.optionalText("mapItemReaderData"));
  }

  private TrialContext context(
      TestedState state, Payload input, @Nullable String roleArn, int retriesMade) {
    String token = state.hasTaskToken() ? UUID.randomUUID().toString() : null;
    return new TrialContext(
        host.arns(),
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        roleArn,
        input,
        retriesMade,
        token,
        clock.millis());
  }

  /** A context object that is given is all there is. */
  private static Supplier<ObjectNode> contextObject(
      @Nullable String given, TestedState state, TrialContext own) {
    ObjectNode context =
        given == null
            ? own.object(state.step())
            : TrialContextCheck.check(given, state.hasTaskToken());
    return () -> context;
  }

  private static Map<String, Payload> variables(@Nullable String text) {
    if (text == null) {
      return Map.of();
    }
    JsonNode given;
    try {
      given = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw ApiException.service(
          "ValidationException", "Variables must be valid JSON: " + e.getOriginalMessage());
    }
    if (!given.isObject()) {
      throw ApiException.service("ValidationException", "Variables must be a JSON object");
    }
    Map<String, Payload> variables = new LinkedHashMap<>();
    given.properties().forEach(each -> variables.put(each.getKey(), Payload.of(each.getValue())));
    return variables;
  }
}
