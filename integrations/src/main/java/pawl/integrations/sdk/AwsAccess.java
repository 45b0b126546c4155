package pawl.integrations.sdk;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How services are reached.
 *
 * @param region of calls that name none, and of signatures
 * @param endpoint where every service is that has no endpoint of its own; null for AWS
 * @param endpoints where single services are, by the name of their SDK module ({@code sqs}, {@code
 *     dynamodb}, {@code cloudwatchlogs})
 * @param credentials used instead of the SDK's default chain; null for the chain
 */
public record AwsAccess(
    String region,
    @Nullable URI endpoint,
    Map<String, URI> endpoints,
    @Nullable Credentials credentials) {
  private static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";

  public AwsAccess {
    endpoints = Map.copyOf(endpoints);
  }

  /** Long-term or session credentials. */
  public record Credentials(
      String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
    @Override
    public String toString() {
      return "Credentials[" + accessKeyId + "]";
    }
  }

  /**
   * Reads {@code AWS_ENDPOINT_URL} and {@code AWS_ENDPOINT_URL_<SERVICE>}; an empty value counts as
   * none. Credentials are left to the SDK's chain.
   *
   * @throws IllegalArgumentException if an endpoint is no absolute http or https URL; the message
   *     names the variable
   */
  public static AwsAccess fromEnvironment(String region, Map<String, String> environment) {
    URI everywhere = null;
    Map<String, URI> endpoints = new HashMap<>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (!name.startsWith(ENDPOINT_VARIABLE) || variable.getValue().isBlank()) {
        continue;
      }
      if (name.equals(ENDPOINT_VARIABLE)) {
        everywhere = url(name, variable.getValue());
      } else if (name.startsWith(ENDPOINT_VARIABLE + "_")) {
        String service = name.substring(ENDPOINT_VARIABLE.length() + 1);
        endpoints.put(
            service.replace("_", "").toLowerCase(Locale.ROOT), url(name, variable.getValue()));
      }
    }
    return new AwsAccess(region, everywhere, endpoints, null);
  }

  private static URI url(String variable, String value) {
    try {
      URI url = new URI(value.strip());
      if (url.getHost() != null
          && ("http".equalsIgnoreCase(url.getScheme())
              || "https".equalsIgnoreCase(url.getScheme()))) {
        return url;
      }
    } catch (URISyntaxException _) {
      // the message below is clearer than the parser's
    }
    throw new IllegalArgumentException(
        variable + " is '" + value + "', but must be a URL such as http://127.0.0.1:4566");
  }

  /** Where the service is; empty for AWS itself. */
  public Optional<URI> endpointOf(String service) {
    return Optional.ofNullable(endpoints.getOrDefault(service, endpoint));
  }
}
