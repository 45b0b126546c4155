package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One API call.
 *
 * @param service name of the SDK module: {@code dynamodb}
 * @param action operation in lower camel case: {@code putItem}
 * @param parameters members of the request in Pascal case; a binary node stands for raw bytes
 * @param region null for the configured one
 * @param roleArn role to call as, or null
 * @param address scheme, host and port to send the request to instead of the service's endpoint, or
 *     null
 * @param headers additional HTTP headers
 * @param patience how long the service may take to answer
 */
public record SdkCall(
    String service,
    String action,
    JsonNode parameters,
    @Nullable String region,
    @Nullable String roleArn,
    @Nullable URI address,
    Map<String, String> headers,
    Duration patience) {
  /** Long enough for every operation that does not run somebody's code. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

  public SdkCall {
    headers = Map.copyOf(headers);
  }

  public static SdkCall of(
      String service, String action, JsonNode parameters, @Nullable String roleArn) {
    return new SdkCall(service, action, parameters, null, roleArn, null, Map.of(), USUAL_PATIENCE);
  }
}
