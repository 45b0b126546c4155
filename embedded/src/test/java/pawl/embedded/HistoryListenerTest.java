package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pawl.embedded.Hosts.ARNS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.Write;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;

class HistoryListenerTest {
  private static final String TWO_TASKS =
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "B"},
        "B": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "P"},
        "P": {"Type": "Pass", "End": true}}}
      """;

  @TempDir Path folder;

  /** Keeps what it hears. */
  private static final class Ear implements HistoryListener {
    final BlockingQueue<NewEvents> heard = new LinkedBlockingQueue<>();

    @Override
    public String name() {
      return "ear";
    }

    @Override
    public void heard(List<NewEvents> news) {
      heard.addAll(news);
    }

    /** All that is heard of one execution until it has ended. */
    List<HistoryEvent> untilTheEnd(String arn) throws InterruptedException {
      List<HistoryEvent> events = new ArrayList<>();
      while (events.isEmpty() || !hasEnded(events.getLast())) {
        NewEvents next = heard.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("what comes after %s", events).isNotNull();
        if (next.execution().arn().equals(arn)) {
          events.addAll(next.events());
        }
      }
      return events;
    }

    private static boolean hasEnded(HistoryEvent event) {
      return event.type() == EventType.EXECUTION_SUCCEEDED
          || event.type() == EventType.EXECUTION_FAILED;
    }
  }

  /** Takes the first news and never comes back. */
  private static final class Sleeper implements HistoryListener {
    final CountDownLatch asleep = new CountDownLatch(1);

    @Override
    public String name() {
      return "sleeper";
    }

    @Override
    public void heard(List<NewEvents> news) throws InterruptedException {
      asleep.countDown();
      new CountDownLatch(1).await();
    }
  }

  private EmbeddedHost open(HistoryListener... listeners) {
    return EmbeddedHost.open(
        EmbeddedHost.Options.of(folder, ARNS),
        Outside.of(call -> new TaskReport.Succeeded(call.parameters())),
        List.of(listeners));
  }

  @Test
  void shouldTellEveryEventOfAnExecutionInOrder() throws Exception {
    Ear ear = new Ear();
    try (EmbeddedHost host = open(ear)) {
      // given
      Hosts.create(host, "M", TWO_TASKS);
      // when
      ExecutionId id = Hosts.start(host, "M", "e", "{\"a\": 1}");
      List<HistoryEvent> told = ear.untilTheEnd(ARNS.execution("M", "e"));
      // then
      assertThat(told)
          .isEqualTo(host.reads().history(id, false, 100, null).orElseThrow().rows())
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void shouldTellAfterARestartWhatComesThen() throws Exception {
    try (EmbeddedHost host = open(new Ear())) {
      Hosts.create(
          host,
          "M",
          "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 1, \"End\":"
              + " true}}}");
      Hosts.start(host, "M", "e", "1");
    }
    Ear ear = new Ear();
    try (EmbeddedHost _ = open(ear)) {
      assertThat(ear.untilTheEnd(ARNS.execution("M", "e")))
          .extracting(HistoryEvent::type)
          .containsExactly(EventType.WAIT_STATE_EXITED, EventType.EXECUTION_SUCCEEDED);
    }
  }

  @Test
  void shouldSayWhoseEventsTheyAre() throws Exception {
    Ear ear = new Ear();
    try (EmbeddedHost host = open(ear)) {
      Hosts.create(host, "M", Hosts.PASS);
      host.submit(
          new Command.Start(
              ARNS.execution("M", "e"),
              "e",
              ARNS.stateMachine("M"),
              Payload.ofText("1"),
              "Root=1-2-3",
              null));
      NewEvents first = ear.heard.poll(20, TimeUnit.SECONDS);
      assertThat(first.execution().name()).isEqualTo("e");
      assertThat(first.execution().machineArn()).isEqualTo(ARNS.stateMachine("M"));
      assertThat(first.execution().traceHeader()).isEqualTo("Root=1-2-3");
      assertThat(first.execution().isExpress()).isFalse();
      assertThat(host.reads().revision(first.execution().revision()).orElseThrow().name())
          .isEqualTo("M");
    }
  }

  @Test
  void shouldTellOfExpressExecutions() throws Exception {
    Ear ear = new Ear();
    try (EmbeddedHost host = open(ear)) {
      host.submit(
          new CatalogueCommand.CreateMachine(
              ARNS.stateMachine("X"),
              "X",
              MachineType.EXPRESS,
              TWO_TASKS,
              new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
              Map.of()));
      String arn = ARNS.expressExecution("X", "e", new UUID(0, 1));
      host.runExpress(
          new Command.Start(arn, "e", ARNS.stateMachine("X"), Payload.ofText("1"), null, null));
      List<HistoryEvent> told = ear.untilTheEnd(arn);
      assertThat(told).extracting(HistoryEvent::id).doesNotHaveDuplicates().isSorted();
      assertThat(told.getLast().id()).isEqualTo(told.size());
    }
  }

  @Test
  void shouldNotStopExecutionsWhenAListenerHangs() throws Exception {
    Sleeper sleeper = new Sleeper();
    Ear ear = new Ear();
    try (EmbeddedHost host = open(sleeper, ear)) {
      Hosts.create(host, "M", TWO_TASKS);
      Hosts.start(host, "M", "first", "1");
      assertThat(sleeper.asleep.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 100; i++) {
        ExecutionId id = Hosts.start(host, "M", "e" + i, "1");
        assertThat(host.awaitEnd(id, Duration.ofSeconds(20))).isTrue();
      }
      assertThat(ear.untilTheEnd(ARNS.execution("M", "e99"))).isNotEmpty();
      assertThat(host.untold()).isEqualTo(Map.of("sleeper", 0L, "ear", 0L));
    }
  }

  @Test
  void shouldBoundWhatWaitsForAListenerAndCountTheRest() throws Exception {
    Sleeper sleeper = new Sleeper();
    try (EmbeddedHost host = open(sleeper)) {
      // given: each turn weighs over 400,000 bytes
      Hosts.create(host, "M", Hosts.PASS);
      String large = "\"" + "x".repeat(100_000) + "\"";
      // when
      for (int i = 0; i < 300; i++) {
        Hosts.start(host, "M", "e" + i, large);
      }
      // then
      assertThat(host.untold().get("sleeper")).isBetween(100L, 290L);
    }
  }

  @Test
  void shouldTellNothingThatWasNotCommitted() throws Exception {
    Ear ear = new Ear();
    boolean[] full = {false};
    try (EmbeddedHost host =
        EmbeddedHost.open(
            EmbeddedHost.Options.of(folder, ARNS),
            Outside.of(call -> new TaskReport.Succeeded(call.parameters())),
            List.of(ear),
            store ->
                new Disk() {
                  @Override
                  public void write(List<Write> writes) {
                    if (full[0]) {
                      throw new RocksStore.WriteFailedException(
                          new RocksDBException("No space left on device"));
                    }
                    store.write(writes);
                  }

                  @Override
                  public boolean isWritable() {
                    return !full[0];
                  }
                })) {
      Hosts.create(host, "M", Hosts.PASS);
      full[0] = true;
      var lost =
          new Command.Start(
              ARNS.execution("M", "lost"),
              "lost",
              ARNS.stateMachine("M"),
              Payload.ofText("1"),
              null,
              null);
      assertThatThrownBy(() -> host.submit(lost)).isInstanceOf(HostException.Full.class);
      full[0] = false;
      Reply reply = null;
      for (int i = 0; reply == null && i < 1_000; i++) {
        try {
          Hosts.start(host, "M", "kept", "1");
          reply = Reply.Done.DONE;
        } catch (HostException.Full _) {
          Thread.sleep(10);
        }
      }
      assertThat(ear.heard.poll(20, TimeUnit.SECONDS).execution().name()).isEqualTo("kept");
    }
  }

  @Test
  void shouldGoOnAfterAListenerThatThrows() throws Exception {
    Ear ear = new Ear();
    HistoryListener clumsy =
        new HistoryListener() {
          @Override
          public String name() {
            return "clumsy";
          }

          @Override
          public void heard(List<NewEvents> news) {
            ear.heard(news);
            throw new IllegalStateException("on purpose");
          }
        };
    try (EmbeddedHost host = open(clumsy)) {
      Hosts.create(host, "M", TWO_TASKS);
      Hosts.start(host, "M", "a", "1");
      ear.untilTheEnd(ARNS.execution("M", "a"));
      Hosts.start(host, "M", "b", "1");
      ear.untilTheEnd(ARNS.execution("M", "b"));
    }
  }
}
