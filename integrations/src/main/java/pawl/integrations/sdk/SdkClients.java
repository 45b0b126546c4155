package pawl.integrations.sdk;

import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * The clients of the SDK, made when first needed and kept: one for each service, region and role.
 * All share two pools of connections, for calls that take up to a minute and for those that run
 * somebody's code.
 *
 * <p>Calls of Task states are never repeated: AWS Step Functions leaves that to Retry.
 */
final class SdkClients implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 1_000;

  private final AwsAccess access;
  private final CredentialSource credentials;
  private final Map<Key, AwsClient> clients = new ConcurrentHashMap<>();
  private final Map<Pool, SdkHttpClient> pools = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("aws-call-timeouts").factory());

  private record Key(
      String service,
      String region,
      @Nullable String roleArn,
      Duration patience,
      boolean repeats) {}

  /**
   * Connections that wait for answers equally long.
   *
   * @param isDirect whether they ignore the proxies of the environment, because they lead to this
   *     machine
   */
  private record Pool(Duration patience, boolean isDirect) {}

  SdkClients(AwsAccess access) {
    this.access = access;
    this.credentials =
        new CredentialSource(
            access, (service, builder, patience) -> prepare(service, builder, patience, false));
    timer.setRemoveOnCancelPolicy(true);
  }

  String region() {
    return access.region();
  }

  /** Whether a service has an endpoint of its own, so that made-up credentials do. */
  boolean isElsewhere(String service) {
    return access.endpointOf(service).isPresent();
  }

  AwsClient client(
      SdkService service, @Nullable String region, @Nullable String roleArn, Duration patience) {
    return client(
        service,
        new Key(
            service.name(), region == null ? access.region() : region, roleArn, patience, false));
  }

  /** A client that repeats calls which failed for a passing reason. */
  AwsClient repeatingClient(SdkService service, Duration patience) {
    return client(service, new Key(service.name(), access.region(), null, patience, true));
  }

  private AwsClient client(SdkService service, Key key) {
    AwsClient known = clients.get(key);
    return known != null ? known : clients.computeIfAbsent(key, it -> make(service, it));
  }

  /** Connections for calls that are no service's; direct ones to this machine. */
  SdkHttpClient connections(String host, Duration patience) {
    return pools.computeIfAbsent(new Pool(patience, isHere(host)), SdkClients::connections);
  }

  /** The credentials of a role, or of this process. */
  AwsCredentialsProvider credentials(
      @Nullable String roleArn, String region, boolean atConfiguredEndpoint) {
    return roleArn == null
        ? credentials.own(atConfiguredEndpoint)
        : credentials.ofRole(roleArn, region, atConfiguredEndpoint);
  }

  private AwsClient make(SdkService service, Key key) {
    boolean isConfigured = access.endpointOf(service.name()).isPresent();
    AwsClientBuilder<?, ?> builder = builder(service);
    builder
        .region(Region.of(key.region))
        .credentialsProvider(credentials(key.roleArn, key.region, isConfigured));
    prepare(service.name(), builder, key.patience, key.repeats);
    return (AwsClient) builder.build();
  }

  /** What all clients have in common. */
  private void prepare(
      String service, AwsClientBuilder<?, ?> builder, Duration patience, boolean repeats) {
    Optional<URI> endpoint = access.endpointOf(service);
    builder.overrideConfiguration(
        ClientOverrideConfiguration.builder()
            .retryStrategy(
                repeats ? AwsRetryStrategy.standardRetryStrategy() : AwsRetryStrategy.doNotRetry())
            // The socket's timeout strikes first; this bounds answers that drip.
            .apiCallTimeout(patience.plus(CONNECT).plusSeconds(5))
            .scheduledExecutorService(timer)
            .addExecutionInterceptor(new Readdressing())
            // A host that somebody has named has no other names for some of the operations.
            .putAdvancedOption(
                SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, endpoint.isPresent())
            .build());
    endpoint.ifPresent(builder::endpointOverride);
    if (builder instanceof S3ClientBuilder objects) {
      suit(objects, endpoint.isPresent());
    }
    Pool pool =
        new Pool(patience, endpoint.map(URI::getHost).filter(SdkClients::isHere).isPresent());
    ((SdkSyncClientBuilder<?, ?>) builder)
        .httpClient(pools.computeIfAbsent(pool, SdkClients::connections));
  }

  /**
   * Buckets of a service at an endpoint of its own have no host names of their own. Bodies go out
   * in one piece, not in chunks of a framing that few services but AWS's own understand, and
   * answers have no checksums, as recorded of AWS Step Functions.
   */
  private static void suit(S3ClientBuilder builder, boolean atConfiguredEndpoint) {
    builder
        .forcePathStyle(atConfiguredEndpoint)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build());
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static AwsClientBuilder<?, ?> builder(SdkService service) {
    try {
      Method method = service.client().getMethod("builder");
      return (AwsClientBuilder<?, ?>) method.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A client without a builder: " + service.client(), e);
    }
  }

  private static SdkHttpClient connections(Pool pool) {
    return Apache5HttpClient.builder()
        .connectionTimeout(CONNECT)
        .connectionAcquisitionTimeout(CONNECT)
        .socketTimeout(pool.patience)
        .maxConnections(CONNECTIONS)
        .proxyConfiguration(
            ProxyConfiguration.builder()
                .useSystemPropertyValues(!pool.isDirect)
                .useEnvironmentVariableValues(!pool.isDirect)
                .build())
        .build();
  }

  @Override
  public void close() {
    clients.values().forEach(AwsClient::close);
    credentials.close();
    pools.values().forEach(SdkHttpClient::close);
    timer.shutdownNow();
  }
}
