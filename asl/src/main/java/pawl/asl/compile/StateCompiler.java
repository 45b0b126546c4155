package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.QueryLanguage;
import pawl.asl.data.Field;
import pawl.asl.expression.ChoiceRule;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Timestamps;
import pawl.asl.program.Step;
import pawl.asl.program.Step.WaitTime;
import pawl.asl.program.TaskResource;
import pawl.asl.syntax.DataFields;
import pawl.asl.syntax.Recovery;
import pawl.asl.syntax.Setting;
import pawl.asl.syntax.State;

/** Compiles one JSONPath state. */
final class StateCompiler {
  private static final long DEFAULT_INTERVAL_SECONDS = 1;
  private static final long DEFAULT_MAX_ATTEMPTS = 3;
  private static final double DEFAULT_BACKOFF_RATE = 2.0;

  private final ProgramCompiler program;
  private final Map<String, Integer> indexes;
  private final ExpressionCompiler expressions = new ExpressionCompiler();

  StateCompiler(ProgramCompiler program, Map<String, Integer> indexes) {
    this.program = program;
    this.indexes = indexes;
  }

  /** The variables that the state's own fields read, in order. */
  List<String> variables() {
    return expressions.variables();
  }

  Step compile(State state) {
    String name = state.header().name();
    QueryLanguage language = state.header().queryLanguage();
    return switch (state) {
      case State.Pass pass ->
          new Step.Pass(
              name, language, data(pass.data()), payload(pass.result()), index(pass.next()));
      case State.Wait wait -> wait(name, language, wait);
      case State.Succeed succeed -> new Step.Succeed(name, language, data(succeed.data()));
      case State.Fail fail ->
          new Step.Fail(
              name, language, text("ErrorPath", fail.error()), text("CausePath", fail.cause()));
      case State.Choice choice -> choice(name, language, choice);
      case State.Task task -> task(name, language, task);
      case State.Parallel parallel ->
          new Step.Parallel(
              name,
              language,
              data(parallel.data()),
              parallel.branches().stream().map(program::flow).toList(),
              recovery(parallel.recovery()),
              index(parallel.next()));
      case State.Map map -> map(name, language, map);
    };
  }

  private Step wait(String name, QueryLanguage language, State.Wait wait) {
    PathField input = expressions.pathField(wait.data().inputPath());
    Field<WaitTime> time;
    Field<Long> seconds =
        number(wait.seconds(), path -> Numbers.waitSeconds(input, expressions.path(path)));
    if (seconds != null) {
      time =
          environment ->
              EvaluationException.evaluate(
                  () -> new WaitTime.Seconds(Fields.value(seconds, environment)));
    } else {
      Field<Instant> moment =
          switch (Objects.requireNonNull(wait.timestamp())) {
            case Setting.Value(JsonNode value) ->
                Fields.constant(Objects.requireNonNull(Timestamps.parse(value.asText())));
            case Setting.AtPath(String path) ->
                Numbers.waitTimestamp(input, expressions.path(path));
          };
      time =
          environment ->
              EvaluationException.evaluate(
                  () -> new WaitTime.Until(Fields.value(moment, environment).toEpochMilli()));
    }
    return new Step.Wait(name, language, data(wait.data()), time, index(wait.next()));
  }

  private Step choice(String name, QueryLanguage language, State.Choice choice) {
    PathField input = expressions.pathField(choice.data().inputPath());
    List<Step.Choice.Rule> rules =
        choice.rules().stream()
            .map(
                rule -> {
                  ChoiceRule condition = expressions.choiceRule(rule.condition());
                  Field<Boolean> holds =
                      environment ->
                          EvaluationException.evaluate(
                              () -> condition.holds(input.scope(environment)));
                  return new Step.Choice.Rule(
                      holds, data(withAssign(choice.data(), rule.assign())), index(rule.next()));
                })
            .toList();
    int defaultNext = choice.defaultNext() == null ? Step.END : index(choice.defaultNext());
    return new Step.Choice(name, language, data(choice.data()), rules, defaultNext);
  }

  /** The Assign of the rule takes the place of the state's own, even where the rule has none. */
  private static DataFields withAssign(DataFields data, @Nullable JsonNode assign) {
    return new DataFields(
        data.inputPath(),
        data.parameters(),
        data.resultSelector(),
        data.resultPath(),
        data.outputPath(),
        assign,
        data.arguments(),
        data.output());
  }

  private Step task(String name, QueryLanguage language, State.Task task) {
    TaskResource resource = TaskResource.parse(task.resource());
    if (resource == null) {
      throw new IllegalStateException("The definition was not checked: " + task.resource());
    }
    PathField input = expressions.pathField(task.data().inputPath());
    return new Step.Task(
        name,
        language,
        resource,
        data(task.data()),
        number(
            task.timeoutSeconds(),
            path -> Numbers.seconds("TimeoutSecondsPath", input, expressions.path(path))),
        number(
            task.heartbeatSeconds(),
            path -> Numbers.seconds("HeartbeatSecondsPath", input, expressions.path(path))),
        credentials(input, task.credentials()),
        recovery(task.recovery()),
        index(task.next()));
  }

  private @Nullable Field<String> credentials(PathField input, @Nullable JsonNode credentials) {
    if (credentials == null) {
      return null;
    }
    var roleArn = Objects.requireNonNull(expressions.template(credentials).member("RoleArn"));
    return environment ->
        EvaluationException.evaluate(
            () -> Texts.required("RoleArn.$", roleArn.evaluate(input.scope(environment))));
  }

  private Step map(String name, QueryLanguage language, State.Map map) {
    PathField input = expressions.pathField(map.data().inputPath());
    Step.Map.Distributed distributed = null;
    if ("DISTRIBUTED".equals(map.mode())) {
      boolean express = "EXPRESS".equals(map.executionType());
      distributed =
          new Step.Map.Distributed(
              express ? MachineType.EXPRESS : MachineType.STANDARD, map.label());
    }
    String itemsPath = map.items() instanceof Setting.AtPath(String path) ? path : "$";
    return new Step.Map(
        name,
        language,
        mapData(map.data()),
        Items.field(input, expressions.path(itemsPath)),
        itemSelector(input, map.itemSelector()),
        number(
            map.maxConcurrency(),
            path -> Numbers.mapCount("MaxConcurrency", input, expressions.path(path))),
        number(
            map.toleratedFailureCount(),
            path -> Numbers.mapCount("ToleratedFailureCount", input, expressions.path(path))),
        percentage(input, map.toleratedFailurePercentage()),
        program.flow(map.processor()),
        distributed,
        recovery(map.recovery()),
        index(map.next()));
  }

  /** The Parameters of a Map are its ItemSelector. */
  private PathDataFlow mapData(DataFields data) {
    return data(
        new DataFields(
            data.inputPath(),
            null,
            data.resultSelector(),
            data.resultPath(),
            data.outputPath(),
            data.assign(),
            null,
            null));
  }

  private @Nullable Field<Payload> itemSelector(PathField input, @Nullable JsonNode selector) {
    if (selector == null) {
      return null;
    }
    var template = expressions.template(selector);
    return environment ->
        EvaluationException.evaluate(() -> Payload.of(template.evaluate(input.scope(environment))));
  }

  private @Nullable Field<Double> percentage(PathField input, @Nullable Setting setting) {
    return switch (setting) {
      case null -> null;
      case Setting.Value(JsonNode value) -> Fields.constant(value.doubleValue());
      case Setting.AtPath(String path) -> Numbers.percentage(input, expressions.path(path));
    };
  }

  private PathDataFlow data(DataFields data) {
    return new PathDataFlow(
        expressions.pathField(data.inputPath()),
        data.parameters() == null ? null : expressions.template(data.parameters()),
        data.resultSelector() == null ? null : expressions.template(data.resultSelector()),
        ResultTarget.compile(data.resultPath()),
        expressions.assign(data.assign()),
        expressions.pathField(data.outputPath()));
  }

  private Step.Recovery recovery(Recovery recovery) {
    if (recovery.retriers().isEmpty() && recovery.catchers().isEmpty()) {
      return Step.Recovery.NONE;
    }
    return new Step.Recovery(
        recovery.retriers().stream().map(StateCompiler::retrier).toList(),
        recovery.catchers().stream().map(this::catcher).toList());
  }

  private static Step.Retrier retrier(Recovery.Retrier retrier) {
    return new Step.Retrier(
        List.copyOf(retrier.errorEquals()),
        Objects.requireNonNullElse(retrier.intervalSeconds(), DEFAULT_INTERVAL_SECONDS),
        Objects.requireNonNullElse(retrier.maxAttempts(), DEFAULT_MAX_ATTEMPTS),
        Objects.requireNonNullElse(retrier.backoffRate(), DEFAULT_BACKOFF_RATE),
        Objects.requireNonNullElse(retrier.maxDelaySeconds(), 0L),
        "FULL".equals(retrier.jitterStrategy()));
  }

  private Step.Catcher catcher(Recovery.Catcher catcher) {
    return new Step.Catcher(
        List.copyOf(catcher.errorEquals()),
        new PathCatchFlow(
            ResultTarget.compile(catcher.resultPath()), expressions.assign(catcher.assign())),
        index(catcher.next()));
  }

  private @Nullable Field<String> text(String field, @Nullable Setting setting) {
    return switch (setting) {
      case null -> null;
      case Setting.Value(JsonNode value) -> Fields.constant(value.asText());
      case Setting.AtPath(String path) -> {
        var expression = expressions.expression(path);
        yield environment ->
            EvaluationException.evaluate(
                () -> Texts.required(field, expression.evaluate(Scope.of(environment), field)));
      }
    };
  }

  /** How a path to a number is evaluated. */
  @FunctionalInterface
  private interface NumberAtPath {
    Field<Long> field(String path);
  }

  private static @Nullable Field<Long> number(@Nullable Setting setting, NumberAtPath atPath) {
    return switch (setting) {
      case null -> null;
      case Setting.Value(JsonNode value) -> Fields.constant(value.longValue());
      case Setting.AtPath(String path) -> atPath.field(path);
    };
  }

  private static @Nullable Payload payload(@Nullable JsonNode value) {
    return value == null ? null : Payload.of(value);
  }

  private int index(@Nullable String next) {
    if (next == null) {
      return Step.END;
    }
    Integer index = indexes.get(next);
    if (index == null) {
      throw new IllegalStateException("The definition was not checked: no state " + next);
    }
    return index;
  }
}
