package pawl.asl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A compiled payload template: JSON in which the values of keys ending in {@code .$} are
 * expressions and all else stands for itself. Parts without expressions are not copied when it is
 * evaluated.
 */
public final class Template {
  private static final String EXPRESSION_SUFFIX = ".$";

  private final Part part;

  private Template(Part part) {
    this.part = part;
  }

  private sealed interface Part {
    record Constant(JsonNode value) implements Part {}

    record Dynamic(Expression expression, String field) implements Part {}

    record Members(List<Member> members) implements Part {}

    record Elements(List<Part> elements) implements Part {}
  }

  private record Member(String name, Part value) {}

  /** A key ending in {@code .$} whose value is no expression. */
  public record Fault(String field, String problem) {}

  /**
   * Compiles a template.
   *
   * @throws MalformedExpressionException if it has faults
   */
  public static Template compile(JsonNode template) {
    List<Fault> faults = new ArrayList<>();
    Part part = compile(template, faults);
    if (!faults.isEmpty()) {
      throw new MalformedExpressionException(faults.getFirst().toString());
    }
    return new Template(part);
  }

  /** Everything that is wrong with a template. */
  public static List<Fault> check(JsonNode template) {
    List<Fault> faults = new ArrayList<>();
    compile(template, faults);
    return faults;
  }

  private static Part compile(JsonNode template, List<Fault> faults) {
    return switch (template) {
      case ObjectNode object -> compileObject(object, faults);
      case ArrayNode array -> {
        List<Part> elements = new ArrayList<>(array.size());
        array.forEach(element -> elements.add(compile(element, faults)));
        yield elements.stream().allMatch(Part.Constant.class::isInstance)
            ? new Part.Constant(array)
            : new Part.Elements(elements);
      }
      default -> new Part.Constant(template);
    };
  }

  private static Part compileObject(ObjectNode object, List<Fault> faults) {
    List<Member> members = new ArrayList<>(object.size());
    boolean constant = true;
    for (var entry : object.properties()) {
      String key = entry.getKey();
      Part value;
      String name = key;
      if (key.endsWith(EXPRESSION_SUFFIX)) {
        name = key.substring(0, key.length() - EXPRESSION_SUFFIX.length());
        value = compileExpression(key, entry.getValue(), faults);
      } else {
        value = compile(entry.getValue(), faults);
      }
      constant &= value instanceof Part.Constant && name.equals(key);
      members.add(new Member(name, value));
    }
    return constant ? new Part.Constant(object) : new Part.Members(members);
  }

  private static Part compileExpression(String key, JsonNode value, List<Fault> faults) {
    if (!value.isTextual()) {
      faults.add(new Fault(key, "The value is not a string"));
      return new Part.Constant(value);
    }
    try {
      return new Part.Dynamic(Expression.compile(value.textValue()), key);
    } catch (MalformedExpressionException e) {
      faults.add(new Fault(key, String.valueOf(e.getMessage())));
      return new Part.Constant(value);
    }
  }

  /** Evaluates it. The result shares parts with the template and the scope's values. */
  public JsonNode evaluate(Scope scope) {
    return part instanceof Part.Constant(JsonNode value)
        ? value
        : Limits.checked(evaluate(part, scope));
  }

  private static JsonNode evaluate(Part part, Scope scope) {
    return switch (part) {
      case Part.Constant(JsonNode value) -> value;
      case Part.Dynamic(Expression expression, String field) -> expression.evaluate(scope, field);
      case Part.Members(List<Member> members) -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Member member : members) {
          object.set(member.name(), evaluate(member.value(), scope));
        }
        yield object;
      }
      case Part.Elements(List<Part> elements) -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
        for (Part element : elements) {
          array.add(evaluate(element, scope));
        }
        yield array;
      }
    };
  }

  /** The member of this name of a template that is an object; null if there is none. */
  public @Nullable Template member(String name) {
    if (part instanceof Part.Members(List<Member> members)) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return new Template(member.value());
        }
      }
    } else if (part instanceof Part.Constant(JsonNode value) && value.has(name)) {
      return new Template(new Part.Constant(value.get(name)));
    }
    return null;
  }

  /** Names the variables that the template reads. */
  public void variables(Consumer<String> names) {
    variables(part, names);
  }

  private static void variables(Part part, Consumer<String> names) {
    switch (part) {
      case Part.Constant _ -> {}
      case Part.Dynamic(Expression expression, _) -> expression.variables(names);
      case Part.Members(List<Member> members) ->
          members.forEach(member -> variables(member.value(), names));
      case Part.Elements(List<Part> elements) ->
          elements.forEach(element -> variables(element, names));
    }
  }
}
