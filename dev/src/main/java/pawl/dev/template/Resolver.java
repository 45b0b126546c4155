package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns a template's nodes into plain values: carries out CloudFormation's functions and follows
 * references. What can't be resolved is named where it stands, and the value is null.
 *
 * <p>{@code AWS::NoValue} is a {@link MissingNode} on the way and never comes out inside an array
 * or object.
 */
final class Resolver {
  private static final Pattern SUB_VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Template template;
  private final Parameters parameters;
  private final ResourceNames names;
  private final Surroundings surroundings;
  private final Problems problems;
  private final Set<String> conditionsUnderway = new HashSet<>();

  Resolver(Template template, Surroundings surroundings, Problems problems) {
    this.template = template;
    this.surroundings = surroundings;
    this.problems = problems;
    this.parameters = new Parameters(template, surroundings, problems);
    this.names = new ResourceNames(template, surroundings, this, problems);
  }

  ResourceNames names() {
    return names;
  }

  /** The node's value; null if it can't be resolved, which is then among the problems. */
  @Nullable JsonNode resolve(Node node) {
    Intrinsic call = Intrinsic.of(node);
    if (call != null) {
      return call(node, call);
    }
    return plain(node);
  }

  /**
   * The value of a node that may carry a short-form tag, looking only at the data under the tag.
   */
  private @Nullable JsonNode plain(Node node) {
    return switch (node) {
      case ScalarNode scalar -> Yaml.scalar(scalar);
      case SequenceNode sequence -> array(sequence);
      case MappingNode mapping -> object(mapping);
      default -> {
        problems.error(node, "This is neither a value nor a list nor a mapping");
        yield null;
      }
    };
  }

  private @Nullable JsonNode array(SequenceNode sequence) {
    ArrayNode result = JSON.arrayNode();
    boolean whole = true;
    for (Node element : sequence.getValue()) {
      JsonNode value = resolve(element);
      whole &= value != null;
      if (value != null && !value.isMissingNode()) {
        result.add(value);
      }
    }
    return whole ? result : null;
  }

  private @Nullable JsonNode object(MappingNode mapping) {
    ObjectNode result = JSON.objectNode();
    boolean whole = true;
    for (NodeTuple tuple : mapping.getValue()) {
      JsonNode value = resolve(tuple.getValueNode());
      whole &= value != null;
      if (value != null && !value.isMissingNode()) {
        result.set(Objects.requireNonNull(Yaml.text(tuple.getKeyNode())), value);
      }
    }
    return whole ? result : null;
  }

  private @Nullable JsonNode call(Node node, Intrinsic call) {
    return switch (call.name()) {
      case "Ref" -> ref(node, call.argument());
      case "GetAtt" -> getAtt(node, call.argument());
      case "Sub" -> sub(node, call.argument());
      case "Join" -> join(node, call.argument());
      case "Split" -> split(node, call.argument());
      case "Select" -> select(node, call.argument());
      case "FindInMap" -> findInMap(node, call.argument());
      case "If" -> choose(node, call.argument());
      case "Equals", "And", "Or", "Not", "Condition" -> {
        Boolean truth = truth(node);
        yield truth == null ? null : BooleanNode.valueOf(truth);
      }
      default -> {
        problems.error(
            node,
            (call.name().equals("ImportValue") || call.name().equals("GetAZs")
                    ? call.name() + " asks AWS for something that is not in this template"
                    : "The function " + call.name() + " is not known here")
                + "; give the value directly or as a parameter");
        yield null;
      }
    };
  }

  // References

  private @Nullable JsonNode ref(Node at, Node argument) {
    String name = Yaml.text(argument);
    if (name == null) {
      problems.error(argument, "Ref takes the name of a parameter or resource");
      return null;
    }
    return reference(at, name);
  }

  private @Nullable JsonNode reference(Node at, String name) {
    if (name.startsWith("AWS::")) {
      return pseudoParameter(at, name);
    }
    if (parameters.declares(name)) {
      return parameters.value(name);
    }
    return text(names.ref(at, name));
  }

  private @Nullable JsonNode pseudoParameter(Node at, String name) {
    return switch (name) {
      case "AWS::Region" -> TextNode.valueOf(surroundings.arns().region());
      case "AWS::AccountId" -> TextNode.valueOf(surroundings.arns().account());
      case "AWS::StackName" -> TextNode.valueOf(surroundings.stackName());
      case "AWS::StackId" ->
          TextNode.valueOf(
              surroundings.arn("cloudformation", "stack/" + surroundings.stackName() + "/local"));
      case "AWS::Partition" -> TextNode.valueOf("aws");
      case "AWS::URLSuffix" -> TextNode.valueOf("amazonaws.com");
      case "AWS::NotificationARNs" -> JSON.arrayNode();
      case "AWS::NoValue" -> MissingNode.getInstance();
      default -> {
        problems.error(at, "There is no pseudo parameter " + name);
        yield null;
      }
    };
  }

  private @Nullable JsonNode getAtt(Node at, Node argument) {
    if (argument instanceof ScalarNode scalar) {
      return attribute(at, scalar.getValue());
    }
    List<JsonNode> parts = arguments("GetAtt", argument, 2, 2);
    if (parts == null) {
      return null;
    }
    return text(names.attribute(at, parts.get(0).asText(), parts.get(1).asText()));
  }

  private @Nullable JsonNode attribute(Node at, String dotted) {
    int dot = dotted.indexOf('.');
    if (dot < 0) {
      problems.error(at, "GetAtt takes Resource.Attribute, not " + dotted);
      return null;
    }
    return text(names.attribute(at, dotted.substring(0, dot), dotted.substring(dot + 1)));
  }

  // Strings

  private @Nullable JsonNode sub(Node at, Node argument) {
    if (argument instanceof ScalarNode scalar) {
      return substitute(at, scalar.getValue(), Map.of());
    }
    if (argument instanceof SequenceNode sequence
        && sequence.getValue().size() == 2
        && sequence.getValue().get(0) instanceof ScalarNode scalar
        && sequence.getValue().get(1) instanceof MappingNode variables) {
      JsonNode values = plain(variables);
      if (values == null) {
        return null;
      }
      Map<String, JsonNode> own = new java.util.LinkedHashMap<>();
      values.properties().forEach(entry -> own.put(entry.getKey(), entry.getValue()));
      return substitute(at, scalar.getValue(), own);
    }
    problems.error(
        argument, "Sub takes a string, or a list of a string and a mapping of variables");
    return null;
  }

  private @Nullable JsonNode substitute(Node at, String text, Map<String, JsonNode> own) {
    StringBuilder result = new StringBuilder();
    Matcher matcher = SUB_VARIABLE.matcher(text);
    boolean whole = true;
    while (matcher.find()) {
      String name = matcher.group(2).strip();
      String replacement = matcher.group(1).isEmpty() ? variable(at, name, own) : "${" + name + "}";
      whole &= replacement != null;
      matcher.appendReplacement(
          result, Matcher.quoteReplacement(replacement == null ? "" : replacement));
    }
    matcher.appendTail(result);
    return whole ? TextNode.valueOf(result.toString()) : null;
  }

  private @Nullable String variable(Node at, String name, Map<String, JsonNode> own) {
    JsonNode value = own.get(name);
    if (value == null) {
      value =
          name.contains(".") && !parameters.declares(name)
              ? attribute(at, name)
              : reference(at, name);
    }
    return value == null ? null : string(at, value);
  }

  /** The value where a string is wanted; null, and a problem, if it is an object or a list. */
  private @Nullable String string(Node at, JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    problems.error(at, "A single value is needed here, not " + value);
    return null;
  }

  private @Nullable JsonNode join(Node at, Node argument) {
    List<JsonNode> parts = arguments("Join", argument, 2, 2);
    if (parts == null) {
      return null;
    }
    List<String> strings = strings(at, "Join", parts.get(1));
    return strings == null ? null : TextNode.valueOf(String.join(parts.get(0).asText(), strings));
  }

  private @Nullable List<String> strings(Node at, String function, JsonNode list) {
    if (!list.isArray()) {
      problems.error(at, function + " needs a list here, not " + list);
      return null;
    }
    List<String> result = new ArrayList<>();
    for (JsonNode element : list) {
      String text = string(at, element);
      if (text == null) {
        return null;
      }
      result.add(text);
    }
    return result;
  }

  private @Nullable JsonNode split(Node at, Node argument) {
    List<JsonNode> parts = arguments("Split", argument, 2, 2);
    String text = parts == null ? null : string(at, parts.get(1));
    if (parts == null || text == null) {
      return null;
    }
    ArrayNode result = JSON.arrayNode();
    for (String piece : text.split(Pattern.quote(parts.get(0).asText()), -1)) {
      result.add(piece);
    }
    return result;
  }

  private @Nullable JsonNode select(Node at, Node argument) {
    List<JsonNode> parts = arguments("Select", argument, 2, 2);
    if (parts == null) {
      return null;
    }
    int index = parts.get(0).asInt(-1);
    JsonNode element = index < 0 ? null : parts.get(1).get(index);
    if (element == null) {
      problems.error(at, "Select: there is no element " + parts.get(0) + " in " + parts.get(1));
    }
    return element;
  }

  private @Nullable JsonNode findInMap(Node at, Node argument) {
    List<JsonNode> keys = arguments("FindInMap", argument, 3, 3);
    if (keys == null) {
      return null;
    }
    Node found = template.mappings().get(keys.get(0).asText());
    for (int i = 1; i < 3 && found != null; i++) {
      found = Yaml.get(found, keys.get(i).asText());
    }
    if (found == null) {
      problems.error(
          at,
          "There is no entry %s / %s / %s in Mappings"
              .formatted(keys.get(0).asText(), keys.get(1).asText(), keys.get(2).asText()));
      return null;
    }
    return plain(found);
  }

  // Conditions

  private @Nullable JsonNode choose(Node at, Node argument) {
    if (!(argument instanceof SequenceNode sequence) || sequence.getValue().size() != 3) {
      problems.error(argument, "If takes a list of three: condition, value, other value");
      return null;
    }
    List<Node> parts = sequence.getValue();
    String name = Yaml.text(parts.get(0));
    Boolean truth = name == null ? truth(parts.get(0)) : condition(at, name);
    return truth == null ? null : resolve(parts.get(truth ? 1 : 2));
  }

  /** Whether a named condition holds; null, and a problem, if that can't be said. */
  @Nullable Boolean condition(Node at, String name) {
    Node node = template.conditions().get(name);
    if (node == null) {
      problems.error(at, "There is no condition " + name + " in Conditions");
      return null;
    }
    if (!conditionsUnderway.add(name)) {
      problems.error(node, "The condition " + name + " refers to itself");
      return null;
    }
    try {
      return truth(node);
    } finally {
      conditionsUnderway.remove(name);
    }
  }

  private @Nullable Boolean truth(Node node) {
    Intrinsic call = Intrinsic.of(node);
    String function = call == null ? "" : call.name();
    Node argument = call == null ? node : call.argument();
    return switch (function) {
      case "Condition" -> condition(node, Objects.requireNonNullElse(Yaml.text(argument), ""));
      case "Equals" -> {
        List<JsonNode> sides = arguments(function, argument, 2, 2);
        yield sides == null ? null : (Boolean) sides.get(0).asText().equals(sides.get(1).asText());
      }
      case "And" -> combine(function, argument, 2, true);
      case "Or" -> combine(function, argument, 2, false);
      case "Not" -> {
        Boolean inner = combine(function, argument, 1, true);
        yield inner == null ? null : (Boolean) !inner;
      }
      default -> {
        problems.error(node, "A condition is one of Equals, And, Or, Not, Condition");
        yield null;
      }
    };
  }

  private @Nullable Boolean combine(String function, Node argument, int least, boolean all) {
    if (!(argument instanceof SequenceNode sequence) || sequence.getValue().size() < least) {
      problems.error(argument, function + " takes a list of conditions");
      return null;
    }
    boolean result = all;
    boolean known = true;
    for (Node element : sequence.getValue()) {
      Boolean truth = truth(element);
      known &= truth != null;
      if (truth != null) {
        result = all ? result && truth : result || truth;
      }
    }
    return known ? (Boolean) result : null;
  }

  private @Nullable List<JsonNode> arguments(String function, Node argument, int least, int most) {
    JsonNode list = argument instanceof SequenceNode sequence ? array(sequence) : null;
    if (!(argument instanceof SequenceNode)) {
      problems.error(argument, function + " takes a list");
      return null;
    }
    if (list == null) {
      return null;
    }
    if (list.size() < least || list.size() > most) {
      problems.error(argument, function + " takes a list of " + least);
      return null;
    }
    List<JsonNode> result = new ArrayList<>();
    list.forEach(result::add);
    return result;
  }

  private static @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : TextNode.valueOf(value);
  }
}
