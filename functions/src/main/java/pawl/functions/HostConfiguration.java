package pawl.functions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a {@link FunctionHost}.
 *
 * @param dataFolder where functions given as zip and the host's own files are kept, below {@code
 *     functions/}
 * @param region for ARNs and the functions' environment
 * @param account for ARNs, 12 digits
 * @param environment variables for every function, for example {@code AWS_ENDPOINT_URL} and
 *     credentials; a function's own variables win
 * @param maxConcurrency most invocations at the same time over all functions, and most processes
 * @param maxConcurrencyPerFunction most invocations of one function at the same time
 * @param maxWaiting most callers that wait for their turn; the next is turned away with
 *     TooManyRequestsException
 * @param waitLimit longest wait for a turn, then TooManyRequestsException
 * @param idleTime after which an unused process is stopped
 * @param initTimeout limit of the initialisation; one that takes longer is started anew within the
 *     function's own timeout, as Lambda does
 * @param eventRetryDelays waits before the second and third attempt of an event invocation that
 *     fails
 * @param javaClientFolder folder with the jars of the Java runtime interface client; if empty they
 *     are looked for on the class path of the host
 * @param logListener hears every line
 */
public record HostConfiguration(
    Path dataFolder,
    String region,
    String account,
    Map<String, String> environment,
    int maxConcurrency,
    int maxConcurrencyPerFunction,
    int maxWaiting,
    Duration waitLimit,
    Duration idleTime,
    Duration initTimeout,
    List<Duration> eventRetryDelays,
    Optional<Path> javaClientFolder,
    LogListener logListener) {

  public HostConfiguration {
    environment = Map.copyOf(environment);
    eventRetryDelays = List.copyOf(eventRetryDelays);
    if (maxConcurrency < 1 || maxConcurrencyPerFunction < 1 || maxWaiting < 0) {
      throw new IllegalArgumentException("concurrency limits must be at least 1");
    }
  }

  /** Defaults for one machine. */
  public static HostConfiguration in(Path dataFolder) {
    return new HostConfiguration(
        dataFolder.toAbsolutePath().normalize(),
        "us-east-1",
        "123456789012",
        Map.of(),
        32,
        16,
        10_000,
        Duration.ofMinutes(15),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
        Optional.empty(),
        LogListener.NONE);
  }

  public HostConfiguration withRegion(String value) {
    return new HostConfiguration(
        dataFolder,
        value,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  public HostConfiguration withAccount(String value) {
    return new HostConfiguration(
        dataFolder,
        region,
        value,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  public HostConfiguration withEnvironment(Map<String, String> value) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        value,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  /** Sets the limit over all functions and the limit of one. */
  public HostConfiguration withMaxConcurrency(int inAll, int perFunction) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        inAll,
        perFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  /** Sets how many callers may wait for their turn, and how long. */
  public HostConfiguration withWaiting(int most, Duration limit) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        most,
        limit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  public HostConfiguration withIdleTime(Duration value) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        value,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  public HostConfiguration withInitTimeout(Duration value) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        value,
        eventRetryDelays,
        javaClientFolder,
        logListener);
  }

  public HostConfiguration withEventRetryDelays(List<Duration> value) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        value,
        javaClientFolder,
        logListener);
  }

  public HostConfiguration withJavaClientFolder(Path value) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        Optional.of(value),
        logListener);
  }

  public HostConfiguration withLogListener(LogListener value) {
    return new HostConfiguration(
        dataFolder,
        region,
        account,
        environment,
        maxConcurrency,
        maxConcurrencyPerFunction,
        maxWaiting,
        waitLimit,
        idleTime,
        initTimeout,
        eventRetryDelays,
        javaClientFolder,
        value);
  }
}
