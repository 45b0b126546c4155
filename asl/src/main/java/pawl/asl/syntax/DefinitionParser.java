package pawl.asl.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;
import pawl.asl.program.ReaderConfig;

/** Makes records of a definition that has been checked. */
public final class DefinitionParser {
  private final QueryLanguage machineLanguage;

  private DefinitionParser(QueryLanguage machineLanguage) {
    this.machineLanguage = machineLanguage;
  }

  /** Reads a whole definition, in which nothing may be wrong any more. */
  public static StateMachine parse(JsonNode definition) {
    QueryLanguage language = queryLanguage(definition, QueryLanguage.JSON_PATH);
    return new StateMachine(
        text(definition, "Comment"),
        language,
        number(definition, "TimeoutSeconds"),
        new DefinitionParser(language).states(definition));
  }

  /** The language of a definition or state: what it says itself, else {@code inherited}. */
  public static QueryLanguage queryLanguage(JsonNode object, QueryLanguage inherited) {
    JsonNode value = object.get("QueryLanguage");
    if (value == null) {
      return inherited;
    }
    return QueryLanguage.JSON_PATH.aslName().equals(value.textValue())
        ? QueryLanguage.JSON_PATH
        : QueryLanguage.JSONATA;
  }

  private StatesObject states(JsonNode container) {
    List<State> states = new ArrayList<>();
    for (var member : container.path("States").properties()) {
      states.add(state(member.getKey(), member.getValue()));
    }
    return new StatesObject(required(container, "StartAt"), states);
  }

  private State state(String name, JsonNode state) {
    // A Map's or Parallel's own language does not pass to the states inside.
    State.Header header =
        new State.Header(name, text(state, "Comment"), queryLanguage(state, machineLanguage));
    DataFields data = data(state);
    String next = state.path("End").booleanValue() ? null : text(state, "Next");
    return switch (required(state, "Type")) {
      case "Pass" -> new State.Pass(header, data, state.get("Result"), next);
      case "Wait" ->
          new State.Wait(
              header, data, setting(state, "Seconds"), setting(state, "Timestamp"), next);
      case "Succeed" -> new State.Succeed(header, data);
      case "Fail" -> new State.Fail(header, setting(state, "Error"), setting(state, "Cause"));
      case "Choice" -> choice(header, data, state);
      case "Task" ->
          new State.Task(
              header,
              data,
              required(state, "Resource"),
              setting(state, "TimeoutSeconds"),
              setting(state, "HeartbeatSeconds"),
              state.get("Credentials"),
              recovery(state),
              next);
      case "Parallel" -> new State.Parallel(header, data, branches(state), recovery(state), next);
      case "Map" -> map(header, data, state, next);
      default -> throw new IllegalStateException("The definition was not checked: " + state);
    };
  }

  private static DataFields data(JsonNode state) {
    return new DataFields(
        state.get("InputPath"),
        state.get("Parameters"),
        state.get("ResultSelector"),
        state.get("ResultPath"),
        state.get("OutputPath"),
        state.get("Assign"),
        state.get("Arguments"),
        state.get("Output"));
  }

  private static State choice(State.Header header, DataFields data, JsonNode state) {
    List<State.Choice.Rule> rules = new ArrayList<>();
    for (JsonNode rule : state.path("Choices")) {
      JsonNode condition =
          header.queryLanguage() == QueryLanguage.JSONATA ? rule.path("Condition") : rule;
      rules.add(
          new State.Choice.Rule(
              condition, rule.get("Assign"), rule.get("Output"), required(rule, "Next")));
    }
    return new State.Choice(header, data, rules, text(state, "Default"));
  }

  private List<StatesObject> branches(JsonNode state) {
    List<StatesObject> branches = new ArrayList<>();
    state.path("Branches").forEach(branch -> branches.add(states(branch)));
    return branches;
  }

  private State map(State.Header header, DataFields data, JsonNode state, @Nullable String next) {
    JsonNode processor =
        state.has("ItemProcessor") ? state.get("ItemProcessor") : state.get("Iterator");
    JsonNode config = processor.path("ProcessorConfig");
    return new State.Map(
        header,
        data,
        setting(state, "Items"),
        state.has("ItemSelector") ? state.get("ItemSelector") : state.get("Parameters"),
        setting(state, "MaxConcurrency"),
        setting(state, "ToleratedFailureCount"),
        setting(state, "ToleratedFailurePercentage"),
        states(processor),
        text(config, "Mode"),
        text(config, "ExecutionType"),
        text(state, "Label"),
        state.has("ItemReader") ? itemReader(state.get("ItemReader")) : null,
        state.has("ItemBatcher") ? itemBatcher(state.get("ItemBatcher")) : null,
        state.has("ResultWriter") ? resultWriter(state.get("ResultWriter")) : null,
        recovery(state),
        next);
  }

  private static State.Map.ItemReader itemReader(JsonNode reader) {
    JsonNode config = reader.path("ReaderConfig");
    List<String> headers = new ArrayList<>();
    config.path("CSVHeaders").forEach(header -> headers.add(header.asText()));
    return new State.Map.ItemReader(
        required(reader, "Resource"),
        parameters(reader),
        new ReaderConfig(
            text(config, "InputType"),
            text(config, "Transformation"),
            text(config, "ManifestType"),
            text(config, "ItemsPointer"),
            text(config, "CSVDelimiter"),
            text(config, "CSVHeaderLocation"),
            headers),
        setting(config, "MaxItems"));
  }

  private static State.Map.ItemBatcher itemBatcher(JsonNode batcher) {
    return new State.Map.ItemBatcher(
        setting(batcher, "MaxItemsPerBatch"),
        setting(batcher, "MaxInputBytesPerBatch"),
        batcher.get("BatchInput"));
  }

  private static State.Map.ResultWriter resultWriter(JsonNode writer) {
    JsonNode config = writer.path("WriterConfig");
    return new State.Map.ResultWriter(
        text(writer, "Resource"),
        parameters(writer),
        text(config, "OutputType"),
        text(config, "Transformation"));
  }

  private static @Nullable JsonNode parameters(JsonNode readerOrWriter) {
    return readerOrWriter.has("Parameters")
        ? readerOrWriter.get("Parameters")
        : readerOrWriter.get("Arguments");
  }

  private static Recovery recovery(JsonNode state) {
    List<Recovery.Retrier> retriers = new ArrayList<>();
    for (JsonNode retrier : state.path("Retry")) {
      retriers.add(
          new Recovery.Retrier(
              errors(retrier),
              number(retrier, "IntervalSeconds"),
              number(retrier, "MaxAttempts"),
              retrier.has("BackoffRate") ? retrier.get("BackoffRate").doubleValue() : null,
              number(retrier, "MaxDelaySeconds"),
              text(retrier, "JitterStrategy")));
    }
    List<Recovery.Catcher> catchers = new ArrayList<>();
    for (JsonNode catcher : state.path("Catch")) {
      catchers.add(
          new Recovery.Catcher(
              errors(catcher),
              catcher.get("ResultPath"),
              catcher.get("Assign"),
              catcher.get("Output"),
              required(catcher, "Next")));
    }
    return new Recovery(retriers, catchers);
  }

  private static List<String> errors(JsonNode retrierOrCatcher) {
    List<String> errors = new ArrayList<>();
    retrierOrCatcher.path("ErrorEquals").forEach(error -> errors.add(error.asText()));
    return errors;
  }

  private static @Nullable Setting setting(JsonNode object, String field) {
    JsonNode value = object.get(field);
    if (value != null) {
      return new Setting.Value(value);
    }
    String path = text(object, field + "Path");
    return path == null ? null : new Setting.AtPath(path);
  }

  private static @Nullable String text(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null ? null : value.textValue();
  }

  private static String required(JsonNode object, String field) {
    String value = text(object, field);
    if (value == null) {
      throw new IllegalStateException("The definition was not checked: no " + field);
    }
    return value;
  }

  private static @Nullable Long number(JsonNode object, String field) {
    JsonNode value = object.get(field);
    return value == null ? null : value.longValue();
  }
}
