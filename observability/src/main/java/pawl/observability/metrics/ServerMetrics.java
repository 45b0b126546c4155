package pawl.observability.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** All metrics of a server as Prometheus reads them. */
public final class ServerMetrics {
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AtomicBoolean hasJvm = new AtomicBoolean();

  /** Metrics of a program of this version. */
  public ServerMetrics(String version) {
    Info.builder()
        .name("pawl_build_info")
        .help("The version of Pawl that runs.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(version);
  }

  /** Where executions are counted. */
  public PrometheusRegistry registry() {
    return registry;
  }

  /** Something that only grows, read when it is asked for; names end in no {@code _total}. */
  public void counter(String name, String help, DoubleSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** The same, told apart by one label. */
  public void counter(
      String name, String help, String label, Supplier<? extends Map<String, Long>> values) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((word, value) -> callback.call(value, word)))
        .register(registry);
  }

  /** Something that comes and goes, read when it is asked for. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  /** The same, told apart by one label. */
  public void gauge(
      String name, String help, String label, Supplier<? extends Map<String, Long>> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(callback -> values.get().forEach((word, value) -> callback.call(value, word)))
        .register(registry);
  }

  /** Everything as text. The JVM's own metrics cost time to set up, so that waits for this. */
  public String text() {
    if (!hasJvm.getAndSet(true)) {
      JvmMetrics.builder().register(registry);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
