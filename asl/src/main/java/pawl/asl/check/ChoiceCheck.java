package pawl.asl.check;

import java.util.ArrayList;
import java.util.List;
import pawl.asl.QueryLanguage;
import pawl.asl.expression.Comparison;

/** Checks Choices and Default of a Choice. */
final class ChoiceCheck {
  private static final List<String> COMBINATIONS = List.of("And", "Or", "Not");
  private static final List<String> TOP_FIELDS = List.of("Next", "Assign", "Output", "Comment");

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  ChoiceCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void check(Cursor state, QueryLanguage language) {
    values.string(state.member("Default"));
    Cursor choices = state.member("Choices");
    if (choices == null) {
      report.required(List.of("Choices"), state);
    } else if (values.isFilledArray(choices)) {
      for (Cursor rule : choices.elements()) {
        if (values.isObject(rule)) {
          top(rule, language);
        }
      }
    }
  }

  private void top(Cursor rule, QueryLanguage language) {
    if (!rule.has("Next")) {
      report.required(List.of("Next"), rule);
    }
    values.string(rule.member("Next"));
    values.string(rule.member("Comment"));
    expressions.assign(rule.member("Assign"), language);
    if (language == QueryLanguage.JSONATA) {
      jsonata(rule, language);
      return;
    }
    for (String field : List.of("Condition", "Output")) {
      if (rule.has(field)) {
        StateFields.otherLanguage(field, language, QueryLanguage.JSONATA, rule, report);
      }
    }
    condition(rule, true);
  }

  private void jsonata(Cursor rule, QueryLanguage language) {
    Cursor condition = rule.member("Condition");
    if (condition == null) {
      report.required(List.of("Condition"), rule);
    } else if (!Values.isJsonata(condition, language)) {
      values.isBoolean(condition);
    }
    for (String field : rule.document().members().keySet()) {
      if (field.equals("Variable") || isOperator(field)) {
        StateFields.otherLanguage(field, language, QueryLanguage.JSON_PATH, rule, report);
      } else if (!field.equals("Condition") && !TOP_FIELDS.contains(field)) {
        report.notSupported(field, rule);
      }
    }
  }

  /** A condition: And, Or, Not, or a Variable with one comparison. */
  private void condition(Cursor rule, boolean top) {
    List<String> operators = new ArrayList<>();
    for (String field : rule.document().members().keySet()) {
      if (isOperator(field)) {
        operators.add(field);
      } else if (!isAllowed(field, top)) {
        report.notSupported(field, rule);
      }
    }
    if (operators.isEmpty()) {
      report.schema("The rule needs And, Or, Not, or a Variable and a comparison", rule);
    } else if (operators.size() > 1) {
      report.onlyOne(operators, rule);
    } else {
      operator(rule, operators.getFirst());
    }
  }

  private static boolean isOperator(String field) {
    return COMBINATIONS.contains(field) || Comparison.named(field) != null;
  }

  private static boolean isAllowed(String field, boolean top) {
    return field.equals("Variable")
        || field.equals("Comment")
        // Condition and Output have been complained about as fields of the other language.
        || (top && (TOP_FIELDS.contains(field) || field.equals("Condition")));
  }

  private void operator(Cursor rule, String name) {
    Cursor operand = rule.member(name);
    if (operand == null) {
      return;
    }
    Comparison comparison = Comparison.named(name);
    if (comparison != null) {
      if (!rule.has("Variable")) {
        report.required(List.of("Variable"), rule);
      }
      expressions.path(rule.member("Variable"));
      comparison(comparison, operand);
    } else if (rule.has("Variable")) {
      report.notSupported("Variable", rule);
    } else if (name.equals("Not")) {
      inner(operand);
    } else if (values.isFilledArray(operand)) {
      operand.elements().forEach(this::inner);
    }
  }

  private void inner(Cursor rule) {
    if (values.isObject(rule)) {
      condition(rule, false);
    }
  }

  private void comparison(Comparison comparison, Cursor operand) {
    switch (comparison) {
      case Comparison.Asking _ -> values.isBoolean(operand);
      case Comparison.Matching _ -> values.isString(operand);
      case Comparison.Ordering(_, _, boolean path) when path -> expressions.path(operand);
      case Comparison.Ordering ordering -> {
        switch (ordering.type()) {
          case STRING -> values.isString(operand);
          case NUMERIC -> values.isNumber(operand);
          case BOOLEAN -> values.isBoolean(operand);
          case TIMESTAMP -> StateCheck.timestamp(operand, values, report);
        }
      }
    }
  }
}
