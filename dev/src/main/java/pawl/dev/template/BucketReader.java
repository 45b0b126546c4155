package pawl.dev.template;

import java.util.Set;
import pawl.dev.template.Template.Resource;

/** Reads {@code AWS::S3::Bucket}. */
final class BucketReader {
  private static final Set<String> USED = Set.of("BucketName");
  private static final Set<String> IGNORED =
      Set.of(
          "AccelerateConfiguration",
          "AccessControl",
          "BucketEncryption",
          "CorsConfiguration",
          "IntelligentTieringConfigurations",
          "InventoryConfigurations",
          "LifecycleConfiguration",
          "LoggingConfiguration",
          "MetricsConfigurations",
          "NotificationConfiguration",
          "OwnershipControls",
          "PublicAccessBlockConfiguration",
          "ReplicationConfiguration",
          "Tags",
          "VersioningConfiguration",
          "WebsiteConfiguration");

  private final Resolver resolver;
  private final Problems problems;
  private final Set<String> ignoredHere;

  BucketReader(Resolver resolver, Problems problems, Set<String> ignoredHere) {
    this.resolver = resolver;
    this.problems = problems;
    this.ignoredHere = ignoredHere;
  }

  Plan.Bucket read(Resource resource) {
    Properties properties = new Properties(resource, null, resolver, problems);
    properties.sift(USED, IGNORED, ignoredHere);
    String name = resolver.names().of(resource);
    if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      problems.error(
          properties.place("BucketName"),
          "The bucket name "
              + name
              + " must be 3 to 63 lower-case letters, digits, dots or hyphens, the first and the"
              + " last a letter or digit");
    }
    return new Plan.Bucket(
        resource.logicalId(), name, resolver.names().arn(ResourceType.BUCKET, resource));
  }
}
