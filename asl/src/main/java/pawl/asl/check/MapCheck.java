package pawl.asl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.QueryLanguage;

/** Checks what only a Map has. */
final class MapCheck {
  private static final List<String> DISTRIBUTED_FIELDS =
      List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label");

  private final Report report;
  private final Values values;
  private final Expressions expressions;
  private final StatesCheck states;

  MapCheck(Report report, Values values, Expressions expressions, StatesCheck states) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
    this.states = states;
  }

  void check(Cursor state, QueryLanguage language, StatesCheck.Context context) {
    List<Cursor> processors = state.members(List.of("ItemProcessor", "Iterator"));
    if (processors.isEmpty()) {
      report.required(List.of("ItemProcessor"), state);
    } else if (processors.size() > 1) {
      report.onlyOne(List.of("ItemProcessor", "Iterator"), state);
    } else {
      processor(state, processors.getFirst(), context);
    }
    if (language == QueryLanguage.JSON_PATH) {
      if (state.has("ItemSelector") && state.has("Parameters")) {
        report.onlyOne(List.of("Parameters", "ItemSelector"), state);
      }
      expressions.template(state.member("ItemSelector"));
      expressions.itemsPath(state.member("ItemsPath"));
    } else {
      items(state.member("Items"), language);
    }
    count(state, "MaxConcurrency", language);
    count(state, "ToleratedFailureCount", language);
    percentage(state, language);
  }

  private void processor(Cursor state, Cursor processor, StatesCheck.Context context) {
    if (!values.isObject(processor)) {
      return;
    }
    Cursor config = processor.member("ProcessorConfig");
    boolean distributed = false;
    boolean express = context.type() == MachineType.EXPRESS;
    if (config != null && values.isObject(config)) {
      for (String field : config.document().members().keySet()) {
        if (!List.of("Mode", "ExecutionType").contains(field)) {
          report.notSupported(field, config);
        }
      }
      values.oneOf(config.member("Mode"), List.of("INLINE", "DISTRIBUTED"));
      values.oneOf(config.member("ExecutionType"), List.of("STANDARD", "EXPRESS"));
      distributed = "DISTRIBUTED".equals(config.value().path("Mode").textValue());
      if (distributed && express) {
        report.schema("Express state machine does not support distributed Map states", config);
      }
      if (distributed && !config.has("ExecutionType")) {
        report.required(List.of("ExecutionType"), config);
      }
    }
    if (!distributed) {
      for (String field : DISTRIBUTED_FIELDS) {
        if (state.has(field)) {
          report.schema(
              "Field '" + field + "' is only supported in Map states of Mode 'DISTRIBUTED'", state);
        }
      }
    }
    String childType = config == null ? null : config.value().path("ExecutionType").textValue();
    boolean childrenExpress = distributed ? "EXPRESS".equals(childType) : express;
    states.processor(
        processor, context.inside(childrenExpress ? MachineType.EXPRESS : MachineType.STANDARD));
  }

  private void items(@Nullable Cursor items, QueryLanguage language) {
    if (items != null && !Values.isJsonata(items, language) && !items.value().isObject()) {
      values.isArray(items);
    }
  }

  private void count(Cursor state, String field, QueryLanguage language) {
    Cursor literal = state.member(field);
    if (!Values.isJsonata(literal, language)) {
      values.integer(literal, 0, Long.MAX_VALUE);
    }
    atPath(state, field);
  }

  private void percentage(Cursor state, QueryLanguage language) {
    Cursor literal = state.member("ToleratedFailurePercentage");
    if (!Values.isJsonata(literal, language)) {
      values.number(literal, "0.0", "100.0");
    }
    atPath(state, "ToleratedFailurePercentage");
  }

  private void atPath(Cursor state, String field) {
    Cursor path = state.member(field + "Path");
    if (path != null && state.has(field)) {
      report.onlyOne(List.of(field, field + "Path"), state);
    }
    expressions.referencePath(path);
  }
}
