package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import pawl.dev.template.Template.Resource;

/** What resources are called, and so what references to them stand for. */
final class ResourceNames {
  private final Template template;
  private final Surroundings surroundings;
  private final Resolver resolver;
  private final Problems problems;
  private final Map<String, String> known = new HashMap<>();
  private final Set<String> underway = new LinkedHashSet<>();

  ResourceNames(
      Template template, Surroundings surroundings, Resolver resolver, Problems problems) {
    this.template = template;
    this.surroundings = surroundings;
    this.resolver = resolver;
    this.problems = problems;
  }

  /** The resource's name: as given, else its logical id. */
  String of(Resource resource) {
    String name = known.get(resource.logicalId());
    if (name == null) {
      name = given(resource);
      known.put(resource.logicalId(), name);
    }
    return name;
  }

  private String given(Resource resource) {
    Optional<ResourceType> type = ResourceType.of(resource.type());
    Node node = type.map(t -> resource.property(t.nameProperty())).orElse(null);
    if (node == null) {
      return type.filter(ResourceType.BUCKET::equals).isPresent()
          ? resource.logicalId().toLowerCase(Locale.ROOT)
          : resource.logicalId() + (isFifo(resource) ? ".fifo" : "");
    }
    if (!underway.add(resource.logicalId())) {
      problems.error(node, "The name of " + resource.logicalId() + " refers to itself");
      return resource.logicalId();
    }
    try {
      JsonNode value = resolver.resolve(node);
      if (value == null || value.isMissingNode()) {
        return resource.logicalId();
      }
      return value.asText();
    } finally {
      underway.remove(resource.logicalId());
    }
  }

  private static boolean isFifo(Resource resource) {
    Node fifo = resource.property("FifoQueue");
    return resource.type().equals(ResourceType.QUEUE.type())
        && fifo != null
        && "true".equals(Yaml.text(fifo));
  }

  /** What {@code Ref} gives; null, and a problem, if there is no such thing. */
  @Nullable String ref(Node at, String logicalId) {
    Resource resource = find(at, logicalId);
    if (resource == null) {
      return null;
    }
    Optional<ResourceType> type = ResourceType.of(resource.type());
    if (type.isEmpty()) {
      return standIn(at, resource, logicalId);
    }
    return switch (type.get()) {
      case FUNCTION, BUCKET, CONNECTION -> of(resource);
      case SERVERLESS_MACHINE, MACHINE, ACTIVITY -> arn(type.get(), resource);
      case QUEUE -> surroundings.queueUrl(of(resource));
    };
  }

  /** What {@code GetAtt} gives; null, and a problem, if there is no such thing. */
  @Nullable String attribute(Node at, String logicalId, String attribute) {
    Resource resource = find(at, logicalId);
    if (resource == null) {
      return null;
    }
    Optional<ResourceType> type = ResourceType.of(resource.type());
    if (type.isEmpty()) {
      String service = resource.type().split(":")[2].toLowerCase(Locale.ROOT);
      return resource.type().equals("AWS::IAM::Role")
          ? surroundings.roleArn(logicalId)
          : standIn(
              at,
              resource,
              attribute.endsWith("Arn") ? surroundings.arn(service, logicalId) : logicalId);
    }
    String name = of(resource);
    String value =
        switch (type.get()) {
          case FUNCTION, ACTIVITY, SERVERLESS_MACHINE, MACHINE ->
              switch (attribute) {
                case "Arn" -> arn(type.get(), resource);
                case "Name" -> type.get() == ResourceType.FUNCTION ? null : name;
                default -> null;
              };
          case QUEUE ->
              switch (attribute) {
                case "Arn" -> arn(type.get(), resource);
                case "QueueName" -> name;
                case "QueueUrl" -> surroundings.queueUrl(name);
                default -> null;
              };
          case BUCKET -> attribute.equals("Arn") ? arn(type.get(), resource) : null;
          case CONNECTION ->
              switch (attribute) {
                case "Arn", "ArnForPolicy" -> arn(type.get(), resource);
                case "SecretArn" ->
                    surroundings.arn("secretsmanager", "secret:events!connection/" + name);
                default -> null;
              };
        };
    if (value == null) {
      problems.error(
          at, resource.type() + " has no attribute " + attribute + " here (in " + logicalId + ")");
    }
    return value;
  }

  String arn(ResourceType type, Resource resource) {
    String name = of(resource);
    return switch (type) {
      case FUNCTION -> surroundings.arn("lambda", "function:" + name);
      case SERVERLESS_MACHINE, MACHINE -> surroundings.arns().stateMachine(name);
      case ACTIVITY -> surroundings.arns().activity(name);
      case QUEUE -> surroundings.arn("sqs", name);
      case BUCKET -> "arn:aws:s3:::" + name;
      case CONNECTION -> surroundings.arn("events", "connection/" + name);
    };
  }

  private @Nullable Resource find(Node at, String logicalId) {
    Resource resource = template.resources().get(logicalId);
    if (resource == null && logicalId.endsWith("Role") && generatesRole(logicalId)) {
      return new Resource(
          logicalId,
          "AWS::IAM::Role",
          (org.snakeyaml.engine.v2.nodes.ScalarNode) roleOwner(logicalId).place(),
          at);
    }
    if (resource == null) {
      problems.error(
          at,
          "There is no parameter or resource "
              + logicalId
              + Suggestion.among(
                  logicalId,
                  java.util.stream.Stream.concat(
                      template.parameters().keySet().stream(),
                      template.resources().keySet().stream())));
    }
    return resource;
  }

  /** SAM makes a role for each function and machine, which templates may refer to. */
  private boolean generatesRole(String logicalId) {
    return template.resources().containsKey(ownerOfRole(logicalId));
  }

  private Resource roleOwner(String logicalId) {
    return java.util.Objects.requireNonNull(template.resources().get(ownerOfRole(logicalId)));
  }

  private static String ownerOfRole(String logicalId) {
    return logicalId.substring(0, logicalId.length() - "Role".length());
  }

  private String standIn(Node at, Resource resource, String value) {
    if (!ResourceType.isSilentlySkipped(resource.type())) {
      problems.warn(
          at,
          "%s (%s) is not made here; %s stands for it"
              .formatted(resource.logicalId(), resource.type(), value));
    }
    return value;
  }
}
