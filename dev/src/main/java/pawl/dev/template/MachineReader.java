package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import pawl.asl.MachineType;
import pawl.dev.template.Template.Resource;

/** Reads {@code AWS::Serverless::StateMachine} and {@code AWS::StepFunctions::StateMachine}. */
final class MachineReader {
  private static final Set<String> USED =
      Set.of("Definition", "DefinitionSubstitutions", "Role", "RoleArn");
  private static final Set<String> USED_BY_SAM = Set.of("DefinitionUri", "Name", "Type");
  private static final Set<String> USED_BY_CLOUDFORMATION =
      Set.of("DefinitionString", "DefinitionS3Location", "StateMachineName", "StateMachineType");
  private static final Set<String> IGNORED =
      Set.of(
          "AutoPublishAlias",
          "DeploymentPreference",
          "EncryptionConfiguration",
          "Events",
          "Logging",
          "LoggingConfiguration",
          "PermissionsBoundary",
          "Policies",
          "PropagateTags",
          "RolePath",
          "Tags",
          "Tracing",
          "TracingConfiguration",
          "UseAliasAsEventTarget");

  private final Template template;
  private final Surroundings surroundings;
  private final Resolver resolver;
  private final Problems problems;
  private final Set<String> ignoredHere;

  MachineReader(
      Template template,
      Surroundings surroundings,
      Resolver resolver,
      Problems problems,
      Set<String> ignoredHere) {
    this.template = template;
    this.surroundings = surroundings;
    this.resolver = resolver;
    this.problems = problems;
    this.ignoredHere = ignoredHere;
  }

  /** The machine; empty if it has no usable definition, which is then among the problems. */
  Optional<Plan.Machine> read(Resource resource, ResourceType type) {
    boolean sam = type == ResourceType.SERVERLESS_MACHINE;
    Node globals = sam ? Yaml.get(Yaml.get(template.root(), "Globals"), "StateMachine") : null;
    Properties properties = new Properties(resource, globals, resolver, problems);
    Set<String> used = new java.util.TreeSet<>(USED);
    used.addAll(sam ? USED_BY_SAM : USED_BY_CLOUDFORMATION);
    properties.sift(used, IGNORED, ignoredHere);

    String name = resolver.names().of(resource);
    if (!name.matches("[a-zA-Z0-9-_.]{1,80}")) {
      problems.error(
          properties.place(type.nameProperty()),
          "The state machine name "
              + name
              + " must be 1 to 80 letters, digits, hyphens, underscores or dots");
    }
    MachineType machineType = machineType(properties, sam ? "Type" : "StateMachineType");
    Map<String, String> substitutions = new LinkedHashMap<>();
    properties.collect(
        properties.node("DefinitionSubstitutions"), "DefinitionSubstitutions", substitutions);
    Definition definition = definition(resource, properties, sam, substitutions);
    if (definition == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan.Machine(
            resource.logicalId(),
            name,
            resolver.names().arn(type, resource),
            machineType,
            definition,
            surroundings.roleArn("pawl-" + name)));
  }

  private MachineType machineType(Properties properties, String property) {
    String type = properties.text(property);
    if (type != null && !type.equals("STANDARD") && !type.equals("EXPRESS")) {
      problems.error(
          properties.place(property), property + " must be STANDARD or EXPRESS, not " + type);
    }
    return "EXPRESS".equals(type) ? MachineType.EXPRESS : MachineType.STANDARD;
  }

  private @Nullable Definition definition(
      Resource resource, Properties properties, boolean sam, Map<String, String> substitutions) {
    Node inline = properties.node("Definition");
    Node elsewhere = properties.node(sam ? "DefinitionUri" : "DefinitionString");
    if (properties.node("DefinitionS3Location") instanceof Node bucket) {
      problems.error(
          bucket, "A definition in a bucket can't be fetched; use DefinitionString or Definition");
      return null;
    }
    if (inline != null && elsewhere != null) {
      problems.error(elsewhere, "The definition is given twice");
    }
    if (inline != null) {
      JsonNode value = resolver.resolve(inline);
      return value == null
          ? null
          : new DefinitionFile(problems).ofNode(template.file(), inline, value, substitutions);
    }
    if (elsewhere == null) {
      problems.error(
          resource.place(),
          resource.logicalId()
              + (sam
                  ? " needs Definition or DefinitionUri"
                  : " needs Definition or DefinitionString"));
      return null;
    }
    return sam
        ? file(properties, elsewhere, substitutions)
        : string(properties, elsewhere, substitutions);
  }

  private @Nullable Definition file(
      Properties properties, Node node, Map<String, String> substitutions) {
    String written = node instanceof MappingNode ? "s3://" : properties.text("DefinitionUri");
    if (written == null) {
      return null;
    }
    if (written.startsWith("s3://")) {
      problems.error(
          node, "A definition in a bucket can't be fetched; DefinitionUri must be a path");
      return null;
    }
    Path file = template.file().resolveSibling(written).normalize();
    if (!java.nio.file.Files.isRegularFile(file)) {
      problems.error(node, "There is no file " + written + " here");
      return null;
    }
    String lower = written.toLowerCase(Locale.ROOT);
    DefinitionFile reader = new DefinitionFile(problems);
    return lower.endsWith(".yaml") || lower.endsWith(".yml")
        ? reader.ofYaml(file, substitutions)
        : reader.ofJson(file, substitutions);
  }

  private @Nullable Definition string(
      Properties properties, Node node, Map<String, String> substitutions) {
    String text = properties.text("DefinitionString");
    return text == null
        ? null
        : new DefinitionFile(problems).ofString(template.file(), node, text, substitutions);
  }
}
