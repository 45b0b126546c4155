package pawl.asl.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.check.JsonataCheck.Reads;
import pawl.asl.check.StateFields.In;
import pawl.asl.expression.Comparison;

/** Checks Choices and Default of a Choice. */
final class ChoiceCheck {
  private static final List<String> COMBINATIONS = List.of("And", "Or", "Not");

  private final Report report;
  private final Values values;
  private final Expressions expressions;

  ChoiceCheck(Report report, Values values, Expressions expressions) {
    this.report = report;
    this.values = values;
    this.expressions = expressions;
  }

  void check(Cursor state) {
    values.string(state.member("Default"));
    Cursor choices = state.member("Choices");
    if (choices == null) {
      report.required(List.of("Choices"), state);
    } else if (values.isFilledArray(choices)) {
      for (Cursor rule : choices.elements()) {
        if (values.isObject(rule)) {
          top(rule);
        }
      }
    }
  }

  private void top(Cursor rule) {
    StateFields.check(rule, ChoiceCheck::place, expressions.language(), report);
    if (!rule.has("Next")) {
      report.required(List.of("Next"), rule);
    }
    values.string(rule.member("Next"));
    values.string(rule.member("Comment"));
    expressions.assign(rule.member("Assign"), Reads.NO_MORE);
    if (expressions.arePaths()) {
      condition(rule);
    } else {
      jsonata(rule);
    }
  }

  private static @Nullable In place(String field) {
    return switch (field) {
      case "Next", "Assign", "Comment" -> In.BOTH;
      case "Condition", "Output" -> In.JSONATA;
      case "Variable" -> In.JSON_PATH;
      default -> isOperator(field) ? In.JSON_PATH : null;
    };
  }

  private static boolean isOperator(String field) {
    return COMBINATIONS.contains(field) || Comparison.named(field) != null;
  }

  private void jsonata(Cursor rule) {
    Cursor condition = rule.member("Condition");
    if (condition == null) {
      report.required(List.of("Condition"), rule);
    } else if (!expressions.isJsonata(condition)) {
      values.isBoolean(condition);
    }
    expressions.value(rule.member("Output"), Reads.NO_MORE);
  }

  /** A condition: And, Or, Not, or a Variable with one comparison. */
  private void condition(Cursor rule) {
    List<String> operators = new ArrayList<>(rule.fields());
    operators.removeIf(field -> !isOperator(field));
    if (operators.isEmpty()) {
      report.schema("The rule needs And, Or, Not, or a Variable and a comparison", rule);
    } else if (operators.size() > 1) {
      report.onlyOne(operators, rule);
    } else {
      operator(rule, operators.getFirst());
    }
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
      for (String field : rule.fields()) {
        if (!isOperator(field) && !field.equals("Variable") && !field.equals("Comment")) {
          report.notSupported(field, rule);
        }
      }
      condition(rule);
    }
  }

  private void comparison(Comparison comparison, Cursor operand) {
    switch (comparison) {
      case Comparison.Asking _ -> values.isBoolean(operand);
      case Comparison.Matching _ -> values.isString(operand);
      case Comparison.Ordering(_, _, boolean path) when path -> expressions.path(operand);
      case Comparison.Ordering ordering -> {
        switch (ordering.type()) {
          case STRING -> {
            if (values.isString(operand)) {
              Warnings.literal(operand, report);
            }
          }
          case NUMERIC -> values.isNumber(operand);
          case BOOLEAN -> values.isBoolean(operand);
          case TIMESTAMP -> values.timestamp(operand);
        }
      }
    }
  }
}
