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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of a server as Prometheus reads them. They are made when the first of them is needed,
 * since that takes longer than a server may take to start.
 */
public final class ServerMetrics {
  /** Prometheus's text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final List<Consumer<PrometheusRegistry>> definitions = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable PrometheusRegistry registry;
  private boolean hasJvm;

  /** Metrics of a program of this version. */
  public ServerMetrics(String version) {
    define(
        to ->
            Info.builder()
                .name("pawl_build_info")
                .help("The version of Pawl that runs.")
                .labelNames("version")
                .register(to)
                .setLabelValues(version));
  }

  private void define(Consumer<PrometheusRegistry> definition) {
    lock.lock();
    try {
      if (registry == null) {
        definitions.add(definition);
      } else {
        definition.accept(registry);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Where everything that is counted is registered. */
  public PrometheusRegistry registry() {
    lock.lock();
    try {
      PrometheusRegistry result = registry;
      if (result == null) {
        result = new PrometheusRegistry();
        for (Consumer<PrometheusRegistry> definition : definitions) {
          definition.accept(result);
        }
        registry = result;
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** Something that only grows, read when it is asked for; names end in no {@code _total}. */
  public void counter(String name, String help, DoubleSupplier value) {
    define(
        to ->
            CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(to));
  }

  /** The same, told apart by one label. */
  public void counter(
      String name, String help, String label, Supplier<? extends Map<String, Long>> values) {
    define(
        to ->
            CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(
                    callback -> values.get().forEach((word, value) -> callback.call(value, word)))
                .register(to));
  }

  /** Something that comes and goes, read when it is asked for. */
  public void gauge(String name, String help, DoubleSupplier value) {
    define(
        to ->
            GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(to));
  }

  /** The same, told apart by one label. */
  public void gauge(
      String name, String help, String label, Supplier<? extends Map<String, Long>> values) {
    define(
        to ->
            GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(
                    callback -> values.get().forEach((word, value) -> callback.call(value, word)))
                .register(to));
  }

  /** Everything as text, with what the JVM says of itself. */
  public String text() {
    PrometheusRegistry all = registry();
    lock.lock();
    try {
      if (!hasJvm) {
        JvmMetrics.builder().register(all);
        hasJvm = true;
      }
    } finally {
      lock.unlock();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(out, all.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
