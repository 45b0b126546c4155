package pawl.asl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;

/** Checks what only a Map has. */
final class MapCheck {
  private static final List<String> PROCESSORS = List.of("ItemProcessor", "Iterator");

  private final Report report;
  private final Values values;
  private final Expressions expressions;
  private final StatesCheck states;
  private final StatesCheck.Context context;

  MapCheck(
      Report report,
      Values values,
      Expressions expressions,
      StatesCheck states,
      StatesCheck.Context context) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
    this.states = states;
    this.context = context;
  }

  void check(Cursor state) {
    List<Cursor> processors = state.members(PROCESSORS);
    boolean distributed = false;
    if (processors.isEmpty()) {
      report.required(List.of("ItemProcessor"), state);
    } else if (processors.size() > 1) {
      report.onlyOne(PROCESSORS, state);
    } else {
      distributed = processor(processors.getFirst());
    }
    items(state);
    Settings settings = new Settings(report, values, expressions);
    settings.integer(state, "MaxConcurrency", 0, Long.MAX_VALUE);
    settings.integer(state, "ToleratedFailureCount", 0, Long.MAX_VALUE);
    settings.number(state, "ToleratedFailurePercentage", "0.0", "100.0");
    // AWS accepts these in Map states that are not distributed, too.
    new ItemReaderCheck(report, values, expressions).check(state.member("ItemReader"));
    new ItemBatcherCheck(report, values, expressions)
        .check(state.member("ItemBatcher"), distributed);
    new ResultWriterCheck(report, values, expressions).check(state.member("ResultWriter"));
  }

  private void items(Cursor state) {
    Cursor selector = state.member("ItemSelector");
    if (expressions.arePaths()) {
      if (selector != null && state.has("Parameters")) {
        report.onlyOne(List.of("Parameters", "ItemSelector"), state);
      }
      expressions.template(selector);
      expressions.itemsPath(state.member("ItemsPath"));
      return;
    }
    expressions.value(selector, JsonataCheck.Reads.NO_MORE);
    Cursor items = state.member("Items");
    if (items != null && !expressions.isJsonata(items)) {
      // A distributed Map iterates over objects, too.
      if (items.value().isObject() || values.isArray(items)) {
        expressions.value(items, JsonataCheck.Reads.NO_MORE);
      }
    }
  }

  /** Checks the processor; whether it is distributed. */
  private boolean processor(Cursor processor) {
    if (!values.isObject(processor)) {
      return false;
    }
    Cursor config = processor.member("ProcessorConfig");
    boolean distributed = config != null && values.isObject(config) && isDistributed(config);
    MachineType type = context.type();
    if (distributed) {
      type = childType(config);
    }
    states.processor(processor, context.inside(type));
    return distributed;
  }

  private boolean isDistributed(Cursor config) {
    report.unsupportedFields(config, List.of("Mode", "ExecutionType"));
    values.oneOf(config.member("Mode"), List.of("INLINE", "DISTRIBUTED"));
    values.oneOf(config.member("ExecutionType"), List.of("STANDARD", "EXPRESS"));
    if (!"DISTRIBUTED".equals(config.value().path("Mode").textValue())) {
      return false;
    }
    if (context.type() == MachineType.EXPRESS) {
      report.schema("Express state machine does not support distributed Map states", config);
    }
    if (!config.has("ExecutionType")) {
      report.required(List.of("ExecutionType"), config);
    }
    return true;
  }

  private static MachineType childType(@Nullable Cursor config) {
    return config != null && "EXPRESS".equals(config.value().path("ExecutionType").textValue())
        ? MachineType.EXPRESS
        : MachineType.STANDARD;
  }
}
