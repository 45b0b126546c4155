package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;

/**
 * A compiled path: {@code $...} into the input, {@code $$...} into the context object, {@code
 * $name...} into a variable.
 *
 * <p>A path that can name only one node is followed step by step; anything else (wildcards, slices,
 * filters, {@code ..}, functions) is left to Jayway JsonPath, as on AWS.
 */
public final class Path {
  /** What a path starts at. */
  enum Root {
    INPUT,
    CONTEXT,
    VARIABLE
  }

  private final String text;
  private final Root root;
  private final @Nullable String variable;
  private final @Nullable PathSteps steps;
  private final @Nullable PathQuery query;

  private Path(String text, Root root, @Nullable String variable, String rest) {
    this.text = text;
    this.root = root;
    this.variable = variable;
    this.steps = PathSteps.parse(rest);
    this.query = steps == null ? PathQuery.compile("$" + rest) : null;
  }

  /**
   * Compiles the text of a path.
   *
   * @throws MalformedExpressionException if it is none
   */
  public static Path compile(String text) {
    if (text.startsWith("$$")) {
      return new Path(text, Root.CONTEXT, null, text.substring(2));
    }
    if (!text.startsWith("$")) {
      throw new MalformedExpressionException("A path begins with '$'");
    }
    int end = VariableName.end(text, 1);
    if (end == 1) {
      return new Path(text, Root.INPUT, null, text.substring(1));
    }
    return new Path(text, Root.VARIABLE, text.substring(1, end), text.substring(end));
  }

  /** The path as written. */
  public String text() {
    return text;
  }

  /** Names the variable that the path starts at, if it does. */
  public void variables(Consumer<String> names) {
    if (variable != null) {
      names.accept(variable);
    }
  }

  /**
   * Whether this is a Reference Path, which can name only one node, into the input or a variable.
   */
  public boolean isReference() {
    return steps != null && root != Root.CONTEXT;
  }

  /** Whether this is a path into the context object that can name only one node. */
  public boolean isContextReference() {
    return steps != null && root == Root.CONTEXT;
  }

  /** What a path selects. */
  public sealed interface Selection {
    record Found(JsonNode node) implements Selection {}

    /** {@code reason} is a message of Jayway JsonPath, without a full stop. */
    record Missing(String reason) implements Selection {}
  }

  /**
   * The selected value, or the array of all selected values if the path is not definite. Beyond the
   * end of an array is null, for Jayway over Jackson's trees as for AWS.
   */
  public Selection select(Scope scope) {
    return select(scope, true);
  }

  /**
   * The same, but beyond the end of an array is nothing: so AWS has it where a path is the argument
   * of an intrinsic function, or is asked whether it is present.
   */
  Selection selectPresent(Scope scope) {
    return select(scope, false);
  }

  private Selection select(Scope scope, boolean nullBeyondEnd) {
    JsonNode start = start(scope);
    if (start == null) {
      return new Selection.Missing("No results for path: $['" + variable + "']");
    }
    if (steps == null) {
      return query().read(start, scope, nullBeyondEnd);
    }
    JsonNode node = steps.follow(start, nullBeyondEnd);
    return node != null ? new Selection.Found(node) : new Selection.Missing(steps.missing(start));
  }

  /**
   * Like {@link #select}, but hands over a payload: a path that is only a root does not look inside
   * it. Null if nothing is selected.
   */
  public @Nullable Payload selectPayload(Scope scope) {
    if (steps != null && steps.isEmpty()) {
      return switch (root) {
        case INPUT -> scope.input();
        case CONTEXT -> Payload.of(scope.context());
        case VARIABLE -> scope.variable(variableName());
      };
    }
    return select(scope) instanceof Selection.Found(JsonNode node) ? Payload.of(node) : null;
  }

  /**
   * Says that it selects nothing, as an argument of an intrinsic function. AWS then takes a path
   * into the context object for one into the input.
   */
  String absenceAsArgument(Scope scope) {
    return "The JsonPath argument for the field '%s' could not be found in the input '%s'"
        .formatted(
            root == Root.CONTEXT ? text.substring(1) : text,
            root == Root.CONTEXT ? scope.input().text() : quotedInput(scope));
  }

  /** What the path is applied to, as messages quote it. */
  String quotedInput(Scope scope) {
    return switch (root) {
      case INPUT -> scope.input().text();
      case CONTEXT -> scope.context().toString();
      case VARIABLE -> scope.variables().toString();
    };
  }

  private @Nullable JsonNode start(Scope scope) {
    return switch (root) {
      case INPUT -> scope.input().node();
      case CONTEXT -> scope.context();
      case VARIABLE -> {
        Payload value = scope.variable(variableName());
        yield value == null ? null : value.node();
      }
    };
  }

  private String variableName() {
    if (variable == null) {
      throw new IllegalStateException("Not a path into a variable: " + text);
    }
    return variable;
  }

  private PathQuery query() {
    if (query == null) {
      throw new IllegalStateException("Neither steps nor a query: " + text);
    }
    return query;
  }

  @Override
  public String toString() {
    return text;
  }
}
