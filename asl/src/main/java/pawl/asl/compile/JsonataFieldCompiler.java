package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.EvaluationError;
import pawl.asl.data.Field;
import pawl.asl.expression.EvaluationException;
import pawl.asl.expression.Timestamps;
import pawl.asl.program.DataFlow;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.asl.program.Step.WaitTime;
import pawl.asl.syntax.DataFields;
import pawl.asl.syntax.Recovery;
import pawl.asl.syntax.Setting;
import pawl.asl.syntax.State;

/** Fields of a JSONata state. Their expressions are not looked through for variables, as on AWS. */
final class JsonataFieldCompiler implements FieldCompiler {
  private final DataFields fields;
  private final boolean hasResult;

  JsonataFieldCompiler(DataFields fields, State state) {
    this.fields = fields;
    this.hasResult =
        switch (state) {
          case State.Task _, State.Parallel _, State.Map _ -> true;
          case State.Pass _, State.Wait _, State.Succeed _, State.Fail _, State.Choice _ -> false;
        };
  }

  @Override
  public List<String> variables() {
    return List.of();
  }

  @Override
  public DataFlow data() {
    return new JsonataDataFlow(
        template("Arguments", fields.arguments()),
        template("Output", fields.output()),
        template("Assign", fields.assign()),
        hasResult);
  }

  /** Assign and Output of the rule take the place of the state's own. */
  @Override
  public DataFlow ruleData(State.Choice.Rule rule, int index) {
    String parent = "Choices[" + index + "]/";
    return new JsonataDataFlow(
        null,
        template(parent + "Output", rule.output()),
        template(parent + "Assign", rule.assign()),
        false);
  }

  @Override
  public DataFlow mapData() {
    return data();
  }

  private static @Nullable JsonataTemplate template(String location, @Nullable JsonNode value) {
    return value == null ? null : JsonataTemplate.compile(value, location);
  }

  @Override
  public Field<Boolean> condition(State.Choice.Rule rule, int index) {
    return typed(
        "Choices[" + index + "]/Condition",
        rule.condition(),
        "boolean",
        value -> value.isBoolean() ? value.booleanValue() : null);
  }

  @Override
  public Field<WaitTime> waitTime(State.Wait wait) {
    if (wait.seconds() instanceof Setting.Value(JsonNode seconds)) {
      return notNegative("Seconds", seconds, WaitTime.Seconds::new);
    }
    if (wait.timestamp() instanceof Setting.Value(JsonNode timestamp)) {
      Field<String> text = string("Timestamp", timestamp);
      return environment ->
          EvaluationException.evaluate(() -> moment(Fields.value(text, environment)));
    }
    throw new IllegalStateException("The definition was not checked: " + wait.header().name());
  }

  private static WaitTime moment(String text) {
    Instant moment = Timestamps.parse(text);
    if (moment == null) {
      throw new EvaluationException(
          EvaluationError.query(
                  "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time"
                      + " format string: "
                      + text,
                  "Timestamp")
              .atWork());
    }
    return new WaitTime.Until(moment.toEpochMilli());
  }

  @Override
  public @Nullable Field<String> text(String field, @Nullable Setting setting) {
    return setting == null ? null : string(field, value(setting));
  }

  @Override
  public @Nullable Field<Long> taskSeconds(String field, @Nullable Setting setting) {
    if (setting == null) {
      return null;
    }
    Field<Long> number = integer(field, value(setting));
    return environment ->
        EvaluationException.evaluate(
            () -> {
              long seconds = Fields.value(number, environment);
              if (seconds <= 0) {
                throw new EvaluationException(
                    EvaluationError.query(
                        "The value of the field '" + field + "' must be positive: " + seconds,
                        field));
              }
              return seconds;
            });
  }

  @Override
  public @Nullable Field<String> credentialsRoleArn(@Nullable JsonNode credentials) {
    return credentials == null
        ? null
        : string("Credentials/RoleArn", Objects.requireNonNull(credentials.get("RoleArn")));
  }

  /** Without Items the input is the dataset. */
  @Override
  public Field<List<MapItem>> items(@Nullable Setting items, boolean objects) {
    if (items != null) {
      return typed("Items", value(items), "array", value -> Items.of(value, objects));
    }
    return environment ->
        EvaluationException.evaluate(
            () -> {
              List<MapItem> elements = Items.of(environment.input().node(), objects);
              if (elements == null) {
                throw new EvaluationException(
                    EvaluationError.query(
                        "Map state input must be an array but was: " + environment.input(), null));
              }
              return elements;
            });
  }

  @Override
  public @Nullable Field<Long> count(String location, @Nullable Setting setting) {
    return setting == null ? null : notNegative(location, value(setting), count -> count);
  }

  @Override
  public @Nullable Field<Long> maxItems(@Nullable Setting setting) {
    return setting == null ? null : integer("ItemReader/ReaderConfig/MaxItems", value(setting));
  }

  @Override
  public @Nullable Field<Double> percentage(@Nullable Setting setting) {
    if (setting == null) {
      return null;
    }
    String location = "ToleratedFailurePercentage";
    Field<Double> number =
        typed(
            location,
            value(setting),
            "number",
            value -> value.isNumber() ? value.doubleValue() : null);
    return environment ->
        EvaluationException.evaluate(
            () -> {
              double percentage = Fields.value(number, environment);
              if (percentage < 0 || percentage > 100) {
                throw new EvaluationException(
                    EvaluationError.query(location + " must be between 0 and 100.", location));
              }
              return percentage;
            });
  }

  @Override
  public @Nullable Field<Payload> payload(String location, @Nullable JsonNode value) {
    JsonataTemplate template = template(location, value);
    return template == null
        ? null
        : environment ->
            EvaluationException.evaluate(
                () -> Payload.of(template.evaluate(JsonataScope.of(environment))));
  }

  @Override
  public Step.CatchFlow catchFlow(Recovery.Catcher catcher, int index) {
    String parent = "Catch[" + index + "]/";
    return new JsonataCatchFlow(
        template(parent + "Output", catcher.output()),
        template(parent + "Assign", catcher.assign()));
  }

  // Values of a type

  private static JsonNode value(Setting setting) {
    if (setting instanceof Setting.Value(JsonNode value)) {
      return value;
    }
    throw new IllegalStateException("The definition was not checked: a path in a JSONata state");
  }

  private static Field<String> string(String location, JsonNode value) {
    return typed(location, value, "string", JsonNode::textValue);
  }

  private static Field<Long> integer(String location, JsonNode value) {
    return typed(location, value, "number", JsonataFieldCompiler::integer);
  }

  private static <T> Field<T> notNegative(
      String location, JsonNode value, Function<Long, T> meaning) {
    Field<Long> number = integer(location, value);
    String field = location.substring(location.lastIndexOf('/') + 1);
    return environment ->
        EvaluationException.evaluate(
            () -> {
              long count = Fields.value(number, environment);
              if (count < 0) {
                throw new EvaluationException(
                    EvaluationError.query(field + " cannot be negative.", location));
              }
              return meaning.apply(count);
            });
  }

  /** A whole number, whatever its form; else null. */
  private static @Nullable Long integer(JsonNode value) {
    if (!value.isNumber()) {
      return null;
    }
    BigDecimal number = value.decimalValue();
    return number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 18
        ? (Long) number.longValue()
        : null;
  }

  /** {@code reading} makes null of a value of another type. */
  private static <T> Field<T> typed(
      String location, JsonNode value, String expected, Function<JsonNode, @Nullable T> reading) {
    JsonataTemplate template = JsonataTemplate.compile(value, location);
    return environment ->
        EvaluationException.evaluate(
            () -> {
              JsonNode given = template.evaluate(JsonataScope.of(environment));
              T read = reading.apply(given);
              if (read == null) {
                throw JsonataTemplate.unexpected(template, location, expected, given);
              }
              return read;
            });
  }
}
