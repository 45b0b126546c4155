package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Consumer;

/** What may stand after a key ending in {@code .$}, and as argument of an intrinsic function. */
public sealed interface Expression {
  /** A string, number, boolean or null; as argument only. */
  record Literal(JsonNode value) implements Expression {}

  /** A path into the input, the context object or a variable. */
  record Selector(Path path) implements Expression {}

  /**
   * A call of an intrinsic function.
   *
   * @param text the call as written, which messages quote
   */
  record Call(IntrinsicFunction function, List<Expression> arguments, String text)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** A literal first argument of States.Format: its text is taken apart when it is compiled. */
  record FormatPattern(List<String> parts) implements Expression {
    public FormatPattern {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Compiles a path or a call.
   *
   * @throws MalformedExpressionException if the text is neither
   */
  static Expression compile(String text) {
    return text.startsWith("$") ? new Selector(Path.compile(text)) : IntrinsicParser.parse(text);
  }

  /**
   * Evaluates it.
   *
   * @param field name of the field that holds the expression, which messages quote
   */
  default JsonNode evaluate(Scope scope, String field) {
    return switch (this) {
      case Literal(JsonNode value) -> value;
      case FormatPattern(List<String> parts) -> TextNode.valueOf(String.join("{}", parts));
      case Selector(Path path) ->
          switch (path.select(scope)) {
            case Path.Selection.Found(JsonNode node) -> node;
            case Path.Selection.Missing _ ->
                throw EvaluationException.runtime(
                    "The JSONPath '"
                        + path
                        + "' specified for the field '"
                        + field
                        + "' could not be found in the input '"
                        + path.quotedInput(scope)
                        + "'");
          };
      case Call call -> IntrinsicCalls.call(call, scope);
    };
  }

  /** Names the variables that the expression reads. */
  default void variables(Consumer<String> names) {
    switch (this) {
      case Literal _, FormatPattern _ -> {}
      case Selector(Path path) -> path.variables(names);
      case Call call -> call.arguments().forEach(argument -> argument.variables(names));
    }
  }
}
