package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML (and so JSON) as nodes that know where in the file they stand. */
final class Yaml {
  /** Deeper than any template, shallow enough for recursion; also ends what refers to itself. */
  private static final int MAX_DEPTH = 200;

  private Yaml() {}

  /** The text of a file, or null with the reason among the problems. */
  static @Nullable String read(Path file, Problems problems) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      problems.add(new Problem(Problem.Severity.ERROR, file, 0, 0, "There is no such file"));
    } catch (CharacterCodingException e) {
      problems.add(new Problem(Problem.Severity.ERROR, file, 0, 0, "The file is not UTF-8 text"));
    } catch (IOException e) {
      problems.add(new Problem(Problem.Severity.ERROR, file, 0, 0, "The file can't be read: " + e));
    }
    return null;
  }

  /** The document, or null with the reason among the problems. */
  static @Nullable Node parse(Path file, String text, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.getFileName().toString()).setUseMarks(true).build();
    try {
      // JSON may be indented with tabs, YAML may not; a space in its place keeps lines and columns.
      String yaml = file.toString().endsWith(".json") ? text.replace('\t', ' ') : text;
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        problems.add(new Problem(Problem.Severity.ERROR, file, 1, 1, "The file is empty"));
        return null;
      }
      return sound(root.get(), problems, 0) ? root.get() : null;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.add(
          new Problem(
              Problem.Severity.ERROR,
              file,
              mark.map(Mark::getLine).orElse(0) + 1,
              mark.map(Mark::getColumn).orElse(0) + 1,
              "This is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(
          new Problem(Problem.Severity.ERROR, file, 0, 0, "This is not YAML: " + e.getMessage()));
    }
    return null;
  }

  /** Names keys that stand twice in one mapping. */
  private static boolean sound(Node node, Problems problems, int depth) {
    if (depth > MAX_DEPTH) {
      problems.error(node, "Nested too deeply");
      return false;
    }
    boolean sound = true;
    if (node instanceof MappingNode mapping) {
      Set<String> seen = new HashSet<>();
      for (NodeTuple tuple : mapping.getValue()) {
        String key = text(tuple.getKeyNode());
        if (key == null) {
          problems.error(tuple.getKeyNode(), "A key must be a string");
          sound = false;
        } else if (!seen.add(key)) {
          problems.error(tuple.getKeyNode(), "The key " + key + " stands here twice");
          sound = false;
        }
        sound &= sound(tuple.getValueNode(), problems, depth + 1);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        sound &= sound(element, problems, depth + 1);
      }
    }
    return sound;
  }

  /** The text of a scalar, whatever its type; null if the node is none. */
  static @Nullable String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : null;
  }

  /** The value of a mapping's key; null if there is none. */
  static @Nullable Node get(@Nullable Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (key.equals(text(tuple.getKeyNode()))) {
          return tuple.getValueNode();
        }
      }
    }
    return null;
  }

  /** A scalar as JSON has it: null, true, numbers and strings by YAML's core schema. */
  static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    try {
      if (tag.equals(Tag.NULL)) {
        return NullNode.instance;
      } else if (tag.equals(Tag.BOOL)) {
        return BooleanNode.valueOf(Boolean.parseBoolean(text));
      } else if (tag.equals(Tag.INT)) {
        return BigIntegerNode.valueOf(new BigInteger(text));
      } else if (tag.equals(Tag.FLOAT)) {
        return DecimalNode.valueOf(new BigDecimal(text));
      }
    } catch (NumberFormatException notJson) {
      // What YAML takes for a number and JSON can't hold, such as .inf, stays the text it is.
      return TextNode.valueOf(text);
    }
    return TextNode.valueOf(text);
  }
}
