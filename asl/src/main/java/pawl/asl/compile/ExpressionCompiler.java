package pawl.asl.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pawl.asl.expression.ChoiceRule;
import pawl.asl.expression.Expression;
import pawl.asl.expression.Path;
import pawl.asl.expression.Template;

/** Compiles the expressions of one state and remembers the variables that they read. */
final class ExpressionCompiler {
  private final NavigableSet<String> variables = new TreeSet<>();

  List<String> variables() {
    return List.copyOf(variables);
  }

  Path path(String text) {
    Path path = Path.compile(text);
    path.variables(variables::add);
    return path;
  }

  /** InputPath or OutputPath; null if the state does not have it. */
  PathField pathField(@Nullable JsonNode value) {
    if (value == null) {
      return PathField.whole();
    }
    return value.isNull() ? new PathField.Nothing() : new PathField.Selected(path(value.asText()));
  }

  Expression expression(String text) {
    Expression expression = Expression.compile(text);
    expression.variables(variables::add);
    return expression;
  }

  Template template(JsonNode value) {
    Template template = Template.compile(value);
    template.variables(variables::add);
    return template;
  }

  ChoiceRule choiceRule(JsonNode rule) {
    ChoiceRule compiled = ChoiceRule.compile(rule);
    compiled.variables(variables::add);
    return compiled;
  }

  Assignment assign(@Nullable JsonNode value) {
    return value == null ? Assignment.NONE : new Assignment(template(value));
  }
}
