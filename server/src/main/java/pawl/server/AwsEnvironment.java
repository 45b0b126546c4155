package pawl.server;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.dev.Application;
import pawl.integrations.sdk.AwsAccess;

/** Where AWS's services are: for the calls of Task states, and for the SDKs in functions. */
final class AwsEnvironment {
  private AwsEnvironment() {}

  /**
   * As the variables {@code AWS_ENDPOINT_URL*} say; queues and buckets of an application are its
   * own.
   *
   * @throws StartException if a variable is no URL
   */
  static AwsAccess access(
      Config config, Map<String, String> surroundings, @Nullable Application application) {
    AwsAccess outside;
    try {
      outside = AwsAccess.fromEnvironment(config.region(), surroundings);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
    if (application == null) {
      return outside;
    }
    Map<String, URI> endpoints = new HashMap<>(outside.endpoints());
    application.queueAddress().ifPresent(queues -> endpoints.put("sqs", URI.create(queues)));
    application.bucketAddress().ifPresent(buckets -> endpoints.put("s3", URI.create(buckets)));
    return new AwsAccess(config.region(), outside.endpoint(), endpoints, outside.credentials());
  }

  /** An application says itself; else functions see what the server sees, and find the server. */
  static Map<String, String> ofFunctions(
      Config config,
      String url,
      Map<String, String> surroundings,
      @Nullable Application application) {
    if (application != null) {
      return application.environment();
    }
    Map<String, String> variables = new HashMap<>();
    surroundings.forEach(
        (name, value) -> {
          if (name.startsWith("AWS_")) {
            variables.put(name, value);
          }
        });
    variables.put("AWS_REGION", config.region());
    variables.put("AWS_DEFAULT_REGION", config.region());
    variables.put("AWS_ENDPOINT_URL_SFN", url);
    variables.put("AWS_ENDPOINT_URL_LAMBDA", url);
    return variables;
  }
}
