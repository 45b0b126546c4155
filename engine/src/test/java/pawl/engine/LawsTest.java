package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Payload;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryStore;

/** What the core promises whatever happens. */
class LawsTest {
  private static final String BUSY =
      """
      {"StartAt": "M", "States": {
        "M": {"Type": "Map", "MaxConcurrency": 3, "ItemsPath": "$.items", "ResultPath": "$.out", "Next": "P",
          "ItemSelector": {"v.$": "$$.Map.Item.Value"},
          "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "TimeoutSeconds": 50, "End": true,
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Retry": [{"ErrorEquals": ["Again"], "MaxAttempts": 5}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}]},
            "C": {"Type": "Pass", "End": true}}}},
        "P": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3, "End": true}}},
          {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": 1, "End": true}}}]}}}
      """;

  /** Runs the machine to its end on a route drawn from the seed. */
  private static Engine run(long seed, Limits limits) {
    Random random = new Random(seed);
    Engine engine = Engine.given(BUSY, limits).start("{\"items\": [1,2,3,4,5,6,7,8]}");
    for (int i = 0; i < 1_000 && engine.status() == ExecutionStatus.RUNNING; i++) {
      List<TaskCall> calls = engine.host.calls();
      if (calls.isEmpty() || random.nextInt(4) == 0) {
        engine.after(Duration.ofSeconds(random.nextInt(20)));
        continue;
      }
      TaskCall call = engine.host.takeCall(calls.get(random.nextInt(calls.size())).task());
      TaskReport report =
          switch (random.nextInt(4)) {
            case 0 -> new TaskReport.Failed("Again", "");
            case 1 -> new TaskReport.Failed("Other", "why");
            default -> new TaskReport.Succeeded(call.parameters());
          };
      var command = new Command.ReportTask(call.task(), report, false);
      engine.host.submit(command);
      if (random.nextBoolean()) {
        assertThat(engine.host.submit(command)).isEqualTo(new Reply.Stale());
      }
    }
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    return engine;
  }

  private static List<String> dump(MemoryStore store) {
    List<String> lines = new ArrayList<>();
    HexFormat hex = HexFormat.of();
    store.scan(
        new byte[] {0},
        new byte[] {-1},
        (key, value) -> lines.add(hex.formatHex(key) + "=" + hex.formatHex(value)));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void shouldGiveTheSameBytesForTheSameCommands(long seed) {
    assertThat(dump(run(seed, Limits.AWS).host.store()))
        .isEqualTo(dump(run(seed, Limits.AWS).host.store()));
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldNotDependOnWhereTurnsEnd(long seed) {
    var short1 = Limits.AWS.withHistoryEvents(25_000).withTurns(1, 1 << 20);
    assertThat(run(seed, short1).history().size())
        .isEqualTo(run(seed, Limits.AWS).history().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
  void shouldNumberEventsWithoutGapsAndLeaveNothingBehind(long seed) {
    Engine engine = run(seed, Limits.AWS);
    var events = engine.events();
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).id()).isEqualTo(i + 1);
      assertThat(events.get(i).previousId()).isBetween(0L, (long) i);
    }
    long finals =
        events.stream().filter(event -> event.type().apiName().startsWith("Execution")).count();
    assertThat(finals).isEqualTo(2);
    assertThat(events.getLast().type().apiName()).isEqualTo("ExecutionSucceeded");
    assertThat(dump(engine.host.store()))
        .as("only the records, the history and the listing are left")
        .allMatch(
            line ->
                line.startsWith(hex('l'))
                    || line.startsWith(hex('e'))
                    || (line.startsWith(hex('x')) && isRecordOrChunk(line)));
    assertThat(engine.host.calls()).isEmpty();
  }

  private static String hex(char c) {
    return HexFormat.of().toHexDigits((byte) c);
  }

  private static boolean isRecordOrChunk(String line) {
    String part = line.substring(34, 36);
    return part.equals(hex('b')) || part.equals(hex('m')) || part.equals(hex('h'));
  }

  @Test
  void shouldAnswerARepeatedStartLikeTheFirst() {
    Engine engine = Engine.given(BUSY).start("{\"items\": [1]}");
    int size = engine.host.store().size();
    var again =
        new Command.Start(
            engine.execution().arn(),
            "run",
            engine.host.arns().stateMachine("Machine"),
            Payload.ofText("{\"items\": [1]}"),
            null,
            null);
    assertThat(engine.host.submit(again))
        .isEqualTo(new Reply.Started(engine.execution().arn(), Engine.START, true));
    var other =
        new Command.Start(
            engine.execution().arn(), "run", again.machineArn(), Payload.ofText("{}"), null, null);
    assertThat(engine.host.submit(other)).isEqualTo(new Reply.NameTaken(engine.execution().arn()));
    assertThat(engine.host.store().size()).isEqualTo(size);
  }

  @Test
  void shouldEndALongTurnAndGoOn() {
    var engine =
        Engine.given(
                """
                {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
                  "B": {"Type": "Choice", "Default": "A", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "C"}]},
                  "C": {"Type": "Succeed"}}}
                """,
                Limits.AWS.withHistoryEvents(1_000).withTurns(10, 1 << 20))
            .start("{}");
    assertThat(engine.events()).hasSize(1_000);
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void shouldPageThroughAHistoryInBothDirections() {
    Engine engine = run(99, Limits.AWS);
    ExecutionId id = engine.id();
    List<Long> ids = engine.events().stream().map(event -> event.id()).toList();
    for (int size : new int[] {1, 2, 7, 1_000}) {
      assertThat(pages(engine, id, false, size)).isEqualTo(ids);
      assertThat(pages(engine, id, true, size)).isEqualTo(ids.reversed());
    }
  }

  @Test
  void shouldReadAHistoryInThePiecesItWasWrittenIn() {
    Engine engine = run(99, Limits.AWS);
    List<Long> ids = engine.events().stream().map(event -> event.id()).toList();
    for (int from : new int[] {1, 2, ids.size() / 2, ids.size()}) {
      for (int enough : new int[] {1, 10, 1_000}) {
        for (long bytes : new long[] {1, 1 << 20}) {
          assertThat(pieces(engine, from, enough, bytes))
              .isEqualTo(ids.subList(from - 1, ids.size()));
        }
      }
    }
    assertThat(engine.host.reads().historyFrom(engine.id(), ids.size() + 1, 10, 1)).isEmpty();
    assertThat(engine.host.reads().historyFrom(ExecutionId.of("none"), 1, 10, 1)).isEmpty();
  }

  private static List<Long> pieces(Engine engine, long from, int enough, long bytes) {
    List<Long> ids = new ArrayList<>();
    long next = from;
    while (true) {
      var events = engine.host.reads().historyFrom(engine.id(), next, enough, bytes);
      if (events.isEmpty()) {
        return ids;
      }
      events.forEach(event -> ids.add(event.id()));
      next = events.getLast().id() + 1;
    }
  }

  private static List<Long> pages(Engine engine, ExecutionId id, boolean reverse, int size) {
    List<Long> ids = new ArrayList<>();
    byte[] position = null;
    do {
      var page = engine.host.reads().history(id, reverse, size, position).orElseThrow();
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(size);
      page.rows().forEach(event -> ids.add(event.id()));
      position = page.next();
    } while (position != null);
    return ids;
  }
}
