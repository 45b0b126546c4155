package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import pawl.dev.template.Template.Resource;

/** Reads {@code AWS::Events::Connection}, through which HTTP Tasks call. */
final class ConnectionReader {
  private static final String TYPE = "AuthorizationType";
  private static final String PARAMETERS = "AuthParameters";
  private static final List<String> TYPES = List.of("API_KEY", "BASIC", "OAUTH_CLIENT_CREDENTIALS");
  private static final Set<String> USED = Set.of("Name", "Description", TYPE, PARAMETERS);
  private static final Set<String> IGNORED =
      Set.of("InvocationConnectivityParameters", "KmsKeyIdentifier");

  /** Beginning of what CloudFormation would ask of Secrets Manager or of the parameter store. */
  private static final String DYNAMIC_REFERENCE = "{{resolve:";

  /** Means nothing where everything is reachable. */
  private static final String CONNECTIVITY = "ConnectivityParameters";

  private final Resolver resolver;
  private final Problems problems;
  private final Set<String> ignoredHere;

  ConnectionReader(Resolver resolver, Problems problems, Set<String> ignoredHere) {
    this.resolver = resolver;
    this.problems = problems;
    this.ignoredHere = ignoredHere;
  }

  /** Empty if it can't be made, which is then among the problems. */
  Optional<Plan.Connection> read(Resource resource) {
    Properties properties = new Properties(resource, null, resolver, problems);
    properties.sift(USED, IGNORED, ignoredHere);
    String name = resolver.names().of(resource);
    if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) {
      problems.error(
          properties.place("Name"),
          "The connection name "
              + name
              + " must be 1 to 64 letters, digits, dots, hyphens or underscores");
    }
    String type = properties.required(TYPE);
    if (type != null && !TYPES.contains(type)) {
      problems.error(properties.place(TYPE), TYPE + " must be one of " + String.join(", ", TYPES));
    }
    Node at = properties.place(PARAMETERS);
    JsonNode parameters = properties.value(PARAMETERS);
    if (parameters == null || !parameters.isObject()) {
      if (properties.node(PARAMETERS) == null || parameters != null) {
        problems.error(at, resource.logicalId() + " needs the mapping " + PARAMETERS);
      }
      return Optional.empty();
    }
    String elsewhere = dynamicReference(parameters);
    if (elsewhere != null) {
      problems.warn(
          at,
          "%s takes a value from %s, which is not resolved here: give the connection %s in connections.json, or the value as a parameter"
              .formatted(resource.logicalId(), elsewhere, name));
      return Optional.empty();
    }
    if (type == null) {
      return Optional.empty();
    }
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition.put(TYPE, type);
    ObjectNode normal = (ObjectNode) normal(parameters);
    normal.remove(CONNECTIVITY);
    definition.set(PARAMETERS, normal);
    return Optional.of(
        new Plan.Connection(
            resource.logicalId(),
            name,
            resolver.names().arn(ResourceType.CONNECTION, resource),
            definition));
  }

  /** The first value that stands somewhere else; null if there is none. */
  private static @Nullable String dynamicReference(JsonNode value) {
    if (value.isTextual()) {
      String text = value.textValue();
      int begin = text.indexOf(DYNAMIC_REFERENCE);
      int end = text.indexOf("}}", Math.max(begin, 0));
      return begin < 0 ? null : end < 0 ? text : text.substring(begin, end + 2);
    }
    for (JsonNode each : value) {
      String found = dynamicReference(each);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** As the API would get it from CloudFormation, which turns numbers into texts and the like. */
  private static JsonNode normal(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode normal = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          normal.set(
              member.getKey(),
              member.getKey().equals("IsValueSecret")
                  ? BooleanNode.valueOf(member.getValue().asBoolean())
                  : normal(member.getValue()));
        }
        yield normal;
      }
      case ArrayNode array -> {
        ArrayNode normal = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> normal.add(normal(element)));
        yield normal;
      }
      default -> TextNode.valueOf(value.asText());
    };
  }
}
