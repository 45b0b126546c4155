package pawl.dev.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import pawl.dev.template.Template.Resource;

/** Reads {@code AWS::SQS::Queue}. */
final class QueueReader {
  private static final Set<String> USED =
      Set.of(
          "QueueName",
          "FifoQueue",
          "ContentBasedDeduplication",
          "VisibilityTimeout",
          "DelaySeconds",
          "ReceiveMessageWaitTimeSeconds",
          "RedrivePolicy");
  private static final Set<String> IGNORED =
      Set.of(
          "DeduplicationScope",
          "FifoThroughputLimit",
          "KmsDataKeyReusePeriodSeconds",
          "KmsMasterKeyId",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "RedriveAllowPolicy",
          "SqsManagedSseEnabled",
          "Tags");

  private final Template template;
  private final Surroundings surroundings;
  private final Resolver resolver;
  private final Problems problems;
  private final Set<String> ignoredHere;

  QueueReader(
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

  Plan.Queue read(Resource resource) {
    Properties properties = new Properties(resource, null, resolver, problems);
    properties.sift(USED, IGNORED, ignoredHere);
    String name = resolver.names().of(resource);
    boolean fifo = properties.flag("FifoQueue");
    if (fifo != name.endsWith(".fifo")) {
      problems.error(
          properties.place("QueueName"),
          fifo
              ? "The name of a FIFO queue ends with .fifo, not " + name
              : "The name " + name + " is for a FIFO queue; set FifoQueue to true");
    }
    if (!name.matches("[a-zA-Z0-9_-]{1,80}|[a-zA-Z0-9_-]{1,75}\\.fifo")) {
      problems.error(
          properties.place("QueueName"),
          "The queue name " + name + " must be 1 to 80 letters, digits, hyphens or underscores");
    }
    return new Plan.Queue(
        resource.logicalId(),
        name,
        resolver.names().arn(ResourceType.QUEUE, resource),
        surroundings.queueUrl(name),
        fifo,
        properties.flag("ContentBasedDeduplication"),
        properties.seconds("VisibilityTimeout", 0, 43_200),
        properties.seconds("DelaySeconds", 0, 900),
        properties.seconds("ReceiveMessageWaitTimeSeconds", 0, 20),
        redrive(properties).orElse(null));
  }

  private Optional<Plan.Redrive> redrive(Properties properties) {
    JsonNode policy = properties.value("RedrivePolicy");
    if (policy == null) {
      return Optional.empty();
    }
    Node at = properties.place("RedrivePolicy");
    String target = policy.path("deadLetterTargetArn").asText();
    int count = policy.path("maxReceiveCount").asInt(0);
    @Nullable String name = queueOf(target);
    if (name == null) {
      problems.error(at, "deadLetterTargetArn must be the ARN of a queue of this template");
      return Optional.empty();
    }
    if (count < 1 || count > 1000) {
      problems.error(at, "maxReceiveCount must be a whole number from 1 to 1000");
      return Optional.empty();
    }
    return Optional.of(new Plan.Redrive(name, count));
  }

  private @Nullable String queueOf(String arn) {
    return template.resources().values().stream()
        .filter(resource -> resource.type().equals(ResourceType.QUEUE.type()))
        .filter(resource -> resolver.names().arn(ResourceType.QUEUE, resource).equals(arn))
        .map(resolver.names()::of)
        .findFirst()
        .orElse(null);
  }
}
