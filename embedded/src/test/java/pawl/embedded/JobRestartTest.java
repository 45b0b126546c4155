package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;

/** Jobs of other services while the server restarts. */
class JobRestartTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String MACHINE =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "j"}}}}
      """;

  @TempDir Path folder;

  /** A service whose jobs end when the test says so. */
  private static final class Service implements TaskCaller {
    final List<String> started = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> followed = new LinkedBlockingQueue<>();
    final BlockingQueue<String> stopped = new LinkedBlockingQueue<>();
    final BlockingQueue<TaskReport> ends = new LinkedBlockingQueue<>();

    /** Until it is zero an answer to "stop" does not come. */
    CountDownLatch stopping = new CountDownLatch(0);

    @Override
    public TaskReport call(TaskCall call) {
      String job = "job " + (started.size() + 1);
      started.add(job);
      return new TaskReport.JobStarted(Payload.ofText("{}"), job);
    }

    @Override
    public TaskReport follow(TaskCall call, String job) {
      followed.add(job);
      try {
        return ends.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new TaskReport.TimedOut();
      }
    }

    @Override
    public void stop(String job) {
      stopped.add(job);
      try {
        stopping.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private EmbeddedHost open(Service service) {
    return EmbeddedHost.open(EmbeddedHost.Options.of(folder, Hosts.ARNS), Outside.of(service));
  }

  private static String next(BlockingQueue<String> queue) throws InterruptedException {
    return queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  void shouldFollowAJobAcrossARestartWithoutStartingItAgain() throws Exception {
    var service = new Service();
    ExecutionId id;
    try (EmbeddedHost host = open(service)) {
      Hosts.create(host, "Jobs", MACHINE);
      id = Hosts.start(host, "Jobs", "run", "{}");
      assertThat(next(service.followed)).isEqualTo("job 1");
    }
    try (EmbeddedHost host = open(service)) {
      assertThat(next(service.followed)).isEqualTo("job 1");
      service.ends.add(new TaskReport.Succeeded(Payload.ofText("{\"State\":\"DONE\"}")));
      assertThat(host.awaitEnd(id, PATIENCE)).isTrue();
      assertThat(host.reads().execution(id).orElseThrow().output().text())
          .isEqualTo("{\"State\":\"DONE\"}");
    }
    assertThat(service.started).containsExactly("job 1");
    assertThat(service.stopped).isEmpty();
  }

  @Test
  void shouldStopAJobThatNobodyWaitsFor() throws Exception {
    var service = new Service();
    try (EmbeddedHost host = open(service)) {
      stopped(host, service);
      assertThat(next(service.stopped)).isEqualTo("job 1");
    }
    assertThat(service.started).containsExactly("job 1");
    assertThat(service.followed).isEmpty();
  }

  @Test
  void shouldAskAgainAfterARestartIfNobodyKnowsWhetherAJobWasStopped() throws Exception {
    var service = new Service();
    service.stopping = new CountDownLatch(1);
    try (EmbeddedHost host = open(service)) {
      stopped(host, service);
      assertThat(next(service.stopped)).isEqualTo("job 1");
    }
    service.stopping.countDown();
    try (EmbeddedHost host = open(service)) {
      assertThat(next(service.stopped)).isEqualTo("job 1");
    }
  }

  private static void stopped(EmbeddedHost host, Service service) throws InterruptedException {
    Hosts.create(host, "Jobs", MACHINE);
    ExecutionId id = Hosts.start(host, "Jobs", "run", "{}");
    assertThat(next(service.followed)).isEqualTo("job 1");
    host.submit(new Command.Stop(id, null, null));
    assertThat(host.reads().execution(id).orElseThrow().status())
        .isEqualTo(ExecutionStatus.ABORTED);
  }
}
