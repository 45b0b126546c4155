package pawl.api.operation;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiError;
import pawl.api.contract.ApiException;
import pawl.asl.program.Step;
import pawl.engine.ExchangeObserver;
import pawl.engine.HttpExchange;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.step.TaskOrder;

/** What a state does that is tried without a mock: it calls, or lets time pass. */
final class TrialWork implements ExchangeObserver {
  /** AWS gives up after five minutes. */
  private static final long LONGEST_SECONDS = Duration.ofMinutes(5).toSeconds();

  private final TaskCaller tasks;
  private final String executionArn;
  private final boolean secrets;
  private volatile @Nullable HttpExchange exchange;

  /**
   * @param secrets whether the exchange of an HTTP Task may be seen with them
   */
  TrialWork(TaskCaller tasks, String executionArn, boolean secrets) {
    this.tasks = tasks;
    this.executionArn = executionArn;
    this.secrets = secrets;
  }

  /** Calls the integration of a Task on a thread of its own and waits while there is patience. */
  TaskReport call(Step.Task task, TaskOrder order) {
    long seconds =
        Math.min(
            Objects.requireNonNullElse(order.timeoutSeconds(), LONGEST_SECONDS), LONGEST_SECONDS);
    TaskCall call =
        new TaskCall(
            new TaskRef(ExecutionId.of(executionArn), 0, 1),
            executionArn,
            task.name(),
            task.resource(),
            order.arguments(),
            null,
            order.credentialsRoleArn(),
            null,
            seconds,
            0,
            0,
            this,
            null);
    FutureTask<TaskReport> work = new FutureTask<>(() -> tasks.call(call));
    Thread.ofVirtual().name("trial of " + task.name()).start(work);
    try {
      return work.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      work.cancel(true);
      return new TaskReport.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A caller of tasks reports, whatever happens", e.getCause());
    } catch (InterruptedException _) {
      work.cancel(true);
      throw interrupted();
    }
  }

  /** Lets time pass; false if that would be more than there is patience for. */
  static boolean pause(long millis) {
    try {
      Thread.sleep(Duration.ofMillis(Math.clamp(millis, 0, LONGEST_SECONDS * 1000)));
    } catch (InterruptedException _) {
      throw interrupted();
    }
    return millis <= LONGEST_SECONDS * 1000;
  }

  private static ApiException interrupted() {
    Thread.currentThread().interrupt();
    return new ApiException(ApiError.unavailable("The server stops"));
  }

  @Override
  public boolean revealsSecrets() {
    return secrets;
  }

  @Override
  public void observed(HttpExchange seen) {
    exchange = seen;
  }

  /** What an HTTP Task sent and got; null for anything else. */
  @Nullable HttpExchange exchange() {
    return exchange;
  }
}
