package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.QueryLanguage;
import pawl.asl.data.Field;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;
import pawl.asl.syntax.DataFields;
import pawl.asl.syntax.Recovery;
import pawl.asl.syntax.State;

/** Compiles one state; its fields are left to the compiler of its query language. */
final class StateCompiler {
  private static final long DEFAULT_INTERVAL_SECONDS = 1;
  private static final long DEFAULT_MAX_ATTEMPTS = 3;
  private static final double DEFAULT_BACKOFF_RATE = 2.0;
  private static final Field<Payload> NO_PARAMETERS = Fields.constant(Payload.EMPTY_OBJECT);

  private final ProgramCompiler program;
  private final Map<String, Integer> indexes;
  private final State state;
  private final String name;
  private final QueryLanguage language;
  private final FieldCompiler fields;

  StateCompiler(ProgramCompiler program, Map<String, Integer> indexes, State state) {
    this.program = program;
    this.indexes = indexes;
    this.state = state;
    this.name = state.header().name();
    this.language = state.header().queryLanguage();
    this.fields =
        switch (language) {
          case JSON_PATH -> new PathFieldCompiler(data(state));
          case JSONATA -> new JsonataFieldCompiler(data(state), state);
        };
  }

  private static DataFields data(State state) {
    return switch (state) {
      case State.Pass pass -> pass.data();
      case State.Wait wait -> wait.data();
      case State.Succeed succeed -> succeed.data();
      case State.Fail _ -> DataFields.NONE;
      case State.Choice choice -> choice.data();
      case State.Task task -> task.data();
      case State.Parallel parallel -> parallel.data();
      case State.Map map -> map.data();
    };
  }

  /** The variables that the state's own fields read, in order. */
  List<String> variables() {
    return fields.variables();
  }

  Step compile() {
    return switch (state) {
      case State.Pass pass ->
          new Step.Pass(name, language, fields.data(), payload(pass.result()), index(pass.next()));
      case State.Wait wait ->
          new Step.Wait(name, language, fields.data(), fields.waitTime(wait), index(wait.next()));
      case State.Succeed _ -> new Step.Succeed(name, language, fields.data());
      case State.Fail fail ->
          new Step.Fail(
              name,
              language,
              fields.text("Error", fail.error()),
              fields.text("Cause", fail.cause()));
      case State.Choice choice -> choice(choice);
      case State.Task task -> task(task);
      case State.Parallel parallel ->
          new Step.Parallel(
              name,
              language,
              fields.data(),
              parallel.branches().stream().map(program::flow).toList(),
              recovery(parallel.recovery()),
              index(parallel.next()));
      case State.Map map -> map(map);
    };
  }

  private Step choice(State.Choice choice) {
    List<Step.Choice.Rule> rules = new ArrayList<>();
    for (State.Choice.Rule rule : choice.rules()) {
      int index = rules.size();
      rules.add(
          new Step.Choice.Rule(
              fields.condition(rule, index), fields.ruleData(rule, index), index(rule.next())));
    }
    int defaultNext = choice.defaultNext() == null ? Step.END : index(choice.defaultNext());
    return new Step.Choice(name, language, fields.data(), rules, defaultNext);
  }

  private Step task(State.Task task) {
    TaskResource resource = TaskResource.parse(task.resource());
    if (resource == null) {
      throw new IllegalStateException("The definition was not checked: " + task.resource());
    }
    return new Step.Task(
        name,
        language,
        resource,
        fields.data(),
        fields.taskSeconds("TimeoutSeconds", task.timeoutSeconds()),
        fields.taskSeconds("HeartbeatSeconds", task.heartbeatSeconds()),
        fields.credentialsRoleArn(task.credentials()),
        recovery(task.recovery()),
        index(task.next()));
  }

  private Step map(State.Map map) {
    Step.Map.Distributed distributed = distributed(map);
    return new Step.Map(
        name,
        language,
        fields.mapData(),
        fields.items(map.items(), distributed != null),
        fields.payload("ItemSelector", map.itemSelector()),
        fields.count("MaxConcurrency", map.maxConcurrency()),
        fields.count("ToleratedFailureCount", map.toleratedFailureCount()),
        fields.percentage(map.toleratedFailurePercentage()),
        program.flow(map.processor()),
        distributed,
        recovery(map.recovery()),
        index(map.next()));
  }

  private Step.Map.@Nullable Distributed distributed(State.Map map) {
    if (!"DISTRIBUTED".equals(map.mode())) {
      return null;
    }
    boolean express = "EXPRESS".equals(map.executionType());
    return new Step.Map.Distributed(
        express ? MachineType.EXPRESS : MachineType.STANDARD,
        map.label() != null ? map.label() : madeLabel(),
        reader(map.itemReader()),
        batcher(map.itemBatcher()),
        writer(map.resultWriter()));
  }

  /** Always the same for a state: names of states are unique in a definition. */
  private String madeLabel() {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Step.Map.@Nullable ItemReader reader(State.Map.@Nullable ItemReader reader) {
    return reader == null
        ? null
        : new Step.Map.ItemReader(
            reader.resource(),
            parameters("ItemReader", reader.parameters()),
            reader.config(),
            fields.maxItems(reader.maxItems()));
  }

  private Step.Map.@Nullable ItemBatcher batcher(State.Map.@Nullable ItemBatcher batcher) {
    return batcher == null
        ? null
        : new Step.Map.ItemBatcher(
            fields.count("ItemBatcher/MaxItemsPerBatch", batcher.maxItems()),
            fields.count("ItemBatcher/MaxInputBytesPerBatch", batcher.maxInputBytes()),
            fields.payload("ItemBatcher/BatchInput", batcher.batchInput()));
  }

  private Step.Map.@Nullable ResultWriter writer(State.Map.@Nullable ResultWriter writer) {
    return writer == null
        ? null
        : new Step.Map.ResultWriter(
            writer.resource(),
            parameters("ResultWriter", writer.parameters()),
            writer.outputType(),
            writer.transformation());
  }

  /** Parameters or, in JSONata, Arguments. */
  private Field<Payload> parameters(String parent, @Nullable JsonNode parameters) {
    return Objects.requireNonNullElse(
        fields.payload(parent + "/Arguments", parameters), NO_PARAMETERS);
  }

  private Step.Recovery recovery(Recovery recovery) {
    if (recovery.retriers().isEmpty() && recovery.catchers().isEmpty()) {
      return Step.Recovery.NONE;
    }
    List<Step.Catcher> catchers = new ArrayList<>();
    for (Recovery.Catcher catcher : recovery.catchers()) {
      catchers.add(
          new Step.Catcher(
              List.copyOf(catcher.errorEquals()),
              fields.catchFlow(catcher, catchers.size()),
              index(catcher.next())));
    }
    return new Step.Recovery(
        recovery.retriers().stream().map(StateCompiler::retrier).toList(), catchers);
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
