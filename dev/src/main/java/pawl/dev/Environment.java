package pawl.dev;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.dev.template.Plan;

/** The variables that lead AWS SDKs in functions and processes to this machine. */
final class Environment {
  private Environment() {}

  /**
   * Endpoints, region, credentials that mean nothing, for every queue its URL (the queue {@code
   * WorkQueue} as {@code WORK_QUEUE_URL}) and for every bucket its name ({@code DataBucket} as
   * {@code DATA_BUCKET_NAME}).
   *
   * @param bucketAddress where buckets are served; null without buckets
   * @param outer the variables of this process: an {@code AWS_ENDPOINT_URL} or the endpoint of a
   *     service that stands there is kept, but for the services that run here
   */
  static Map<String, String> of(
      ApplicationSettings settings,
      String queueAddress,
      @Nullable String bucketAddress,
      Plan plan,
      Map<String, String> outer) {
    Map<String, String> variables = new LinkedHashMap<>();
    outer.forEach(
        (name, value) -> {
          if (name.startsWith("AWS_ENDPOINT_URL")) {
            variables.put(name, value);
          }
        });
    variables.putIfAbsent("AWS_ENDPOINT_URL", settings.url());
    variables.put("AWS_ENDPOINT_URL_SFN", settings.url());
    variables.put("AWS_ENDPOINT_URL_LAMBDA", settings.url());
    variables.put("AWS_ENDPOINT_URL_SQS", queueAddress);
    if (bucketAddress != null) {
      variables.put("AWS_ENDPOINT_URL_S3", bucketAddress);
    }
    variables.put("AWS_REGION", settings.arns().region());
    variables.put("AWS_DEFAULT_REGION", settings.arns().region());
    variables.put("AWS_ACCESS_KEY_ID", "pawl");
    variables.put("AWS_SECRET_ACCESS_KEY", "pawl");
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    plan.queues()
        .forEach(queue -> variables.put(variable(queue.logicalId()) + "_URL", queue.url()));
    plan.buckets()
        .forEach(bucket -> variables.put(variable(bucket.logicalId()) + "_NAME", bucket.name()));
    return variables;
  }

  /** {@code WorkQueue} becomes {@code WORK_QUEUE}. */
  static String variable(String logicalId) {
    return logicalId
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toUpperCase(Locale.ROOT);
  }
}
