package pawl.asl.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.QueryLanguage;
import pawl.asl.expression.Timestamps;
import pawl.asl.syntax.DefinitionParser;

/** Checks one state. */
final class StateCheck {
  private final Report report;
  private final Values values;
  private final Expressions expressions;
  private final StatesCheck states;
  private final StatesCheck.Context context;

  StateCheck(Report report, StatesCheck states, StatesCheck.Context context) {
    this.report = report;
    this.values = new Values(report);
    this.expressions = new Expressions(report, values);
    this.states = states;
    this.context = context;
  }

  void check(Cursor state) {
    Cursor type = state.member("Type");
    if (type == null) {
      report.required(List.of("Type"), state);
      return;
    }
    values.oneOf(type, StateFields.TYPES);
    String typeName = type.value().asText();
    if (!StateFields.TYPES.contains(typeName)) {
      return;
    }
    QueryLanguage language = language(state);
    StateFields.check(state, typeName, language, report);
    values.string(state.member("Comment"));
    transition(state, typeName);
    dataFlow(state, language);
    switch (typeName) {
      case "Task" -> new TaskCheck(report, values, expressions).check(state, language, context);
      case "Parallel" -> parallel(state);
      case "Map" ->
          new MapCheck(report, values, expressions, states).check(state, language, context);
      case "Pass" -> pass(state);
      case "Wait" -> wait(state, language);
      case "Choice" -> new ChoiceCheck(report, values, expressions).check(state, language);
      case "Fail" -> fail(state);
      default -> {}
    }
    new RecoveryCheck(report, values, expressions).check(state, language);
  }

  private QueryLanguage language(Cursor state) {
    values.oneOf(state.member("QueryLanguage"), DefinitionCheck.LANGUAGES);
    QueryLanguage own = DefinitionParser.queryLanguage(state.value(), context.language());
    if (own == QueryLanguage.JSON_PATH && context.language() == QueryLanguage.JSONATA) {
      report.schema(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
          state);
    }
    return own;
  }

  /** Next or End, exactly one of them, in every state that goes on. */
  private void transition(Cursor state, String type) {
    if (List.of("Choice", "Succeed", "Fail").contains(type)) {
      return;
    }
    Cursor end = state.member("End");
    boolean ends = end != null && values.isBoolean(end) && end.value().booleanValue();
    values.string(state.member("Next"));
    if (ends && state.has("Next")) {
      report.onlyOne(List.of("Next", "End"), state);
    } else if (!ends && !state.has("Next")) {
      report.schema("There should be one of the following fields: [Next, End]", state);
    }
  }

  private void dataFlow(Cursor state, QueryLanguage language) {
    expressions.assign(state.member("Assign"), language);
    if (language == QueryLanguage.JSONATA) {
      Cursor arguments = state.member("Arguments");
      if (arguments != null && !Values.isJsonata(arguments, language)) {
        values.isObject(arguments);
      }
      return;
    }
    expressions.pathOrNull(state.member("InputPath"));
    expressions.pathOrNull(state.member("OutputPath"));
    expressions.template(state.member("Parameters"));
    Cursor selector = state.member("ResultSelector");
    if (selector != null && values.isObject(selector)) {
      expressions.template(selector);
    }
    expressions.resultPath(state.member("ResultPath"));
  }

  private void parallel(Cursor state) {
    Cursor branches = state.member("Branches");
    if (branches == null) {
      report.required(List.of("Branches"), state);
    } else if (values.isFilledArray(branches)) {
      for (Cursor branch : branches.elements()) {
        states.branch(branch, context.inside(context.type()));
      }
    }
  }

  private void pass(Cursor state) {
    Cursor result = state.member("Result");
    if (result != null) {
      Warnings.passResult(result, report);
    }
  }

  private void wait(Cursor state, QueryLanguage language) {
    List<String> fields = List.of("Seconds", "Timestamp", "SecondsPath", "TimestampPath");
    long given = fields.stream().filter(state::has).count();
    if (given == 0) {
      report.schema("There should be one of the following fields: " + fields, state);
    } else if (given > 1) {
      report.onlyOne(fields, state);
    }
    Cursor seconds = state.member("Seconds");
    if (!Values.isJsonata(seconds, language)) {
      values.integer(seconds, 0, Values.MAX_SECONDS);
    }
    Cursor timestamp = state.member("Timestamp");
    if (!Values.isJsonata(timestamp, language)) {
      timestamp(timestamp, values, report);
    }
    expressions.referencePath(state.member("SecondsPath"));
    expressions.referencePath(state.member("TimestampPath"));
  }

  static void timestamp(@Nullable Cursor at, Values values, Report report) {
    if (at != null && values.isString(at) && Timestamps.parse(at.value().textValue()) == null) {
      report.schema("String does not match RFC3339 timestamp", at);
    }
  }

  private void fail(Cursor state) {
    for (String field : List.of("Error", "Cause")) {
      Cursor path = state.member(field + "Path");
      if (state.has(field) && path != null) {
        report.onlyOne(List.of(field, field + "Path"), state);
      }
      values.string(state.member(field));
      expressions.pathOrCall(path);
    }
  }
}
