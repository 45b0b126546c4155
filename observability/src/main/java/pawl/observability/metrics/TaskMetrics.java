package pawl.observability.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS's metrics of one kind of task: functions, activities or service integrations. */
final class TaskMetrics {
  private static final double MILLIS = 1_000;

  private final Map<End, Counter> ended = new HashMap<>();
  private final Counter scheduled;
  private final Counter started;
  private final @Nullable Counter heartbeatTimedOut;
  private final Histogram runTime;
  private final Histogram scheduleTime;
  private final Histogram time;
  private final Map<String, Points> points = new HashMap<>();

  /** How a task ended. */
  enum End {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    TIMED_OUT("timed_out");

    private final String word;

    End(String word) {
      this.word = word;
    }
  }

  /** What is counted for one resource, looked up once. */
  private record Points(
      CounterDataPoint scheduled,
      CounterDataPoint started,
      Map<End, CounterDataPoint> ended,
      @Nullable CounterDataPoint heartbeatTimedOut,
      DistributionDataPoint runTime,
      DistributionDataPoint scheduleTime,
      DistributionDataPoint time) {}

  /**
   * Registers the metrics.
   *
   * @param plural {@code activities}, for the counts
   * @param singular {@code activity}, for the times
   * @param label AWS's dimension
   */
  TaskMetrics(
      PrometheusRegistry registry,
      String plural,
      String singular,
      String label,
      boolean withHeartbeats) {
    scheduled = counter(registry, plural, "scheduled", label);
    started = counter(registry, plural, "started", label);
    for (End end : End.values()) {
      ended.put(end, counter(registry, plural, end.word, label));
    }
    heartbeatTimedOut =
        withHeartbeats ? counter(registry, plural, "heartbeat_timed_out", label) : null;
    runTime = times(registry, singular + "_run_time", "from start to end", label);
    scheduleTime = times(registry, singular + "_schedule_time", "from schedule to start", label);
    time = times(registry, singular + "_time", "from schedule to end", label);
  }

  private static Counter counter(
      PrometheusRegistry registry, String plural, String what, String label) {
    return Counter.builder()
        .name("states_" + plural + "_" + what)
        .help("How many " + plural.replace('_', ' ') + " were " + what.replace('_', ' ') + ".")
        .labelNames(label)
        .withoutExemplars()
        .register(registry);
  }

  private static Histogram times(
      PrometheusRegistry registry, String name, String what, String label) {
    return Histogram.builder()
        .name("states_" + name + "_seconds")
        .help("Seconds " + what + ".")
        .classicOnly()
        .classicUpperBounds(ExecutionCounts.TIMES)
        .labelNames(label)
        .withoutExemplars()
        .register(registry);
  }

  private Points of(String resource) {
    return points.computeIfAbsent(
        resource,
        it -> {
          Map<End, CounterDataPoint> ends = new HashMap<>();
          ended.forEach((end, counter) -> ends.put(end, counter.labelValues(it)));
          return new Points(
              scheduled.labelValues(it),
              started.labelValues(it),
              ends,
              heartbeatTimedOut == null ? null : heartbeatTimedOut.labelValues(it),
              runTime.labelValues(it),
              scheduleTime.labelValues(it),
              time.labelValues(it));
        });
  }

  void scheduled(OpenTask task) {
    of(task.resource()).scheduled.inc();
  }

  void started(OpenTask task) {
    Points of = of(task.resource());
    of.started.inc();
    of.scheduleTime.observe((task.startedMillis() - task.scheduledMillis()) / MILLIS);
  }

  void ended(OpenTask task, End end, boolean byHeartbeat, long millis) {
    Points of = of(task.resource());
    CounterDataPoint counter = of.ended.get(end);
    if (counter != null) {
      counter.inc();
    }
    if (byHeartbeat && of.heartbeatTimedOut != null) {
      of.heartbeatTimedOut.inc();
    }
    if (task.startedMillis() != 0) {
      of.runTime.observe((millis - task.startedMillis()) / MILLIS);
    }
    of.time.observe((millis - task.scheduledMillis()) / MILLIS);
  }
}
