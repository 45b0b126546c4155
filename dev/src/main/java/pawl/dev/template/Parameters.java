package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The template's parameters: given values, else their defaults. */
final class Parameters {
  private final Map<String, Node> declared;
  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  Parameters(Template template, Surroundings surroundings, Problems problems) {
    declared = template.parameters();
    declared.forEach(
        (name, node) -> {
          String given = surroundings.parameters().get(name);
          Node defaultNode = Yaml.get(node, "Default");
          String text = given;
          if (text == null && defaultNode instanceof ScalarNode scalar) {
            text = scalar.getValue();
          }
          if (text == null) {
            problems.error(
                node,
                "The parameter "
                    + name
                    + " has no Default; give one, or a value with --parameter "
                    + name
                    + "=...");
            return;
          }
          if (allowed(name, node, text, problems)) {
            values.put(name, typed(Yaml.text(node(node, "Type")), text));
          }
        });
    surroundings.parameters().keySet().stream()
        .filter(name -> !declared.containsKey(name))
        .forEach(
            name ->
                problems.warn(
                    template.root(), "A value was given for " + name + ", which is no parameter"));
  }

  private static Node node(Node parameter, String key) {
    Node found = Yaml.get(parameter, key);
    return found == null ? parameter : found;
  }

  private static boolean allowed(String name, Node node, String text, Problems problems) {
    if (Yaml.get(node, "AllowedValues") instanceof SequenceNode allowed
        && allowed.getValue().stream().noneMatch(value -> text.equals(Yaml.text(value)))) {
      problems.error(allowed, "The parameter " + name + " may not be " + text);
      return false;
    }
    return true;
  }

  private static JsonNode typed(@Nullable String type, String text) {
    if (type != null && (type.equals("CommaDelimitedList") || type.startsWith("List<"))) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (String element : text.split(",", -1)) {
        list.add(element.strip());
      }
      return list;
    }
    return TextNode.valueOf(text);
  }

  boolean declares(String name) {
    return declared.containsKey(name);
  }

  /** The value; null if the parameter has none, which has been said where it is declared. */
  @Nullable JsonNode value(String name) {
    return values.get(name);
  }
}
