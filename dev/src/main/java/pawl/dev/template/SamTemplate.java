package pawl.dev.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.Diagnostic;
import pawl.asl.ServiceRules;
import pawl.dev.template.Template.Resource;

/**
 * An AWS SAM template, read and resolved: what to make, and all there is to say about it.
 *
 * @param plan what the template asks for, without what is wrong; not to be deployed unless {@link
 *     #usable()}
 */
public record SamTemplate(Path file, Plan plan, List<Problem> problems) {
  private static final List<String> NAMES =
      List.of("template.yaml", "template.yml", "template.json");

  public SamTemplate {
    problems = List.copyOf(problems);
  }

  /** Whether there is no error among the problems. */
  public boolean usable() {
    return problems.stream().noneMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  /** The template of a folder, or the file itself if it is one. */
  public static Optional<Path> find(Path folderOrFile) {
    if (Files.isRegularFile(folderOrFile)) {
      return Optional.of(folderOrFile);
    }
    return NAMES.stream().map(folderOrFile::resolve).filter(Files::isRegularFile).findFirst();
  }

  /**
   * Reads a template and the definitions that it names, and compiles these to find what is wrong.
   */
  public static SamTemplate read(Path file, Surroundings surroundings) {
    return read(file, surroundings, null);
  }

  /**
   * The same, and asks of services what they take.
   *
   * @param services null if that is not to be checked
   */
  public static SamTemplate read(
      Path file, Surroundings surroundings, @Nullable ServiceRules services) {
    Path absolute = file.toAbsolutePath().normalize();
    Problems problems = new Problems(absolute);
    String text = Yaml.read(absolute, problems);
    Node root = text == null ? null : Yaml.parse(absolute, text, problems);
    if (root != null && !(root instanceof MappingNode)) {
      problems.error(root, "A template is a mapping with the section Resources");
    }
    if (!(root instanceof MappingNode mapping)) {
      return new SamTemplate(absolute, Plan.EMPTY, problems.all());
    }
    Template template = Template.of(absolute, mapping, problems);
    Plan plan = new Reading(template, surroundings, problems).plan();
    plan.machines().forEach(machine -> compile(machine, services, problems));
    return new SamTemplate(absolute, plan, problems.all());
  }

  private static void compile(
      Plan.Machine machine, @Nullable ServiceRules services, Problems problems) {
    List<Diagnostic> diagnostics =
        switch (AslCompiler.compile(machine.definition().json(), machine.type(), services)) {
          case Compilation.Compiled compiled -> compiled.warnings();
          case Compilation.Rejected rejected -> rejected.diagnostics();
        };
    diagnostics.forEach(diagnostic -> problems.add(machine.definition().problem(diagnostic)));
  }

  /** One pass over the resources. */
  private static final class Reading {
    private final Template template;
    private final Problems problems;
    private final Resolver resolver;
    private final Set<String> ignored = new TreeSet<>();
    private final FunctionReader functionReader;
    private final MachineReader machineReader;
    private final QueueReader queueReader;
    private final BucketReader bucketReader;
    private final ConnectionReader connectionReader;

    private final List<Plan.Function> functions = new ArrayList<>();
    private final List<Plan.Machine> machines = new ArrayList<>();
    private final List<Plan.Activity> activities = new ArrayList<>();
    private final List<Plan.Queue> queues = new ArrayList<>();
    private final List<Plan.Bucket> buckets = new ArrayList<>();
    private final List<Plan.Connection> connections = new ArrayList<>();
    private final Map<String, Resource> owners = new HashMap<>();

    Reading(Template template, Surroundings surroundings, Problems problems) {
      this.template = template;
      this.problems = problems;
      this.resolver = new Resolver(template, surroundings, problems);
      this.functionReader = new FunctionReader(template, resolver, problems, ignored);
      this.machineReader = new MachineReader(template, surroundings, resolver, problems, ignored);
      this.queueReader = new QueueReader(template, surroundings, resolver, problems, ignored);
      this.bucketReader = new BucketReader(resolver, problems, ignored);
      this.connectionReader = new ConnectionReader(resolver, problems, ignored);
    }

    Plan plan() {
      checkTransform();
      template.resources().values().forEach(this::read);
      if (!ignored.isEmpty()) {
        problems.note(
            template.root(), "Without meaning here and left out: " + String.join(", ", ignored));
      }
      return new Plan(functions, machines, activities, queues, buckets, connections);
    }

    private void checkTransform() {
      Node transform = Yaml.get(template.root(), "Transform");
      List<Node> all =
          transform instanceof SequenceNode list
              ? list.getValue()
              : transform == null ? List.of() : List.of(transform);
      for (Node one : all) {
        String name = Yaml.text(one);
        if (name == null || !name.startsWith("AWS::Serverless-")) {
          problems.warn(one, "The transform " + name + " is not carried out here");
        }
      }
    }

    private void read(Resource resource) {
      Node condition = Yaml.get(resource.node(), "Condition");
      String conditionName = condition == null ? null : Yaml.text(condition);
      if (condition != null && conditionName != null) {
        Boolean holds = resolver.condition(condition, conditionName);
        if (holds == null || !holds) {
          return;
        }
      }
      Optional<ResourceType> type = ResourceType.of(resource.type());
      if (type.isEmpty()) {
        if (!ResourceType.isSilentlySkipped(resource.type())) {
          problems.warn(
              resource.typeNode(),
              "%s is skipped: %s is not made here"
                  .formatted(resource.logicalId(), resource.type()));
        }
        return;
      }
      requireOwnName(type.get(), resource);
      switch (type.get()) {
        case FUNCTION -> functionReader.read(resource).ifPresent(functions::add);
        case SERVERLESS_MACHINE, MACHINE ->
            machineReader.read(resource, type.get()).ifPresent(machines::add);
        case ACTIVITY -> activities.add(activity(resource));
        case QUEUE -> queues.add(queueReader.read(resource));
        case BUCKET -> buckets.add(bucketReader.read(resource));
        case CONNECTION -> connectionReader.read(resource).ifPresent(connections::add);
      }
    }

    private void requireOwnName(ResourceType type, Resource resource) {
      Resource other = owners.putIfAbsent(resolver.names().arn(type, resource), resource);
      if (other != null) {
        problems.error(
            resource.typeNode(),
            "%s has the same name as %s: %s"
                .formatted(resource.logicalId(), other.logicalId(), resolver.names().of(resource)));
      }
    }

    private Plan.Activity activity(Resource resource) {
      Properties properties = new Properties(resource, null, resolver, problems);
      properties.sift(Set.of("Name"), Set.of("Tags", "EncryptionConfiguration"), ignored);
      return new Plan.Activity(
          resource.logicalId(),
          resolver.names().of(resource),
          resolver.names().arn(ResourceType.ACTIVITY, resource));
    }
  }
}
