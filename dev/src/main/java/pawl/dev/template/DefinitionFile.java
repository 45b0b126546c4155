package pawl.dev.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import pawl.asl.Diagnostic;
import pawl.asl.Json;
import pawl.dev.template.Substitution.Substituted;

/** Reads definitions in each of the forms that templates have for them. */
final class DefinitionFile {
  private final Problems problems;

  DefinitionFile(Problems problems) {
    this.problems = problems;
  }

  /** A JSON file; it goes to the compiler as it was written, so its line numbers hold. */
  @Nullable Definition ofJson(Path file, Map<String, String> substitutions) {
    String text = Yaml.read(file, problems);
    if (text == null) {
      return null;
    }
    Substituted substituted = Substitution.in(text, substitutions);
    substituted
        .unknown()
        .forEach(
            (name, position) ->
                problems.add(
                    new Problem(
                        Problem.Severity.WARNING,
                        file,
                        position.line(),
                        position.column(),
                        unknown(name, substitutions))));
    return new Definition(
        substituted.text(),
        file,
        diagnostic -> {
          Diagnostic.Position position =
              diagnostic.position() == null ? null : substituted.origin(diagnostic.position());
          return new Problem(
              Definition.severity(diagnostic),
              file,
              position == null ? 0 : position.line(),
              position == null ? 0 : position.column(),
              Definition.message(diagnostic));
        });
  }

  /** A YAML file. */
  @Nullable Definition ofYaml(Path file, Map<String, String> substitutions) {
    String text = Yaml.read(file, problems);
    Node root = text == null ? null : Yaml.parse(file, text, problems);
    return root == null ? null : ofNode(file, root, data(root), substitutions);
  }

  /** A node of a YAML file whose value is the definition. */
  Definition ofNode(Path file, Node node, JsonNode value, Map<String, String> substitutions) {
    JsonNode substituted = substitute(file, node, value, substitutions);
    try {
      return new Definition(
          Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(substituted),
          file,
          diagnostic ->
              Problems.at(
                  Definition.severity(diagnostic),
                  file,
                  find(node, diagnostic.location()),
                  Definition.message(diagnostic)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree could not be written", e);
    }
  }

  /** A node of the template whose value is the definition's text. */
  Definition ofString(Path file, Node node, String text, Map<String, String> substitutions) {
    Substituted substituted = Substitution.in(text, substitutions);
    substituted
        .unknown()
        .keySet()
        .forEach(name -> problems.warn(node, unknown(name, substitutions)));
    return new Definition(
        substituted.text(), file, diagnostic -> placeInString(file, node, diagnostic));
  }

  private static Problem placeInString(Path file, Node node, Diagnostic diagnostic) {
    Problem.Severity severity = Definition.severity(diagnostic);
    Diagnostic.Position position = diagnostic.position();
    String message = Definition.message(diagnostic);
    if (position == null) {
      return Problems.at(severity, file, node, message);
    }
    Node text =
        node instanceof SequenceNode list && !list.getValue().isEmpty()
            ? list.getValue().getFirst()
            : node;
    if (text instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.LITERAL) {
      // The text of a block begins on the line after its header; only the indentation is unknown.
      int header = scalar.getStartMark().map(Mark::getLine).orElse(0) + 1;
      return new Problem(severity, file, header + position.line(), position.column(), message);
    }
    return Problems.at(
        severity,
        file,
        node,
        message
            + " (line %d, column %d of the text)".formatted(position.line(), position.column()));
  }

  /** A definition's own data: functions of CloudFormation are not carried out in it. */
  private static JsonNode data(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        mapping
            .getValue()
            .forEach(
                tuple ->
                    object.set(
                        Objects.requireNonNull(Yaml.text(tuple.getKeyNode())),
                        data(tuple.getValueNode())));
        yield object;
      }
      case SequenceNode sequence -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(element -> array.add(data(element)));
        yield array;
      }
      case ScalarNode scalar -> Yaml.scalar(scalar);
      default -> throw new IllegalStateException("Not a node of a document: " + node);
    };
  }

  private JsonNode substitute(
      Path file, Node at, JsonNode value, Map<String, String> substitutions) {
    if (value.isTextual()) {
      Substituted substituted = Substitution.in(value.textValue(), substitutions);
      substituted
          .unknown()
          .keySet()
          .forEach(
              name ->
                  problems.add(
                      Problems.at(
                          Problem.Severity.WARNING, file, at, unknown(name, substitutions))));
      return TextNode.valueOf(substituted.text());
    } else if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        array.add(substitute(file, child(at, String.valueOf(i)), value.get(i), substitutions));
      }
      return array;
    } else if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(
              entry ->
                  object.set(
                      entry.getKey(),
                      substitute(
                          file, child(at, entry.getKey()), entry.getValue(), substitutions)));
      return object;
    }
    return value;
  }

  private static String unknown(String name, Map<String, String> substitutions) {
    return "${%s} has no entry in DefinitionSubstitutions and stays as it is%s"
        .formatted(name, Suggestion.among(name, substitutions.keySet().stream()));
  }

  /** The deepest node on the way of a JSON pointer. */
  private static Node find(Node root, @Nullable String pointer) {
    Node at = root;
    for (String part : pointer == null ? List.<String>of() : List.of(pointer.split("/"))) {
      at = part.isEmpty() ? at : child(at, part.replace("~1", "/").replace("~0", "~"));
    }
    return at;
  }

  private static Node child(Node node, String step) {
    if (node instanceof SequenceNode sequence && step.matches("\\d{1,6}")) {
      int index = Integer.parseInt(step);
      return index < sequence.getValue().size() ? sequence.getValue().get(index) : node;
    }
    return Objects.requireNonNullElse(Yaml.get(node, step), node);
  }
}
