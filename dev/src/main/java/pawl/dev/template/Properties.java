package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import pawl.dev.template.Template.Resource;

/**
 * The properties of one resource, resolved one by one as somebody asks; Globals stand behind them.
 */
final class Properties {
  /** Every template has these, and nobody expects them to mean anything on one machine. */
  private static final Set<String> QUIET =
      Set.of(
          "AssumeRolePolicyDocument",
          "PermissionsBoundary",
          "Policies",
          "PropagateTags",
          "Role",
          "RolePath",
          "Tags");

  private final Resource resource;
  private final @Nullable Node globals;
  private final Resolver resolver;
  private final Problems problems;

  Properties(Resource resource, @Nullable Node globals, Resolver resolver, Problems problems) {
    this.resource = resource;
    this.globals = globals;
    this.resolver = resolver;
    this.problems = problems;
  }

  /** Where the property stands, or the resource if it is not there. */
  Node place(String name) {
    return Objects.requireNonNullElse(node(name), resource.place());
  }

  @Nullable Node node(String name) {
    Node own = resource.property(name);
    return own != null ? own : Yaml.get(globals, name);
  }

  @Nullable Node global(String name) {
    return Yaml.get(globals, name);
  }

  /** Null if the property is absent or can't be resolved (then there is a problem). */
  @Nullable JsonNode value(String name) {
    Node node = node(name);
    JsonNode value = node == null ? null : resolver.resolve(node);
    return value == null || value.isMissingNode() ? null : value;
  }

  @Nullable String text(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isValueNode() || value.isNull()) {
      problems.error(place(name), name + " must be a string");
      return null;
    }
    return value.asText();
  }

  /** A text that must be there. */
  @Nullable String required(String name) {
    if (node(name) == null) {
      problems.error(
          resource.place(),
          resource.logicalId() + " needs the property " + name + ", which is missing");
      return null;
    }
    return text(name);
  }

  @Nullable Integer integer(String name, int least, int most) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, with the bounds.
    }
    problems.error(
        place(name),
        "%s must be a whole number from %d to %d, not %s".formatted(name, least, most, text));
    return null;
  }

  @Nullable Duration seconds(String name, int least, int most) {
    Integer seconds = integer(name, least, most);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  boolean flag(String name) {
    String text = text(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      problems.error(place(name), name + " must be true or false, not " + text);
    }
    return "true".equals(text);
  }

  /**
   * A mapping of strings; entries that can't be resolved are left out (then there is a problem).
   */
  void collect(@Nullable Node mapping, String name, Map<String, String> into) {
    if (mapping == null) {
      return;
    }
    JsonNode value = resolver.resolve(mapping);
    if (value == null) {
      return;
    }
    if (!value.isObject()) {
      problems.error(mapping, name + " must be a mapping");
      return;
    }
    value
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                into.put(entry.getKey(), entry.getValue().asText());
              } else {
                Node at = Objects.requireNonNullElse(Yaml.get(mapping, entry.getKey()), mapping);
                problems.error(at, "%s of %s must be a string".formatted(entry.getKey(), name));
              }
            });
  }

  /**
   * Names properties that are neither used nor known, and gathers those that AWS knows but that
   * mean nothing here.
   */
  void sift(Set<String> used, Set<String> ignored, Set<String> ignoredHere) {
    for (Node node : new Node[] {resource.properties(), globals}) {
      if (!(node instanceof MappingNode mapping)) {
        continue;
      }
      for (NodeTuple tuple : mapping.getValue()) {
        String key = Objects.requireNonNullElse(Yaml.text(tuple.getKeyNode()), "");
        if (ignored.contains(key)) {
          if (!QUIET.contains(key)) {
            ignoredHere.add(key);
          }
        } else if (!used.contains(key)) {
          problems.warn(
              tuple.getKeyNode(),
              "%s has no property %s that is known here%s; it is left out"
                  .formatted(
                      resource.type(),
                      key,
                      Suggestion.among(
                          key, Stream.concat(used.stream(), new TreeSet<>(ignored).stream()))));
        }
      }
    }
  }
}
