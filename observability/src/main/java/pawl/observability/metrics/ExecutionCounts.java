package pawl.observability.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.EventType;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Page;
import pawl.observability.metrics.TaskMetrics.End;

/** The metrics of executions and their tasks, and what adds to them. */
final class ExecutionCounts {
  /** Upper bounds in seconds, from what a processor does to what people take. */
  static final double[] TIMES = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 86_400
  };

  private static final double MILLIS = 1_000;
  private static final int PAGE = 1_000;

  /** AWS's counts of executions and the events that count. */
  private static final Map<EventType, String> COUNTED =
      new EnumMap<>(
          Map.of(
              EventType.EXECUTION_STARTED, "started",
              EventType.EXECUTION_SUCCEEDED, "succeeded",
              EventType.EXECUTION_FAILED, "failed",
              EventType.EXECUTION_ABORTED, "aborted",
              EventType.EXECUTION_TIMED_OUT, "timed_out",
              EventType.EXECUTION_REDRIVEN, "redriven"));

  private final CompletableFuture<? extends Host> host;
  private final OpenTasks tasks = new OpenTasks(this::history);
  private final Map<EventType, Counter> counters = new EnumMap<>(EventType.class);
  private final Histogram executionTime;
  private final Map<OpenTask.Kind, TaskMetrics> ofTasks = new EnumMap<>(OpenTask.Kind.class);
  private final Map<String, Points> points = new HashMap<>();

  /** What is counted for one machine, looked up once. */
  private record Points(Map<EventType, CounterDataPoint> counts, DistributionDataPoint time) {}

  /** Registers the metrics; {@code host} is asked for the histories of executions begun before. */
  ExecutionCounts(CompletableFuture<? extends Host> host, PrometheusRegistry registry) {
    this.host = host;
    COUNTED.forEach(
        (type, word) ->
            counters.put(
                type,
                Counter.builder()
                    .name("states_executions_" + word)
                    .help("How many executions have " + sentence(word) + ".")
                    .labelNames("state_machine_arn")
                    .withoutExemplars()
                    .register(registry)));
    executionTime =
        Histogram.builder()
            .name("states_execution_time_seconds")
            .help("Seconds from an execution's start to its end.")
            .classicOnly()
            .classicUpperBounds(TIMES)
            .labelNames("state_machine_arn")
            .withoutExemplars()
            .register(registry);
    ofTasks.put(
        OpenTask.Kind.LAMBDA_FUNCTION,
        new TaskMetrics(
            registry, "lambda_functions", "lambda_function", "lambda_function_arn", false));
    ofTasks.put(
        OpenTask.Kind.ACTIVITY,
        new TaskMetrics(registry, "activities", "activity", "activity_arn", true));
    ofTasks.put(
        OpenTask.Kind.SERVICE_INTEGRATION,
        new TaskMetrics(
            registry,
            "service_integrations",
            "service_integration",
            "service_integration_resource_arn",
            true));
  }

  private static String sentence(String word) {
    return switch (word) {
      case "aborted", "redriven" -> "been " + word;
      default -> word.replace('_', ' ');
    };
  }

  /** Takes in one event. */
  void count(ExecutionOrigin execution, HistoryEvent event) {
    if (COUNTED.containsKey(event.type())) {
      Points of = points.computeIfAbsent(execution.machineArn(), this::pointsOf);
      CounterDataPoint counter = of.counts.get(event.type());
      if (counter != null) {
        counter.inc();
      }
      if (event.type() != EventType.EXECUTION_STARTED
          && event.type() != EventType.EXECUTION_REDRIVEN) {
        of.time.observe((event.epochMillis() - execution.startMillis()) / MILLIS);
      }
    }
    OpenTask task = tasks.follow(execution, event);
    TaskMetrics metrics = task == null ? null : ofTasks.get(task.kind());
    if (task != null && metrics != null) {
      count(metrics, task, event);
    }
  }

  private Points pointsOf(String machineArn) {
    Map<EventType, CounterDataPoint> counts = new EnumMap<>(EventType.class);
    counters.forEach((type, counter) -> counts.put(type, counter.labelValues(machineArn)));
    return new Points(counts, executionTime.labelValues(machineArn));
  }

  private static void count(TaskMetrics metrics, OpenTask task, HistoryEvent event) {
    switch (event.type()) {
      case LAMBDA_FUNCTION_SCHEDULED, ACTIVITY_SCHEDULED, TASK_SCHEDULED -> metrics.scheduled(task);
      case LAMBDA_FUNCTION_STARTED, ACTIVITY_STARTED, TASK_STARTED -> metrics.started(task);
      case LAMBDA_FUNCTION_SUCCEEDED, ACTIVITY_SUCCEEDED, TASK_SUCCEEDED ->
          metrics.ended(task, End.SUCCEEDED, false, event.epochMillis());
      case LAMBDA_FUNCTION_TIMED_OUT, ACTIVITY_TIMED_OUT, TASK_TIMED_OUT ->
          metrics.ended(
              task,
              End.TIMED_OUT,
              task.isHeartbeatTimeout(event.epochMillis()),
              event.epochMillis());
      case TASK_SUBMITTED -> {}
      default -> metrics.ended(task, End.FAILED, false, event.epochMillis());
    }
  }

  private List<HistoryEvent> history(ExecutionId id) {
    Host open = host.isCompletedExceptionally() ? null : host.getNow(null);
    List<HistoryEvent> events = new ArrayList<>();
    byte @Nullable [] position = null;
    while (open != null) {
      Page<HistoryEvent> page = open.reads().history(id, false, PAGE, position).orElse(null);
      if (page == null) {
        break;
      }
      events.addAll(page.rows());
      position = page.next();
      if (position == null) {
        break;
      }
    }
    return events;
  }
}
