package pawl.integrations.sdk;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Whose name calls are made in: the configured credentials, those of the SDK's default chain, or
 * for a service at a configured endpoint made-up ones if there are none, since local services ask
 * for a signature and don't care whose.
 */
final class CredentialSource implements AutoCloseable {
  private static final AwsCredentials MADE_UP = AwsBasicCredentials.create("test", "test");
  private static final String SESSION = "pawl";

  private final AwsAccess access;
  private final Preparation preparation;
  private final Map<String, StsClient> tokenServices = new ConcurrentHashMap<>();
  private final Map<String, StsAssumeRoleCredentialsProvider> roles = new ConcurrentHashMap<>();

  /** Sets up a client as all are. */
  @FunctionalInterface
  interface Preparation {
    void prepare(String service, AwsClientBuilder<?, ?> builder, Duration patience);
  }

  CredentialSource(AwsAccess access, Preparation preparation) {
    this.access = access;
    this.preparation = preparation;
  }

  /** The credentials of this process. */
  AwsCredentialsProvider own(boolean atConfiguredEndpoint) {
    AwsAccess.Credentials given = access.credentials();
    if (given != null) {
      return StaticCredentialsProvider.create(credentials(given));
    }
    return atConfiguredEndpoint ? new OrMadeUp() : DefaultCredentialsProvider.builder().build();
  }

  /**
   * The credentials of a role, renewed before they expire. Where nobody could hand them out (a
   * service at an endpoint of its own, no credentials, no endpoint for STS) calls go out in this
   * process's name.
   */
  AwsCredentialsProvider ofRole(String roleArn, String region, boolean atConfiguredEndpoint) {
    boolean stsConfigured = access.endpointOf("sts").isPresent();
    AwsCredentialsProvider own = own(atConfiguredEndpoint || stsConfigured);
    if (!stsConfigured && own instanceof OrMadeUp maybe && maybe.isMadeUp()) {
      return own;
    }
    StsClient sts = tokenServices.computeIfAbsent(region, it -> tokenService(it, own));
    return roles.computeIfAbsent(
        roleArn + " " + region,
        _ ->
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(role -> role.roleArn(roleArn).roleSessionName(SESSION))
                .build());
  }

  private StsClient tokenService(String region, AwsCredentialsProvider own) {
    StsClientBuilder builder =
        StsClient.builder().region(Region.of(region)).credentialsProvider(own);
    preparation.prepare("sts", builder, SdkCall.USUAL_PATIENCE);
    return builder.build();
  }

  private static AwsCredentials credentials(AwsAccess.Credentials given) {
    String token = given.sessionToken();
    return token == null
        ? AwsBasicCredentials.create(given.accessKeyId(), given.secretAccessKey())
        : AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), token);
  }

  @Override
  public void close() {
    roles.values().forEach(StsAssumeRoleCredentialsProvider::close);
    tokenServices.values().forEach(StsClient::close);
  }

  /**
   * The default chain without asking the network for the machine's own role, which takes seconds
   * where there is none. Once nothing was found, nothing is looked for again.
   */
  private static final class OrMadeUp implements AwsCredentialsProvider {
    private final AwsCredentialsProvider chain =
        AwsCredentialsProviderChain.builder()
            .credentialsProviders(
                List.of(
                    SystemPropertyCredentialsProvider.create(),
                    EnvironmentVariableCredentialsProvider.create(),
                    ProfileCredentialsProvider.create(),
                    ContainerCredentialsProvider.builder().build()))
            .build();

    private volatile @Nullable AwsCredentials settled;

    boolean isMadeUp() {
      return resolveCredentials() == MADE_UP;
    }

    @Override
    public AwsCredentials resolveCredentials() {
      AwsCredentials known = settled;
      if (known != null) {
        return known;
      }
      try {
        return chain.resolveCredentials();
      } catch (SdkClientException _) {
        settled = MADE_UP;
        return MADE_UP;
      }
    }
  }
}
