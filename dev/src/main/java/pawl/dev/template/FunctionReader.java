package pawl.dev.template;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import pawl.dev.template.Template.Resource;

/** Reads {@code AWS::Serverless::Function}. */
final class FunctionReader {
  private static final Set<String> USED =
      Set.of(
          "CodeUri",
          "InlineCode",
          "Handler",
          "Runtime",
          "Timeout",
          "MemorySize",
          "Environment",
          "Description",
          "FunctionName",
          "PackageType",
          "Layers");
  private static final Set<String> IGNORED =
      Set.of(
          "Architectures",
          "AssumeRolePolicyDocument",
          "AutoPublishAlias",
          "AutoPublishAliasAllProperties",
          "AutoPublishCodeSha256",
          "CodeSigningConfigArn",
          "DeadLetterQueue",
          "DeploymentPreference",
          "EphemeralStorage",
          "EventInvokeConfig",
          "Events",
          "FileSystemConfigs",
          "FunctionUrlConfig",
          "KmsKeyArn",
          "LoggingConfig",
          "PermissionsBoundary",
          "Policies",
          "PropagateTags",
          "ProvisionedConcurrencyConfig",
          "RecursiveLoop",
          "ReservedConcurrentExecutions",
          "Role",
          "RolePath",
          "RuntimeManagementConfig",
          "SnapStart",
          "Tags",
          "Tracing",
          "VersionDescription",
          "VpcConfig");

  private final Template template;
  private final Resolver resolver;
  private final Problems problems;
  private final Set<String> ignoredHere;

  FunctionReader(Template template, Resolver resolver, Problems problems, Set<String> ignoredHere) {
    this.template = template;
    this.resolver = resolver;
    this.problems = problems;
    this.ignoredHere = ignoredHere;
  }

  /**
   * The function; empty if something that it needs is missing, which is then among the problems.
   */
  Optional<Plan.Function> read(Resource resource) {
    Node globals = Yaml.get(Yaml.get(template.root(), "Globals"), "Function");
    Properties properties = new Properties(resource, globals, resolver, problems);
    properties.sift(USED, IGNORED, ignoredHere);
    if ("Image".equals(properties.text("PackageType"))) {
      problems.error(
          properties.place("PackageType"),
          "Functions in container images can't be run here; use PackageType Zip");
      return Optional.empty();
    }
    if (properties.node("Layers") != null) {
      problems.warn(
          properties.place("Layers"),
          "Layers are not mounted here; what they hold must be in the function's CodeUri");
    }
    String runtime = runtime(properties);
    String handler = handler(properties, runtime);
    Plan.Code code = code(properties, Objects.requireNonNullElse(runtime, ""));
    Duration timeout = properties.seconds("Timeout", 1, 900);
    Integer memory = properties.integer("MemorySize", 128, 10_240);
    Map<String, String> environment = environment(properties);
    String description = properties.text("Description");
    String name = resolver.names().of(resource);
    checkName(name, properties);
    if (runtime == null || handler == null || code == null) {
      return Optional.empty();
    }
    checkHandlerFile(properties, code, handler, runtime);
    return Optional.of(
        new Plan.Function(
            resource.logicalId(),
            name,
            resolver.names().arn(ResourceType.FUNCTION, resource),
            code,
            handler,
            runtime,
            Objects.requireNonNullElse(timeout, Duration.ofSeconds(3)),
            memory == null ? 128 : memory,
            environment,
            Objects.requireNonNullElse(description, "")));
  }

  private void checkName(String name, Properties properties) {
    if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
      problems.error(
          properties.place("FunctionName"),
          "The function name " + name + " must be 1 to 64 letters, digits, hyphens or underscores");
    }
  }

  private @Nullable String runtime(Properties properties) {
    String runtime = properties.required("Runtime");
    if (runtime == null) {
      return null;
    }
    if (List.of("nodejs", "python", "java", "provided").stream().noneMatch(runtime::startsWith)) {
      problems.error(
          properties.place("Runtime"),
          "The runtime "
              + runtime
              + " can't be run here; nodejs*, python*, java* and provided* (a program named"
              + " bootstrap) can");
      return null;
    }
    return runtime;
  }

  private static @Nullable String handler(Properties properties, @Nullable String runtime) {
    if (runtime != null && runtime.startsWith("provided") && properties.node("Handler") == null) {
      return "bootstrap";
    }
    return properties.required("Handler");
  }

  private Plan.@Nullable Code code(Properties properties, String runtime) {
    if (properties.node("InlineCode") != null) {
      String text = properties.text("InlineCode");
      if (!runtime.startsWith("nodejs") && !runtime.startsWith("python")) {
        problems.error(
            properties.place("InlineCode"), "InlineCode is for the runtimes nodejs* and python*");
        return null;
      }
      return text == null
          ? null
          : new Plan.Code.Inline(runtime.startsWith("python") ? "index.py" : "index.js", text);
    }
    Node node = properties.node("CodeUri");
    if (node instanceof MappingNode) {
      problems.error(node, "Code in a bucket can't be fetched; CodeUri must be a path");
      return null;
    }
    String written = node == null ? "." : properties.text("CodeUri");
    return written == null ? null : location(properties, written);
  }

  private Plan.@Nullable Code location(Properties properties, String written) {
    if (written.startsWith("s3://")) {
      problems.error(
          properties.place("CodeUri"), "Code in a bucket can't be fetched; CodeUri must be a path");
      return null;
    }
    try {
      Path path = template.file().resolveSibling(written).normalize();
      if (Files.exists(path)) {
        return new Plan.Code.Location(path);
      }
      problems.error(
          properties.place("CodeUri"), "There is no folder or file " + written + " here");
    } catch (InvalidPathException e) {
      problems.error(properties.place("CodeUri"), "Not a path: " + written);
    }
    return null;
  }

  private Map<String, String> environment(Properties properties) {
    Map<String, String> variables = new LinkedHashMap<>();
    properties.collect(
        Yaml.get(properties.global("Environment"), "Variables"), "Environment", variables);
    properties.collect(
        Yaml.get(properties.node("Environment"), "Variables"), "Environment", variables);
    return variables;
  }

  /** A handler whose file isn't there is most often a typing error; a build may still make it. */
  private void checkHandlerFile(
      Properties properties, Plan.Code code, String handler, String runtime) {
    List<String> endings =
        runtime.startsWith("python")
            ? List.of(".py")
            : runtime.startsWith("nodejs") ? List.of(".js", ".mjs", ".cjs") : List.of();
    if (endings.isEmpty()
        || !(code instanceof Plan.Code.Location(Path folder))
        || !Files.isDirectory(folder)) {
      return;
    }
    int dot = handler.lastIndexOf('.');
    if (dot < 0) {
      problems.error(
          properties.place("Handler"), "A handler is written file.function, not " + handler);
      return;
    }
    String module = handler.substring(0, dot);
    String file = runtime.startsWith("python") ? module.replace('.', '/') : module;
    if (endings.stream().noneMatch(ending -> Files.exists(folder.resolve(file + ending)))
        && !Files.isDirectory(folder.resolve(file))) {
      problems.warn(
          properties.place("Handler"),
          "The handler's file %s%s is not in %s"
              .formatted(file, endings.getFirst(), folder.getFileName()));
    }
  }
}
