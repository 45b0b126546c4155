package pawl.dev.template;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The sections of a template, as nodes. */
record Template(
    Path file,
    MappingNode root,
    Map<String, Node> parameters,
    Map<String, Node> mappings,
    Map<String, Node> conditions,
    Map<String, Resource> resources) {

  /** One entry of {@code Resources}. */
  record Resource(String logicalId, String type, ScalarNode typeNode, Node node) {
    @Nullable Node properties() {
      return Yaml.get(node, "Properties");
    }

    @Nullable Node property(String name) {
      return Yaml.get(properties(), name);
    }

    /** Where to point when a property is missing. */
    Node place() {
      return typeNode;
    }
  }

  static Template of(Path file, MappingNode root, Problems problems) {
    Map<String, Resource> resources = new LinkedHashMap<>();
    section(root, "Resources", problems)
        .forEach(
            (id, node) -> {
              if (Yaml.get(node, "Type") instanceof ScalarNode type) {
                resources.put(id, new Resource(id, type.getValue(), type, node));
              } else {
                problems.error(node, "The resource " + id + " has no Type");
              }
            });
    if (Yaml.get(root, "Resources") == null) {
      problems.error(root, "The template has no Resources");
    }
    return new Template(
        file,
        root,
        section(root, "Parameters", problems),
        section(root, "Mappings", problems),
        section(root, "Conditions", problems),
        resources);
  }

  private static Map<String, Node> section(MappingNode root, String name, Problems problems) {
    Map<String, Node> entries = new LinkedHashMap<>();
    Node section = Yaml.get(root, name);
    if (section instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          entries.put(key.getValue(), tuple.getValueNode());
        }
      }
    } else if (section != null) {
      problems.error(section, name + " must be a mapping of names to entries");
    }
    return entries;
  }
}
