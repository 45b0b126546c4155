package pawl.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pawl.embedded.EmbeddedHost;
import pawl.engine.TaskCaller;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Host;
import pawl.engine.read.Page;
import pawl.engine.read.SetAside;
import pawl.integrations.sdk.SdkBridge;
import pawl.observability.Losses;
import pawl.observability.log.CloudWatchLog;
import pawl.observability.log.LineLog;
import pawl.observability.metrics.ExecutionMetrics;
import pawl.observability.metrics.ServerMetrics;
import pawl.observability.status.EventBus;
import pawl.observability.status.EventReceiver;
import pawl.observability.status.StatusListener;
import pawl.observability.status.Webhook;
import pawl.observability.trace.TraceSettings;
import pawl.observability.trace.TracedCalls;
import pawl.observability.trace.Tracing;

/** All who watch what executions do: logs, events, metrics, traces. */
final class Observers implements AutoCloseable {
  private static final double NANOS = 1e9;
  private static final int PAGE = 1_000;

  private final ServerMetrics metrics = new ServerMetrics(Version.text());
  private final List<HistoryListener> listeners = new ArrayList<>();
  private final Map<String, Losses> losses = new LinkedHashMap<>();
  private final List<Runnable> closing = new ArrayList<>();
  private final CompletableFuture<? extends Host> coming;
  private final boolean isTracing;
  private final boolean allTraced;

  /**
   * Makes those that are asked for.
   *
   * @param surroundings the variables of the environment
   * @param coming the host, as soon as it is open
   * @throws StartException if the variables can't be followed
   */
  Observers(
      Observation asked,
      Map<String, String> surroundings,
      CompletableFuture<? extends Host> coming,
      SdkBridge bridge) {
    listeners.add(new ExecutionMetrics(coming, metrics::registry));
    CloudWatchLog cloudWatch = new CloudWatchLog(coming, bridge);
    add(cloudWatch, cloudWatch.losses());
    if (asked.log() != null) {
      LineLog lines = lines(asked.log(), asked);
      add(lines, lines.losses());
    }
    if (asked.eventBus() != null) {
      addStatus("eventbridge", coming, new EventBus(asked.eventBus(), asked.eventSource(), bridge));
    }
    URI url = asked.webhookUrl();
    if (url != null) {
      Webhook webhook = new Webhook(url);
      closing.add(webhook::close);
      addStatus("webhook", coming, webhook);
    }
    this.isTracing = trace(asked, surroundings, coming);
    this.allTraced = asked.traceAll();
    this.coming = coming;
  }

  private boolean trace(
      Observation asked, Map<String, String> surroundings, CompletableFuture<? extends Host> host) {
    TraceSettings settings;
    try {
      settings = TraceSettings.fromEnvironment(surroundings).orElse(null);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
    if (settings == null) {
      return false;
    }
    Tracing tracing = Tracing.to(host, settings, asked.traceAll());
    closing.add(tracing::close);
    add(tracing, tracing.losses());
    return true;
  }

  /** Calls that carry the trace of their execution, if there are traces. */
  TaskCaller traced(TaskCaller calls) {
    return isTracing ? new TracedCalls(calls, coming, allTraced) : calls;
  }

  private static LineLog lines(String log, Observation asked) {
    return log.equals(Observation.STANDARD_OUTPUT)
        ? LineLog.to(System.out, asked.logLevel(), asked.logData())
        : LineLog.to(Path.of(log), asked.logLevel(), asked.logData());
  }

  private void addStatus(
      String name, CompletableFuture<? extends Host> coming, EventReceiver receiver) {
    StatusListener listener = new StatusListener(name, coming, receiver);
    add(listener, listener.losses());
  }

  private void add(HistoryListener listener, Losses lost) {
    listeners.add(listener);
    losses.put(listener.name(), lost);
  }

  /** One that has nothing to deliver, so nothing to lose. */
  void add(HistoryListener listener) {
    listeners.add(listener);
  }

  /** Who has to be told. */
  List<HistoryListener> listeners() {
    return List.copyOf(listeners);
  }

  /** Shows how the host is doing among the metrics. */
  void watch(EmbeddedHost host) {
    metrics.counter(
        "pawl_commits", "Writes to the disk, each with one sync.", () -> host.figures().commits());
    metrics.counter(
        "pawl_commit_seconds",
        "Seconds that these writes took.",
        () -> host.figures().commitNanos() / NANOS);
    metrics.counter(
        "states_execution_throttled",
        "Commands for executions that were turned away because a queue was full.",
        () -> host.figures().turnedAway());
    metrics.gauge(
        "pawl_queued_commands",
        "Commands that wait to be worked out.",
        "shard",
        () -> queued(host.figures().queued()));
    metrics.gauge(
        "pawl_writable",
        "1 if the data folder takes writes, 0 if only reads are served.",
        () -> host.figures().isWritable() ? 1 : 0);
    metrics.gauge(
        "pawl_express_executions_running",
        "Executions of Express machines that are running.",
        () -> host.figures().expressRunning());
    metrics.gauge(
        "pawl_executions_quarantined",
        "Executions that were set aside because of a bug or damage.",
        () -> quarantined(host));
    metrics.counter(
        "pawl_untold_turns",
        "Turns that a listener was not told of because it had fallen behind.",
        "listener",
        host::untold);
    metrics.counter(
        "pawl_undelivered",
        "Log entries, events and spans that could not be delivered.",
        "listener",
        this::undelivered);
  }

  private static Map<String, Long> queued(List<Integer> byShard) {
    Map<String, Long> queued = new LinkedHashMap<>();
    for (int shard = 0; shard < byShard.size(); shard++) {
      queued.put(Integer.toString(shard), byShard.get(shard).longValue());
    }
    return queued;
  }

  private static long quarantined(Host host) {
    long count = 0;
    byte @Nullable [] position = null;
    do {
      Page<SetAside> page = host.reads().setAside(PAGE, position);
      count += page.rows().size();
      position = page.next();
    } while (position != null);
    return count;
  }

  private Map<String, Long> undelivered() {
    Map<String, Long> undelivered = new LinkedHashMap<>();
    losses.forEach((name, lost) -> undelivered.put(name, lost.count()));
    return undelivered;
  }

  /** Answers what Prometheus asks. */
  Endpoint metrics() {
    return _ -> Answer.text(200, ServerMetrics.CONTENT_TYPE, metrics.text());
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
