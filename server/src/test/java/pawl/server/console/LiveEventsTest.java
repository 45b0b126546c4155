package pawl.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pawl.engine.Command;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.id.ExecutionId;

@Timeout(30)
class LiveEventsTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:M:";
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:M";
  private static final String MAP_RUN = "arn:aws:states:us-east-1:123456789012:mapRun:M/L:1";
  private static final LiveEvents.Interest NOTHING = new LiveEvents.Interest(null, null, Set.of());

  private final AtomicLong now = new AtomicLong();
  private final LiveEvents live = new LiveEvents(now::get);

  /** A page that takes what it is told. */
  private static final class Page {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Thread thread;

    Page(LiveStream stream) {
      thread = read(stream, heard);
    }

    /** Everything up to the end. */
    String text() throws InterruptedException {
      thread.join();
      return heard.toString(UTF_8);
    }
  }

  private static Thread read(LiveStream stream, OutputStream out) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                stream.writeTo(out);
              } catch (Exception _) {
                // the page is gone
              }
            });
  }

  private LiveStream open(LiveEvents.Interest interest, @Nullable String last) {
    LiveStream stream = live.open(interest, last);
    assertThat(stream).isNotNull();
    return stream;
  }

  private static NewEvents begun(String name, @Nullable String mapRun) {
    return news(name, mapRun, EventType.EXECUTION_STARTED, EventDetails.None.NONE);
  }

  private static NewEvents failed(String name) {
    return news(
        name, null, EventType.EXECUTION_FAILED, new EventDetails.Failure("Refused", "because"));
  }

  private static NewEvents news(
      String name, @Nullable String mapRun, EventType type, EventDetails details) {
    ExecutionId id = ExecutionId.of(ARN + name);
    Command.MapParent parent =
        mapRun == null ? null : new Command.MapParent(ExecutionId.of(ARN + "p"), 1, 1, 0, mapRun);
    ExecutionOrigin origin =
        new ExecutionOrigin(
            id,
            ARN + name,
            name,
            MACHINE,
            "M",
            new UUID(0, 1),
            1_000,
            null,
            null,
            parent,
            null,
            null);
    return new NewEvents(origin, 0, 0, List.of(new HistoryEvent(7, 0, 2_000, type, details)));
  }

  private void tell(NewEvents news) {
    if (live.wants(news)) {
      live.heard(List.of(news));
    }
  }

  @Test
  void shouldTellWhoBeginsAndWhoEnds() throws Exception {
    LiveStream stream = open(NOTHING, null);
    tell(begun("a", null));
    tell(failed("b"));
    Page page = new Page(stream);
    await(page, "Refused");
    live.close();

    assertThat(page.text())
        .contains("event: ready\n", "data: {\"resumed\":false}")
        .contains("\"name\":\"a\"", "\"status\":\"RUNNING\"")
        .contains("\"status\":\"FAILED\"", "\"stopDate\":\"1970-01-01T00:00:02Z\"");
  }

  private static void await(Page page, String text) throws InterruptedException {
    for (int i = 0; i < 1_000 && !page.heard.toString(UTF_8).contains(text); i++) {
      Thread.sleep(10);
    }
  }

  @Test
  void shouldTellThoseWhoWaitTheNewestOnly() throws Exception {
    LiveStream stream = open(NOTHING, null);
    for (int i = 0; i < 100; i++) {
      tell(begun("same", null));
    }
    tell(failed("same"));
    Page page = new Page(stream);
    await(page, "FAILED");
    live.close();

    assertThat(page.text()).containsOnlyOnce("event: execution").contains("FAILED");
  }

  @Test
  void shouldKeepNoMoreThanAFewForASlowPage() throws Exception {
    LiveStream stream = open(NOTHING, null);
    for (int i = 0; i < 10_000; i++) {
      tell(begun("e" + i, null));
    }
    Page page = new Page(stream);
    await(page, "\"e9999\"");
    live.close();

    assertThat(page.text()).contains("event: missed");
    assertThat(page.text().split("event: execution")).hasSizeLessThan(600);
  }

  @Test
  void shouldCutOffAPageThatTakesNothing() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    LiveStream stream = open(NOTHING, null);
    Thread page =
        read(
            stream,
            new OutputStream() {
              @Override
              public void write(int b) {
                stuck.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                  throw new IllegalStateException("closed", e);
                }
              }
            });
    assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();

    now.addAndGet(TimeUnit.SECONDS.toNanos(10));
    tell(begun("a", null));
    assertThat(live.listening()).isEqualTo(1);
    now.addAndGet(TimeUnit.SECONDS.toNanos(20));
    tell(begun("b", null));

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    page.join();
    assertThat(live.listening()).isZero();
  }

  @Test
  void shouldTellAPageThatComesBackWhatItHasMissed() throws Exception {
    // Somebody else listens, so nothing is lost.
    open(NOTHING, null);
    tell(begun("a", null));
    Page first = new Page(open(NOTHING, null));
    await(first, "id: ");
    String id = first.heard.toString(UTF_8).replaceAll("(?s).*id: (\\S+)\n.*", "$1");
    tell(begun("b", null));
    tell(begun("c", null));

    Page again = new Page(open(NOTHING, id));
    await(again, "\"c\"");
    live.close();

    assertThat(again.text())
        .contains("{\"resumed\":true}", "\"name\":\"b\"", "\"name\":\"c\"")
        .doesNotContain("\"name\":\"a\"");
  }

  @Test
  void shouldSayIfItCanNotBeKnownWhatWasMissed() throws Exception {
    List<String> ids = new ArrayList<>(List.of("", "nonsense", "00000000-1"));
    LiveStream stays = open(NOTHING, null);
    Page page = new Page(stays);
    await(page, "id: ");
    String id = page.heard.toString(UTF_8).replaceAll("(?s).*id: (\\S+)\n.*", "$1");
    ids.add(id.replaceAll("-.*", "-x"));
    ids.add(id.replaceAll("-.*", "-1000000"));
    for (int i = 0; i < 3_000; i++) {
      tell(begun("e" + i, null));
    }
    ids.add(id);

    for (String last : ids) {
      Page back = new Page(open(NOTHING, last));
      await(back, "resumed");
      assertThat(back.heard.toString(UTF_8)).as(last).contains("{\"resumed\":false}");
    }
    live.close();
  }

  @Test
  void shouldNotResumeWhereNobodyWasListening() throws Exception {
    LiveStream stream = open(NOTHING, null);
    Page page = new Page(stream);
    await(page, "id: ");
    String id = page.heard.toString(UTF_8).replaceAll("(?s).*id: (\\S+)\n.*", "$1");
    stream.close();
    page.text();
    assertThat(live.wants(begun("unheard", null))).isFalse();

    Page back = new Page(open(NOTHING, id));
    await(back, "resumed");

    assertThat(back.heard.toString(UTF_8)).contains("{\"resumed\":false}");
    live.close();
  }

  @Test
  void shouldTellOfChildrenOnlyWhoeverLooksAtTheirRun() throws Exception {
    Page all = new Page(open(NOTHING, null));
    Page run = new Page(open(new LiveEvents.Interest(null, MAP_RUN, Set.of()), null));
    tell(begun("child", MAP_RUN));
    tell(begun("stranger", null));
    await(all, "stranger");
    await(run, "stranger");
    live.close();

    assertThat(run.text()).contains("\"name\":\"child\"", "\"mapRunArn\":\"" + MAP_RUN + "\"");
    assertThat(all.text()).doesNotContain("\"name\":\"child\"");
  }

  @Test
  void shouldTellEveryStepOfTheExecutionThatIsLookedAt() throws Exception {
    Page page = new Page(open(new LiveEvents.Interest(ARN + "mine", null, Set.of()), null));
    NewEvents step = news("mine", null, EventType.WAIT_STATE_ENTERED, EventDetails.None.NONE);
    tell(step);
    tell(news("other", null, EventType.WAIT_STATE_ENTERED, EventDetails.None.NONE));
    tell(failed("end"));
    await(page, "FAILED");
    live.close();

    assertThat(page.text())
        .contains("event: history\ndata: {\"executionArn\":\"" + ARN + "mine\",\"lastEventId\":7}")
        .containsOnlyOnce("event: history");
  }

  @Test
  void shouldSayThatSomethingWasNotTold() throws Exception {
    AtomicLong untold = new AtomicLong();
    live.watch(untold::get);
    Page page = new Page(open(NOTHING, null));
    await(page, "ready");
    untold.set(3);
    tell(begun("a", null));
    await(page, "\"a\"");
    live.close();

    assertThat(page.text()).contains("event: missed");
  }

  @Test
  void shouldTellWhoWatchesThatSomethingHasChanged() throws Exception {
    AtomicLong machines = new AtomicLong();
    live.lookAt(Map.of(Topic.MACHINES, _ -> machines.get()));
    Page other = new Page(open(NOTHING, null));
    Page page = new Page(open(new LiveEvents.Interest(null, null, Set.of(Topic.MACHINES)), null));
    await(page, "event: machines");
    int before = page.heard.size();
    machines.incrementAndGet();
    for (int i = 0; i < 1_000 && page.heard.size() == before; i++) {
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
      Thread.sleep(10);
    }
    live.close();

    assertThat(page.text().split("event: machines")).hasSize(3);
    assertThat(other.text()).doesNotContain("machines");
  }

  @Test
  void shouldTakeNoMorePagesThanItCanServe() {
    LiveStream last = null;
    for (int i = 0; i < 300; i++) {
      last = live.open(NOTHING, null);
    }
    assertThat(last).isNull();
    assertThat(live.listening()).isEqualTo(256);
  }
}
