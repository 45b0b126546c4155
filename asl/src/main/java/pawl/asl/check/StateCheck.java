package pawl.asl.check;

import java.util.List;
import pawl.asl.QueryLanguage;
import pawl.asl.check.JsonataCheck.Reads;
import pawl.asl.syntax.DefinitionParser;

/** Checks one state. */
final class StateCheck {
  /** The states that have a result of their own. */
  private static final List<String> WORKING = List.of("Task", "Parallel", "Map");

  private static final List<String> WAIT_FIELDS =
      List.of("Seconds", "Timestamp", "SecondsPath", "TimestampPath");

  private final Report report;
  private final Values values;
  private final StatesCheck states;
  private final StatesCheck.Context context;

  StateCheck(Report report, StatesCheck states, StatesCheck.Context context) {
    this.report = report;
    this.values = new Values(report);
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
    QueryLanguage language = DefinitionParser.queryLanguage(state.value(), context.language());
    boolean downgraded =
        language == QueryLanguage.JSON_PATH && context.language() == QueryLanguage.JSONATA;
    if (downgraded) {
      report.schema(
          "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
          state);
    }
    StateFields.check(state, typeName, language, downgraded, report);
    values.oneOf(state.member("QueryLanguage"), DefinitionCheck.LANGUAGES);
    values.string(state.member("Comment"));
    transition(state, typeName);
    Expressions expressions = new Expressions(report, values, language);
    dataFlow(state, typeName, expressions);
    own(state, typeName, expressions);
    new RecoveryCheck(report, values, expressions).check(state);
  }

  /** Checks what only states of this type have. */
  private void own(Cursor state, String type, Expressions expressions) {
    switch (type) {
      case "Task" -> new TaskCheck(report, values, expressions).check(state, context);
      case "Parallel" -> parallel(state);
      case "Map" -> new MapCheck(report, values, expressions, states, context).check(state);
      case "Pass" -> pass(state, expressions);
      case "Wait" -> wait(state, expressions);
      case "Choice" -> new ChoiceCheck(report, values, expressions).check(state);
      case "Fail" -> fail(state, expressions);
      default -> {}
    }
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
      report.oneOf(List.of("Next", "End"), state);
    }
  }

  private void dataFlow(Cursor state, String type, Expressions expressions) {
    Reads reads = WORKING.contains(type) ? Reads.RESULT : Reads.NO_MORE;
    expressions.assign(state.member("Assign"), reads);
    if (!expressions.arePaths()) {
      expressions.object(state.member("Arguments"), Reads.NO_MORE);
      expressions.value(state.member("Output"), reads);
      return;
    }
    expressions.pathOrNull(state.member("InputPath"));
    expressions.pathOrNull(state.member("OutputPath"));
    expressions.template(state.member("Parameters"));
    expressions.object(state.member("ResultSelector"), Reads.NO_MORE);
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

  private void pass(Cursor state, Expressions expressions) {
    Cursor result = state.member("Result");
    if (result != null && expressions.arePaths()) {
      Warnings.passResult(result, report);
    }
  }

  private void wait(Cursor state, Expressions expressions) {
    List<String> given = WAIT_FIELDS.stream().filter(state::has).toList();
    if (given.isEmpty()) {
      report.oneOf(expressions.arePaths() ? WAIT_FIELDS : List.of("Seconds", "Timestamp"), state);
    } else if (given.size() > 1) {
      report.onlyOne(WAIT_FIELDS, state);
    }
    Cursor seconds = state.member("Seconds");
    if (!expressions.isJsonata(seconds)) {
      values.integer(seconds, 0, Values.MAX_SECONDS);
    }
    Cursor timestamp = state.member("Timestamp");
    if (!expressions.isJsonata(timestamp)) {
      values.timestamp(timestamp);
    }
    if (expressions.arePaths()) {
      expressions.referencePath(state.member("SecondsPath"));
      expressions.referencePath(state.member("TimestampPath"));
    }
  }

  private void fail(Cursor state, Expressions expressions) {
    for (String field : List.of("Error", "Cause")) {
      Cursor literal = state.member(field);
      if (literal != null && !expressions.isJsonata(literal) && values.isString(literal)) {
        if (expressions.arePaths()) {
          Warnings.literal(literal, report);
        }
      }
      if (expressions.arePaths()) {
        Cursor path = state.member(field + "Path");
        if (literal != null && path != null) {
          report.onlyOne(List.of(field, field + "Path"), state);
        }
        expressions.pathOrCall(path);
      }
    }
  }
}
