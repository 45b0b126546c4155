package pawl.integrations.apigateway;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pawl.integrations.sdk.AwsAccess;

/**
 * Where an API is called.
 *
 * <p>{@code ApiEndpoint} is a host name. One of AWS's own ({@code
 * ID.execute-api.REGION.amazonaws.com}) is called there, or, if an endpoint is configured ({@code
 * AWS_ENDPOINT_URL_EXECUTE_API}, {@code AWS_ENDPOINT_URL_APIGATEWAY}, {@code AWS_ENDPOINT_URL} in
 * this order), at the endpoint with the API's name as {@code Host}, by which gateways that stand
 * for many APIs tell them apart. Any other host, which AWS would refuse, is called as it is: over
 * HTTP on this machine, over HTTPS elsewhere.
 *
 * @param uri with stage and path
 * @param host the {@code Host} to send, or null for that of the address
 * @param region the API's, for the signature
 * @param isLocal whether somebody else than AWS answers
 */
record ApiAddress(URI uri, @Nullable String host, String region, boolean isLocal) {
  private static final Pattern AWS =
      Pattern.compile(".*\\.execute-api\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");
  private static final String UNRESERVED = "-._~/!$&'()*+,;=:@";

  /** Empty if this makes no address. */
  static Optional<ApiAddress> of(AwsAccess access, String apiEndpoint, String stage, String path) {
    Matcher aws = AWS.matcher(apiEndpoint);
    boolean isAws = aws.matches();
    Optional<URI> configured = isAws ? configured(access) : Optional.empty();
    String base =
        configured
            .map(URI::toString)
            .orElse((isHere(apiEndpoint) ? "http://" : "https://") + apiEndpoint);
    try {
      URI uri = new URI(joined(joined(base, stage), path));
      if (uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      return Optional.of(
          new ApiAddress(
              uri,
              configured.isPresent() ? apiEndpoint : null,
              isAws ? aws.group(1) : access.region(),
              !isAws || configured.isPresent()));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Optional<URI> configured(AwsAccess access) {
    return access.endpoints().containsKey("executeapi")
        ? access.endpointOf("executeapi")
        : access.endpointOf("apigateway");
  }

  private static boolean isHere(String endpoint) {
    return endpoint.matches("(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");
  }

  private static String joined(String base, String part) {
    String stripped = part.startsWith("/") ? part.substring(1) : part;
    if (stripped.isEmpty()) {
      return base;
    }
    return (base.endsWith("/") ? base : base + "/") + encoded(stripped);
  }

  /** Characters that can't stand in a path are encoded; what is encoded already stays. */
  private static String encoded(String path) {
    StringBuilder result = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      boolean stays =
          character < 0x80
              && (Character.isLetterOrDigit(character)
                  || character == '%'
                  || UNRESERVED.indexOf(character) >= 0);
      result.append(stays ? String.valueOf(character) : "%%%02X".formatted((int) character));
    }
    return result.toString();
  }
}
