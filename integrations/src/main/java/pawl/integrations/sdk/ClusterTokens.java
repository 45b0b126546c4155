package pawl.integrations.sdk;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Tokens that the Kubernetes API of an EKS cluster takes for credentials of AWS: a request to STS
 * that is signed but never sent. The cluster sends it, to learn who calls.
 */
public final class ClusterTokens {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final String PREFIX = "k8s-aws-v1.";
  private static final Duration VALID = Duration.ofSeconds(60);

  private final SdkClients clients;

  public ClusterTokens(SdkBridge bridge) {
    this.clients = bridge.clients();
  }

  /** There are no credentials to sign with. */
  public static final class NoCredentialsException extends Exception {
    private static final long serialVersionUID = 1;

    NoCredentialsException(SdkException cause) {
      super(SdkBridge.reason(cause), cause);
    }
  }

  /**
   * A token for one call.
   *
   * @param role whose credentials sign, or null for those of this process
   */
  public String token(String cluster, String region, @Nullable String role)
      throws NoCredentialsException {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host("sts." + region + ".amazonaws.com")
            .encodedPath("/")
            .putRawQueryParameter("Action", "GetCallerIdentity")
            .putRawQueryParameter("Version", "2011-06-15")
            .putHeader("x-k8s-aws-id", cluster)
            .build();
    try {
      AwsCredentials signatory =
          clients.credentials(role, region, clients.isElsewhere("eks")).resolveCredentials();
      SignedRequest signed =
          SIGNER.sign(
              it ->
                  it.request(request)
                      .identity(signatory)
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                      .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, VALID));
      return PREFIX
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(
                  signed.request().getUri().toString().getBytes(StandardCharsets.UTF_8));
    } catch (SdkException e) {
      throw new NoCredentialsException(e);
    }
  }
}
