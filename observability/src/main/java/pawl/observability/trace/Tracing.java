package pawl.observability.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.history.EventType;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Page;
import pawl.observability.Losses;
import pawl.observability.RevisionSettings;

/**
 * Exports spans of executions and their states over OTLP, as they end. What it knows of an
 * execution it may forget at any time: then the history is read again.
 */
public final class Tracing implements HistoryListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_SPANS = 512;

  /** So many events may be remembered in all; of an execution that waits there are few. */
  private static final int MOST_REMEMBERED = 200_000;

  private static final int PAGE = 1_000;

  /** Kept, since the logging of the JDK forgets the level of a logger that nobody holds. */
  private static final java.util.logging.Logger EXPORTER_LOG = quietExporter();

  private final CompletableFuture<? extends Host> host;
  private final RevisionSettings<Boolean> enabled;
  private final boolean all;
  private final TraceSettings settings;
  private volatile @Nullable Exporting exporting;
  private final Losses losses = new Losses(LOG, "Spans");

  /** The longest untouched first. */
  private final Map<ExecutionId, ExecutionTrace> traces = new LinkedHashMap<>(16, 0.75f, true);

  private int remembered;

  private record Exporting(SpanExporter exporter, Spans spans) {}

  private Tracing(CompletableFuture<? extends Host> host, boolean all, TraceSettings settings) {
    this.host = host;
    this.all = all;
    this.settings = settings;
    this.enabled =
        new RevisionSettings<>(host, MachineSettings::tracingConfiguration, Tracing::isEnabled);
  }

  /**
   * Traces the executions of a host.
   *
   * @param host that has the histories, as soon as it is open
   * @param settings where to
   * @param all whether machines are traced that don't ask for it
   */
  public static Tracing to(
      CompletableFuture<? extends Host> host, TraceSettings settings, boolean all) {
    return new Tracing(host, all, settings);
  }

  /** Made with the first span: it takes longer than a server may take to start. */
  private Exporting exporting() {
    Exporting result = exporting;
    if (result == null) {
      OtlpHttpSpanExporterBuilder builder =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(settings.tracesUrl().toString())
              .setTimeout(PATIENCE);
      settings.headers().forEach(builder::addHeader);
      AttributesBuilder attributes = Attributes.builder();
      settings.resource().forEach(attributes::put);
      result = new Exporting(builder.build(), new Spans(Resource.create(attributes.build())));
      exporting = result;
    }
    return result;
  }

  /** What is lost is counted and logged here already. */
  private static java.util.logging.Logger quietExporter() {
    var logger = java.util.logging.Logger.getLogger("io.opentelemetry");
    logger.setLevel(java.util.logging.Level.OFF);
    return logger;
  }

  private static Boolean isEnabled(JsonNode configuration) {
    return configuration.path("enabled").asBoolean(false);
  }

  @Override
  public String name() {
    return "traces";
  }

  @Override
  public boolean wants(NewEvents news) {
    return all || enabled.ifKnown(news.execution().revision()).orElse(true);
  }

  @Override
  public void heard(List<NewEvents> news) throws InterruptedException {
    List<SpanData> ended = new ArrayList<>();
    for (NewEvents one : news) {
      if (all || enabled.of(one.execution().revision())) {
        follow(one, ended);
        if (ended.size() >= MOST_SPANS) {
          export(ended);
        }
      }
    }
    export(ended);
  }

  private void follow(NewEvents news, List<SpanData> ended) throws InterruptedException {
    ExecutionOrigin execution = news.execution();
    TraceContext context = TraceContext.of(execution);
    if (!context.isSampled()) {
      return;
    }
    long first = news.events().getFirst().id();
    ExecutionTrace trace = forget(execution.id());
    if (trace == null || trace.lastEvent() != first - 1) {
      trace = caughtUp(execution, context, trace, first, ended);
    }
    for (HistoryEvent event : news.events()) {
      add(execution, context, trace.follow(event), ended);
      if (isEnd(event.type())) {
        ended.add(exporting().spans.ofExecution(execution, context, event));
      }
    }
    if (!isEnd(news.events().getLast().type())) {
      traces.put(execution.id(), trace);
      remembered += trace.size();
      while (remembered > MOST_REMEMBERED && !traces.isEmpty()) {
        Iterator<ExecutionId> oldest = traces.keySet().iterator();
        forget(oldest.next());
      }
    }
  }

  private @Nullable ExecutionTrace forget(ExecutionId id) {
    ExecutionTrace trace = traces.remove(id);
    if (trace != null) {
      remembered -= trace.size();
    }
    return trace;
  }

  /**
   * A trace that has followed all that was before the event {@code first}. What has ended since
   * {@code known} last heard was missed, and is exported now.
   */
  private ExecutionTrace caughtUp(
      ExecutionOrigin execution,
      TraceContext context,
      @Nullable ExecutionTrace known,
      long first,
      List<SpanData> ended)
      throws InterruptedException {
    if (first == 1 || execution.isExpress()) {
      return new ExecutionTrace(first - 1);
    }
    ExecutionTrace trace = new ExecutionTrace(0);
    byte @Nullable [] position = null;
    do {
      Page<HistoryEvent> page =
          RevisionSettings.open(host)
              .reads()
              .history(execution.id(), false, PAGE, position)
              .orElse(null);
      if (page == null) {
        return new ExecutionTrace(first - 1);
      }
      for (HistoryEvent event : page.rows()) {
        if (event.id() < first) {
          List<ExecutionTrace.Ended> before = trace.follow(event);
          if (known != null && event.id() > known.lastEvent()) {
            add(execution, context, before, ended);
          }
        }
      }
      position = page.next();
    } while (position != null && trace.lastEvent() < first - 1);
    return trace;
  }

  private void add(
      ExecutionOrigin execution,
      TraceContext context,
      List<ExecutionTrace.Ended> states,
      List<SpanData> ended) {
    for (ExecutionTrace.Ended state : states) {
      ended.add(exporting().spans.ofState(execution, context, state));
    }
  }

  private static boolean isEnd(EventType type) {
    return switch (type) {
      case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_ABORTED, EXECUTION_TIMED_OUT -> true;
      default -> false;
    };
  }

  private void export(List<SpanData> ended) throws InterruptedException {
    if (ended.isEmpty()) {
      return;
    }
    // It tries again by itself for a while if that makes sense.
    CompletableResultCode result = exporting().exporter.export(List.copyOf(ended));
    result.join(3 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!result.isSuccess()) {
      Throwable reason = result.getFailureThrowable();
      losses.add(
          ended.size(),
          reason == null
              ? "the collector does not take them"
              : String.valueOf(reason.getMessage()));
    }
    ended.clear();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** How many spans could not be delivered. */
  public Losses losses() {
    return losses;
  }

  @Override
  public void close() {
    Exporting open = exporting;
    if (open != null) {
      open.exporter.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
