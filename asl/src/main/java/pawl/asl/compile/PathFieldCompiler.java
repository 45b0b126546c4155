package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Field;
import pawl.asl.expression.ChoiceRule;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Template;
import pawl.asl.expression.Timestamps;
import pawl.asl.program.DataFlow;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.asl.program.Step.WaitTime;
import pawl.asl.syntax.DataFields;
import pawl.asl.syntax.Recovery;
import pawl.asl.syntax.Setting;
import pawl.asl.syntax.State;

/** Fields of a JSONPath state: most see the input after InputPath as {@code $}. */
final class PathFieldCompiler implements FieldCompiler {
  private final ExpressionCompiler expressions = new ExpressionCompiler();
  private final DataFields fields;
  private final PathField input;

  PathFieldCompiler(DataFields fields) {
    this.fields = fields;
    this.input = expressions.pathField(fields.inputPath());
  }

  @Override
  public List<String> variables() {
    return expressions.variables();
  }

  @Override
  public DataFlow data() {
    return data(fields.parameters(), fields.assign());
  }

  /** The Assign of the rule takes the place of the state's own, even where the rule has none. */
  @Override
  public DataFlow ruleData(State.Choice.Rule rule, int index) {
    return data(fields.parameters(), rule.assign());
  }

  /** The Parameters of a Map are its ItemSelector. */
  @Override
  public DataFlow mapData() {
    return data(null, fields.assign());
  }

  private DataFlow data(@Nullable JsonNode parameters, @Nullable JsonNode assign) {
    return new PathDataFlow(
        input,
        template(parameters),
        template(fields.resultSelector()),
        ResultTarget.compile(fields.resultPath()),
        expressions.assign(assign),
        expressions.pathField(fields.outputPath()));
  }

  private @Nullable Template template(@Nullable JsonNode value) {
    return value == null ? null : expressions.template(value);
  }

  @Override
  public Field<Boolean> condition(State.Choice.Rule rule, int index) {
    ChoiceRule condition = expressions.choiceRule(rule.condition());
    return environment ->
        EvaluationException.evaluate(() -> condition.holds(input.scope(environment)));
  }

  @Override
  public Field<WaitTime> waitTime(State.Wait wait) {
    Field<Long> seconds =
        number(wait.seconds(), path -> Numbers.waitSeconds(input, expressions.path(path)));
    if (seconds != null) {
      return environment ->
          EvaluationException.evaluate(
              () -> new WaitTime.Seconds(Fields.value(seconds, environment)));
    }
    Field<Instant> moment =
        switch (Objects.requireNonNull(wait.timestamp())) {
          case Setting.Value(JsonNode value) ->
              Fields.constant(Objects.requireNonNull(Timestamps.parse(value.asText())));
          case Setting.AtPath(String path) -> Numbers.waitTimestamp(input, expressions.path(path));
        };
    return environment ->
        EvaluationException.evaluate(
            () -> new WaitTime.Until(Fields.value(moment, environment).toEpochMilli()));
  }

  @Override
  public @Nullable Field<String> text(String field, @Nullable Setting setting) {
    return switch (setting) {
      case null -> null;
      case Setting.Value(JsonNode value) -> Fields.constant(value.asText());
      case Setting.AtPath(String path) -> {
        var expression = expressions.expression(path);
        String name = field + "Path";
        yield environment ->
            EvaluationException.evaluate(
                () -> Texts.required(name, expression.evaluate(Scope.of(environment), name)));
      }
    };
  }

  @Override
  public @Nullable Field<Long> taskSeconds(String field, @Nullable Setting setting) {
    return number(setting, path -> Numbers.seconds(field + "Path", input, expressions.path(path)));
  }

  @Override
  public @Nullable Field<String> credentialsRoleArn(@Nullable JsonNode credentials) {
    if (credentials == null) {
      return null;
    }
    var roleArn = Objects.requireNonNull(expressions.template(credentials).member("RoleArn"));
    return environment ->
        EvaluationException.evaluate(
            () -> Texts.required("RoleArn.$", roleArn.evaluate(input.scope(environment))));
  }

  @Override
  public Field<List<MapItem>> items(@Nullable Setting items, boolean objects) {
    String path = items instanceof Setting.AtPath(String given) ? given : "$";
    return Items.atPath(input, expressions.path(path), objects);
  }

  @Override
  public @Nullable Field<Long> count(String location, @Nullable Setting setting) {
    String field = location.substring(location.lastIndexOf('/') + 1);
    return number(setting, path -> Numbers.mapCount(field, input, expressions.path(path)));
  }

  @Override
  public @Nullable Field<Long> maxItems(@Nullable Setting setting) {
    return number(setting, path -> Numbers.mapInteger("MaxItems", input, expressions.path(path)));
  }

  @Override
  public @Nullable Field<Double> percentage(@Nullable Setting setting) {
    return switch (setting) {
      case null -> null;
      case Setting.Value(JsonNode value) -> Fields.constant(value.doubleValue());
      case Setting.AtPath(String path) -> Numbers.percentage(input, expressions.path(path));
    };
  }

  @Override
  public @Nullable Field<Payload> payload(String location, @Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    var template = expressions.template(value);
    return environment ->
        EvaluationException.evaluate(() -> Payload.of(template.evaluate(input.scope(environment))));
  }

  @Override
  public Step.CatchFlow catchFlow(Recovery.Catcher catcher, int index) {
    return new PathCatchFlow(
        ResultTarget.compile(catcher.resultPath()), expressions.assign(catcher.assign()));
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
}
