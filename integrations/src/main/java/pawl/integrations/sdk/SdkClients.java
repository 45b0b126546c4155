package pawl.integrations.sdk;

import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * The clients of the SDK, made when first needed and kept: one for each service, region and role.
 * All share two pools of connections, for calls that take up to a minute and for those that run
 * somebody's code.
 *
 * <p>They never repeat a call: AWS Step Functions leaves that to Retry.
 */
final class SdkClients implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 1_000;

  private final AwsAccess access;
  private final CredentialSource credentials;
  private final Map<Key, AwsClient> clients = new ConcurrentHashMap<>();
  private final Map<Duration, SdkHttpClient> pools = new ConcurrentHashMap<>();

  private record Key(String service, String region, @Nullable String roleArn, Duration patience) {}

  SdkClients(AwsAccess access) {
    this.access = access;
    this.credentials = new CredentialSource(access);
  }

  AwsClient client(
      SdkService service, @Nullable String region, @Nullable String roleArn, Duration patience) {
    Key key = new Key(service.name(), region == null ? access.region() : region, roleArn, patience);
    AwsClient known = clients.get(key);
    return known != null ? known : clients.computeIfAbsent(key, it -> make(service, it));
  }

  private AwsClient make(SdkService service, Key key) {
    Optional<URI> endpoint = access.endpointOf(service.name());
    AwsClientBuilder<?, ?> builder = builder(service);
    AwsCredentialsProvider provider =
        key.roleArn == null
            ? credentials.own(endpoint.isPresent())
            : credentials.ofRole(key.roleArn, key.region, endpoint.isPresent(), this::pool);
    builder
        .region(Region.of(key.region))
        .credentialsProvider(provider)
        .overrideConfiguration(configuration(key.patience));
    endpoint.ifPresent(builder::endpointOverride);
    ((SdkSyncClientBuilder<?, ?>) builder).httpClient(pool(key.patience));
    return (AwsClient) builder.build();
  }

  private static AwsClientBuilder<?, ?> builder(SdkService service) {
    try {
      Method method = service.client().getMethod("builder");
      return (AwsClientBuilder<?, ?>) method.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A client without a builder: " + service.client(), e);
    }
  }

  static ClientOverrideConfiguration configuration(Duration patience) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        // The socket's timeout strikes first; this bounds answers that drip.
        .apiCallTimeout(patience.plus(CONNECT).plusSeconds(5))
        .addExecutionInterceptor(new Readdressing())
        .build();
  }

  private SdkHttpClient pool(Duration patience) {
    return pools.computeIfAbsent(
        patience,
        it ->
            Apache5HttpClient.builder()
                .connectionTimeout(CONNECT)
                .connectionAcquisitionTimeout(CONNECT)
                .socketTimeout(it)
                .maxConnections(CONNECTIONS)
                .build());
  }

  @Override
  public void close() {
    clients.values().forEach(AwsClient::close);
    credentials.close();
    pools.values().forEach(SdkHttpClient::close);
  }
}
