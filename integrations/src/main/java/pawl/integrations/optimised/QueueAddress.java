package pawl.integrations.optimised;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkCall;

/**
 * Sends messages where the queue's URL points to, as the SDK does that AWS Step Functions uses for
 * SQS. With an endpoint configured for SQS, URLs of AWS's own hosts go there.
 */
public final class QueueAddress {
  private final Optional<URI> endpoint;

  public QueueAddress(AwsAccess access) {
    this.endpoint = access.endpointOf("sqs");
  }

  SdkCall of(SdkCall call) {
    Optional<URI> address = addressIn(call.parameters().path("QueueUrl").asText(""));
    if (address.isEmpty()) {
      return call;
    }
    return new SdkCall(
        call.service(),
        call.action(),
        call.parameters(),
        call.region(),
        call.roleArn(),
        address.get(),
        Map.of(),
        call.patience());
  }

  private Optional<URI> addressIn(String queueUrl) {
    try {
      URI url = new URI(queueUrl);
      boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!isWeb || url.getHost() == null || isAws(url.getHost())) {
        return Optional.empty();
      }
      boolean isEndpoint =
          endpoint.isPresent() && url.getAuthority().equals(endpoint.get().getAuthority());
      return isEndpoint ? Optional.empty() : Optional.of(url);
    } catch (URISyntaxException _) {
      // SQS says what it thinks of it
      return Optional.empty();
    }
  }

  private static boolean isAws(String host) {
    return host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
  }
}
