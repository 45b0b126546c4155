package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.history.HistoryEvent;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionView;

class EmbeddedHostTest {
  private static final Arns ARNS = Hosts.ARNS;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final TaskCaller ECHO = call -> new TaskReport.Succeeded(call.parameters());

  @TempDir Path folder;

  private EmbeddedHost open(TaskCaller caller) {
    return EmbeddedHost.open(EmbeddedHost.Options.of(folder, ARNS), Outside.of(caller));
  }

  private static ExecutionView end(EmbeddedHost host, ExecutionId id) {
    assertThat(host.awaitEnd(id, PATIENCE)).isTrue();
    return host.reads().execution(id).orElseThrow();
  }

  private static List<HistoryEvent> history(EmbeddedHost host, ExecutionId id) {
    List<HistoryEvent> events = new ArrayList<>();
    byte[] position = null;
    do {
      var page = host.reads().history(id, false, 100, position).orElseThrow();
      events.addAll(page.rows());
      position = page.next();
    } while (position != null);
    return events;
  }

  private static final String TASK =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
      """;

  private static final String MAP =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 8,
        "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}}}}
      """;

  @Test
  void shouldRunManyExecutionsAtATime() throws Exception {
    try (EmbeddedHost host = open(ECHO)) {
      Hosts.create(host, "Task", TASK);
      List<Callable<ExecutionView>> work = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String name = "run" + i;
        work.add(() -> end(host, Hosts.start(host, "Task", name, "{\"n\":\"" + name + "\"}")));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<ExecutionView> done : threads.invokeAll(work)) {
          assertThat(done.get().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
          assertThat(done.get().output()).isEqualTo(done.get().input());
        }
      }
      List<String> listed = new ArrayList<>();
      byte[] position = null;
      do {
        var page =
            host.reads().executions(ExecutionQuery.of(ARNS.stateMachine("Task")), 77, position);
        page.rows().forEach(row -> listed.add(row.name()));
        position = page.next();
      } while (position != null);
      assertThat(listed).doesNotHaveDuplicates().hasSize(500);
    }
  }

  @Test
  void shouldGoOnAfterARestart() {
    String waits =
        """
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "M"},
          "M": {"Type": "Map", "End": true, "ItemsPath": "$.items", "MaxConcurrency": 4,
            "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
              "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}}}}
        """;
    ExecutionId id;
    try (EmbeddedHost host = open(ECHO)) {
      Hosts.create(host, "Waits", waits);
      id = Hosts.start(host, "Waits", "run", "{\"items\": [1,2,3,4,5,6,7,8,9,10,11,12]}");
    }
    var calls = new AtomicInteger();
    var stuck = new CountDownLatch(6);
    try (EmbeddedHost host =
        open(
            call -> {
              if (calls.incrementAndGet() <= 6) {
                return new TaskReport.Succeeded(call.parameters());
              }
              stuck.countDown();
              try {
                Thread.sleep(Duration.ofMinutes(5));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new TaskReport.Failed("Interrupted", "");
            })) {
      assertThat(host.awaitEnd(id, Duration.ofSeconds(3))).isFalse();
      assertThat(host.reads().execution(id).orElseThrow().status())
          .isEqualTo(ExecutionStatus.RUNNING);
    }
    try (EmbeddedHost host = open(ECHO)) {
      ExecutionView view = end(host, id);
      assertThat(view.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(view.output().text()).isEqualTo("[1,2,3,4,5,6,7,8,9,10,11,12]");
      List<HistoryEvent> events = history(host, id);
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).id()).isEqualTo(i + 1);
      }
      assertThat(events.stream().filter(e -> e.type().apiName().equals("MapIterationSucceeded")))
          .hasSize(12);
    }
  }

  @Test
  void shouldRunAWideMapInManyTurns() {
    try (EmbeddedHost host = open(ECHO)) {
      Hosts.create(host, "Map", MAP);
      var input = new StringBuilder("[0");
      for (int i = 1; i < 1000; i++) {
        input.append(',').append(i);
      }
      input.append(']');
      ExecutionId id = Hosts.start(host, "Map", "run", input.toString());
      ExecutionView view = end(host, id);
      assertThat(view.error()).isNull();
      assertThat(view.output().text()).isEqualTo(input.toString());
    }
  }

  @Test
  void shouldServeActivitiesFirstInFirstOut() {
    try (EmbeddedHost host = open(ECHO)) {
      String activity = ARNS.activity("A");
      Hosts.create(
          host,
          "Act",
          """
          {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "Resource": "%s"}}}
          """
              .formatted(activity));
      assertThat(host.pollActivity(activity, "w", Duration.ofMillis(20))).isEmpty();
      ExecutionId first = Hosts.start(host, "Act", "one", "1");
      var task = host.pollActivity(activity, "w", PATIENCE).orElseThrow();
      assertThat(task.input().text()).isEqualTo("1");
      Reply.OfReport reply =
          host.submit(
              new Command.ReportTask(
                  host.tokens().read(task.taskToken()).orElseThrow(),
                  new TaskReport.Succeeded(Payload.ofText("\"done\"")),
                  true));
      assertThat(reply).isEqualTo(new Reply.Accepted());
      assertThat(end(host, first).output().text()).isEqualTo("\"done\"");
    }
  }

  @Test
  void shouldRefuseAFolderThatIsInUse() {
    try (EmbeddedHost host = open(ECHO)) {
      assertThat(host.arns()).isEqualTo(ARNS);
      assertThatThrownBy(() -> open(ECHO))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.IN_USE))
          .hasMessageContaining("in use by another Pawl process");
    }
  }

  @Test
  void shouldRefuseAFolderOfANewerVersion() {
    try (RocksStore store = RocksStore.open(folder, true)) {
      store.write(List.of(new pawl.engine.Write(RocksStore.FORMAT_KEY, new byte[] {0, 0, 0, 99})));
    }
    assertThatThrownBy(() -> open(ECHO))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer version of Pawl (format 99");
  }

  @Test
  void shouldRefuseAFolderOfAFormatThatIsNoLongerRead() {
    try (RocksStore store = RocksStore.open(folder, true)) {
      store.write(List.of(new pawl.engine.Write(RocksStore.FORMAT_KEY, new byte[] {0, 0, 0, 1})));
    }
    assertThatThrownBy(() -> open(ECHO))
        .isInstanceOfSatisfying(
            StoreException.class,
            e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.OLDER_VERSION))
        .hasMessageContaining("format 1, this one reads 2 to 2");
  }

  @Test
  void shouldBearToBeClosedTwice() {
    EmbeddedHost host = open(ECHO);
    Hosts.create(host, "Task", TASK);
    host.close();
    host.close();
    try (EmbeddedHost again = open(ECHO)) {
      assertThat(again.reads().machine(ARNS.stateMachine("Task"))).isPresent();
    }
  }
}
