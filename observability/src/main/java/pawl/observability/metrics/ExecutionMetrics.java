package pawl.observability.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Host;

/**
 * Counts what executions do under the names that AWS gives its metrics. The metrics are made with
 * the first event, since that takes longer than a server may take to start.
 */
public final class ExecutionMetrics implements HistoryListener {
  private final CompletableFuture<? extends Host> host;
  private final Supplier<PrometheusRegistry> registry;
  private @Nullable ExecutionCounts counts;

  /**
   * Metrics of the executions of a host.
   *
   * @param host that has the histories of executions begun before, as soon as it is open
   * @param registry where the metrics are shown
   */
  public ExecutionMetrics(
      CompletableFuture<? extends Host> host, Supplier<PrometheusRegistry> registry) {
    this.host = host;
    this.registry = registry;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public boolean wants(NewEvents news) {
    for (HistoryEvent event : news.events()) {
      if (counts(event.type())) {
        return true;
      }
    }
    return false;
  }

  private static boolean counts(EventType type) {
    return switch (type) {
      case EXECUTION_STARTED,
          EXECUTION_SUCCEEDED,
          EXECUTION_FAILED,
          EXECUTION_ABORTED,
          EXECUTION_TIMED_OUT,
          EXECUTION_REDRIVEN,
          LAMBDA_FUNCTION_SCHEDULED,
          LAMBDA_FUNCTION_STARTED,
          LAMBDA_FUNCTION_SUCCEEDED,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT,
          LAMBDA_FUNCTION_SCHEDULE_FAILED,
          LAMBDA_FUNCTION_START_FAILED,
          ACTIVITY_SCHEDULED,
          ACTIVITY_STARTED,
          ACTIVITY_SUCCEEDED,
          ACTIVITY_FAILED,
          ACTIVITY_TIMED_OUT,
          ACTIVITY_SCHEDULE_FAILED,
          TASK_SCHEDULED,
          TASK_STARTED,
          TASK_SUBMITTED,
          TASK_SUCCEEDED,
          TASK_FAILED,
          TASK_TIMED_OUT,
          TASK_START_FAILED,
          TASK_SUBMIT_FAILED ->
          true;
      default -> false;
    };
  }

  @Override
  public void heard(List<NewEvents> news) {
    ExecutionCounts to = counts;
    if (to == null) {
      to = new ExecutionCounts(host, registry.get());
      counts = to;
    }
    for (NewEvents one : news) {
      for (HistoryEvent event : one.events()) {
        if (counts(event.type())) {
          to.count(one.execution(), event);
        }
      }
    }
  }
}
