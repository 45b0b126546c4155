package pawl.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pawl.observability.log.LogLevel;

/**
 * What a server tells the world of its executions, besides what their machines ask for.
 *
 * @param log where lines of JSON go: {@value #STANDARD_OUTPUT} or a file; null for nowhere
 * @param logLevel what of all executions is in them
 * @param logData whether inputs and outputs are, too
 * @param eventBus of EventBridge that status changes are put on; null for none
 * @param eventSource what they say they come from
 * @param webhook that status changes are posted to; null for none
 * @param traceAll whether executions are traced whose machines don't ask for it
 */
public record Observation(
    @Nullable String log,
    LogLevel logLevel,
    boolean logData,
    @Nullable String eventBus,
    String eventSource,
    @Nullable String webhook,
    boolean traceAll) {
  /** The {@link #log} that is the server's own standard output. */
  static final String STANDARD_OUTPUT = "stdout";

  /** Nothing but what machines ask for. */
  public static final Observation NONE =
      new Observation(null, LogLevel.ALL, false, null, "aws.states", null, false);

  public Observation {
    if (log != null && !log.equals(STANDARD_OUTPUT)) {
      Path file = Path.of(log).toAbsolutePath();
      Path parent = file.getParent();
      if (Files.isDirectory(file) || parent == null || !Files.isDirectory(parent)) {
        throw new StartException(
            "the log of executions can't be " + file + ": its folder must be there, and it a file");
      }
      log = file.toString();
    }
    if (webhook != null) {
      url(webhook);
    }
  }

  /** Where status changes are posted to; null for nowhere. */
  @Nullable URI webhookUrl() {
    return webhook == null ? null : url(webhook);
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && ("http".equalsIgnoreCase(url.getScheme())
              || "https".equalsIgnoreCase(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new StartException(
        "the webhook '" + text + "' is no URL such as http://127.0.0.1:9000/events");
  }
}
