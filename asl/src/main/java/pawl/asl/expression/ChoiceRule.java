package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pawl.asl.expression.Comparison.Relation;

/** The compiled condition of a choice rule in a JSONPath state. */
public sealed interface ChoiceRule {
  /** All conditions hold. */
  record And(List<ChoiceRule> rules) implements ChoiceRule {}

  /** One of the conditions holds. */
  record Or(List<ChoiceRule> rules) implements ChoiceRule {}

  /** The condition does not hold. */
  record Not(ChoiceRule rule) implements ChoiceRule {}

  /** The variable stands in a relation to a literal. */
  record WithLiteral(Path variable, Comparison.Type type, Relation relation, JsonNode literal)
      implements ChoiceRule {}

  /** The variable stands in a relation to another. */
  record WithPath(Path variable, Comparison.Type type, Relation relation, Path other)
      implements ChoiceRule {}

  /** The variable is, or is not, of a kind. */
  record Is(Path variable, Comparison.Kind kind, boolean expected) implements ChoiceRule {}

  /** The variable matches a pattern. */
  record Matches(Path variable, Wildcards pattern) implements ChoiceRule {}

  /** Compiles a rule that was checked before; what does not belong to the condition is ignored. */
  static ChoiceRule compile(JsonNode rule) {
    if (rule.has("And")) {
      return new And(compileAll(rule.get("And")));
    }
    if (rule.has("Or")) {
      return new Or(compileAll(rule.get("Or")));
    }
    if (rule.has("Not")) {
      return new Not(compile(rule.get("Not")));
    }
    Path variable = Path.compile(rule.path("Variable").asText());
    for (var member : rule.properties()) {
      Comparison comparison = Comparison.named(member.getKey());
      if (comparison != null) {
        return compile(variable, comparison, member.getValue());
      }
    }
    throw new MalformedExpressionException("The rule compares with nothing");
  }

  private static List<ChoiceRule> compileAll(JsonNode rules) {
    List<ChoiceRule> compiled = new ArrayList<>(rules.size());
    rules.forEach(rule -> compiled.add(compile(rule)));
    return compiled;
  }

  private static ChoiceRule compile(Path variable, Comparison comparison, JsonNode operand) {
    return switch (comparison) {
      case Comparison.Ordering(Comparison.Type type, Relation relation, boolean path) ->
          path
              ? new WithPath(variable, type, relation, Path.compile(operand.asText()))
              : new WithLiteral(variable, type, relation, operand);
      case Comparison.Asking(Comparison.Kind kind) ->
          new Is(variable, kind, operand.booleanValue());
      case Comparison.Matching() -> new Matches(variable, Wildcards.compile(operand.asText()));
    };
  }

  /** Whether the condition holds for what {@code $} is in the scope. */
  default boolean holds(Scope scope) {
    return switch (this) {
      case And(List<ChoiceRule> rules) -> rules.stream().allMatch(rule -> rule.holds(scope));
      case Or(List<ChoiceRule> rules) -> rules.stream().anyMatch(rule -> rule.holds(scope));
      case Not(ChoiceRule rule) -> !rule.holds(scope);
      case WithLiteral(Path variable, Comparison.Type type, Relation relation, JsonNode literal) ->
          Comparison.holds(type, relation, value(variable, scope), literal);
      case WithPath(Path variable, Comparison.Type type, Relation relation, Path other) ->
          Comparison.holds(type, relation, value(variable, scope), value(other, scope));
      case Is(Path variable, Comparison.Kind kind, boolean expected) ->
          is(variable, kind, scope) == expected;
      case Matches(Path variable, Wildcards pattern) -> {
        JsonNode value = value(variable, scope);
        yield value.isTextual() && pattern.matches(value.textValue());
      }
    };
  }

  private static boolean is(Path variable, Comparison.Kind kind, Scope scope) {
    return kind == Comparison.Kind.PRESENT
        ? variable.selectPresent(scope) instanceof Path.Selection.Found
        : Comparison.is(kind, value(variable, scope));
  }

  private static JsonNode value(Path path, Scope scope) {
    if (path.select(scope) instanceof Path.Selection.Found(JsonNode node)) {
      return node;
    }
    throw EvaluationException.runtime(
        "Invalid path '"
            + path
            + "': The choice state's condition path references an invalid value.");
  }

  /** Names the variables that the condition reads. */
  default void variables(Consumer<String> names) {
    switch (this) {
      case And(List<ChoiceRule> rules) -> rules.forEach(rule -> rule.variables(names));
      case Or(List<ChoiceRule> rules) -> rules.forEach(rule -> rule.variables(names));
      case Not(ChoiceRule rule) -> rule.variables(names);
      case WithLiteral(Path variable, _, _, _) -> variable.variables(names);
      case WithPath(Path variable, _, _, Path other) -> {
        variable.variables(names);
        other.variables(names);
      }
      case Is(Path variable, _, _) -> variable.variables(names);
      case Matches(Path variable, _) -> variable.variables(names);
    }
  }
}
