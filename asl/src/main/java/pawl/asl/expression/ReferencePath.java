package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.expression.PathSteps.Step;

/** A path that names one place in a value, to write something there: what ResultPath holds. */
public final class ReferencePath {
  private final String text;
  private final PathSteps steps;

  private ReferencePath(String text, PathSteps steps) {
    this.text = text;
    this.steps = steps;
  }

  /**
   * Compiles the text of a reference path into the input.
   *
   * @throws MalformedExpressionException if it is none
   */
  public static ReferencePath compile(String text) {
    PathSteps steps = text.startsWith("$") ? PathSteps.parse(text.substring(1)) : null;
    if (steps == null || steps.steps().size() > Limits.PATH_STEPS) {
      throw new MalformedExpressionException("Not a Reference Path");
    }
    return new ReferencePath(text, steps);
  }

  /** Whether this is {@code $}, which replaces the whole value. */
  public boolean isRoot() {
    return steps.isEmpty();
  }

  /**
   * The target with {@code value} at this place. Objects that are missing on the way are made; the
   * target itself does not change.
   */
  public JsonNode write(JsonNode target, JsonNode value) {
    Limits.checked(value, steps.steps().size());
    return write(target, steps.steps(), value, target);
  }

  private JsonNode write(@Nullable JsonNode at, List<Step> rest, JsonNode value, JsonNode target) {
    if (rest.isEmpty()) {
      return value;
    }
    List<Step> next = rest.subList(1, rest.size());
    return switch (rest.getFirst()) {
      case Step.Member(String name) -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (at instanceof ObjectNode object) {
          copy.setAll(object);
        } else if (at != null) {
          throw doesNotFit(target);
        }
        copy.set(name, write(copy.get(name), next, value, target));
        yield copy;
      }
      case Step.Index(int index) -> {
        if (!(at instanceof ArrayNode array) || index >= array.size()) {
          throw doesNotFit(target);
        }
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
        copy.addAll(array);
        copy.set(index, write(array.get(index), next, value, target));
        yield copy;
      }
    };
  }

  private EvaluationException doesNotFit(JsonNode target) {
    return EvaluationException.of(
        EvaluationException.RESULT_PATH_MATCH_FAILURE,
        "Unable to apply ReferencePath " + text + " to input " + target);
  }

  /** The path as written. */
  public String text() {
    return text;
  }

  /** The normal form, {@code $['a']['b'][0]}. */
  @Override
  public String toString() {
    return steps.toString();
  }
}
