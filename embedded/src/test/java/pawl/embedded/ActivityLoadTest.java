package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.TaskReport;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.id.ExecutionId;

/** Activities with long queues, many workers, and workers that die. */
class ActivityLoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ACTIVITY = Hosts.ARNS.activity("A");

  private static final String MACHINE =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "HeartbeatSeconds": %d,
        "Resource": "%s", "Retry": [{"ErrorEquals": ["States.HeartbeatTimeout"],
          "IntervalSeconds": 1, "MaxAttempts": 9}]}}}
      """;

  @TempDir Path folder;

  private EmbeddedHost open(int heartbeatSeconds) {
    EmbeddedHost host = Hosts.open(folder);
    Hosts.create(host, "M", MACHINE.formatted(heartbeatSeconds, ACTIVITY));
    return host;
  }

  private static void answer(EmbeddedHost host, ActivityTask task) {
    host.submit(
        new Command.ReportTask(
            host.tokens().read(task.taskToken()).orElseThrow(),
            new TaskReport.Succeeded(task.input()),
            true));
  }

  @Test
  void shouldGiveTasksInTheOrderInWhichTheyWereOffered() throws Exception {
    try (EmbeddedHost host = open(1000)) {
      List<String> offered = new ArrayList<>();
      for (int i = 0; i < 120; i++) {
        Hosts.start(host, "M", "run" + i, Integer.toString(i));
        offered.add(Integer.toString(i));
        Thread.sleep(2); // tasks of the same millisecond have no order
        if (i % 40 == 20) { // taken in between: what comes later is found all the same
          ActivityTask task = host.pollActivity(ACTIVITY, "w", PATIENCE).orElseThrow();
          assertThat(task.input().text()).isEqualTo(offered.removeFirst());
          answer(host, task);
        }
      }
      List<String> taken = new ArrayList<>();
      for (Optional<ActivityTask> task = host.pollActivity(ACTIVITY, "w", Duration.ZERO);
          task.isPresent();
          task = host.pollActivity(ACTIVITY, "w", Duration.ZERO)) {
        taken.add(task.get().input().text());
        answer(host, task.get());
      }
      assertThat(taken).isEqualTo(offered);
    }
  }

  @Test
  void shouldServeAThousandPollersAndOutliveWorkersThatDie() throws Exception {
    int executions = 2_000;
    try (EmbeddedHost host = open(2)) {
      var served = new AtomicInteger();
      var died = new AtomicInteger();
      var over = new CountDownLatch(executions);
      List<Thread> workers = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        workers.add(
            Thread.startVirtualThread(
                () -> {
                  while (over.getCount() > 0) {
                    host.pollActivity(ACTIVITY, "w" + number, Duration.ofMillis(500))
                        .ifPresent(
                            task -> {
                              if (number % 20 == 0 && died.incrementAndGet() <= 40) {
                                return; // dies with the task: the heartbeat tells
                              }
                              answer(host, task);
                              served.incrementAndGet();
                              over.countDown();
                            });
                  }
                }));
      }
      List<ExecutionId> started = new ArrayList<>();
      for (int i = 0; i < executions; i++) {
        started.add(Hosts.start(host, "M", "run" + i, Integer.toString(i)));
      }
      for (ExecutionId id : started) {
        assertThat(host.awaitEnd(id, PATIENCE)).isTrue();
        assertThat(host.reads().execution(id).orElseThrow().status())
            .isEqualTo(ExecutionStatus.SUCCEEDED);
      }
      for (Thread worker : workers) {
        worker.join();
      }
      assertThat(died.get()).isGreaterThanOrEqualTo(40);
      assertThat(served.get()).isEqualTo(executions);
    }
  }
}
