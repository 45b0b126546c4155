package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.asl.Payload;
import pawl.engine.read.SetAside;
import pawl.engine.store.DamagedException;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

class QuarantineTest {
  private static final String FUNCTION =
      """
      {"StartAt": "T", "TimeoutSeconds": 3600, "States": {"T": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
      """;

  private static final String CALLBACK =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}}}}
      """;

  private static final String BRANCHES =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100, "End": true}}},
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}]}}}
      """;

  private static List<SetAside> setAside(Engine engine) {
    return engine.host.reads().setAside(100, null).rows();
  }

  private static List<byte[]> keys(Engine engine, KeyKind kind) {
    List<byte[]> keys = new ArrayList<>();
    engine
        .host
        .store()
        .scan(
            Keys.first(kind),
            Keys.after(Keys.first(kind)),
            (key, _) -> {
              keys.add(key);
              return true;
            });
    return keys;
  }

  /** Something that can't be: a call of a scope that there is not. */
  private static void strike(Engine engine) {
    byte[] call = Keys.call(engine.id(), 99);
    engine.host.store().apply(List.of(new Write(call, new byte[0])));
    assertThat(engine.host.submit(new Command.Resume(engine.id(), call)))
        .isInstanceOf(Reply.Quarantined.class);
    engine.host.store().apply(List.of(new Write(call, null)));
  }

  @Test
  void shouldNameWhatIsSetAside() {
    Engine engine = Engine.given(FUNCTION).start("{}");
    strike(engine);

    assertThat(setAside(engine))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.arn()).isEqualTo(engine.execution().arn());
              assertThat(row.millis()).isEqualTo(Engine.START);
            });
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(chars = {'b', 'm', 'h'})
  void shouldNotStumbleOverARecordThatDoesNotDecode(char part) {
    Engine engine = Engine.given(FUNCTION).start("{}");
    byte[] key =
        switch (part) {
          case 'b' -> Keys.start(engine.id());
          case 'm' -> Keys.execution(engine.id());
          default -> Keys.chunk(engine.id(), 1);
        };
    engine.host.store().apply(List.of(new Write(key, new byte[] {-1, -1, -1})));
    var task = engine.call("T").task();
    var report = new Command.ReportTask(task, new TaskReport.Succeeded(Payload.ofText("1")), false);
    // A turn that finds its execution in memory reads nothing of it, so that is forgotten.
    engine.host.forget();

    Reply first = engine.host.submit(report);
    assertThat(part == 'h' || first instanceof Reply.Quarantined).isTrue();
    engine.after(Duration.ofHours(2)); // would never end if timers were found due again and again

    if (part != 'h') {
      assertThat(setAside(engine)).singleElement();
      assertThat(setAside(engine).getFirst().reason()).contains(DamagedException.class.getName());
      assertThat(keys(engine, KeyKind.TIMER)).isEmpty();
      assertThat(engine.host.submit(new Command.Release(engine.id())))
          .isInstanceOf(Reply.Quarantined.class);
      assertThat(setAside(engine)).hasSize(1);
    }
  }

  @Test
  void shouldMissTheRecordOfTheStart() {
    Engine engine = Engine.given(FUNCTION).start("{}");
    byte[] start = engine.host.store().get(Keys.start(engine.id()));
    engine.host.store().apply(List.of(new Write(Keys.start(engine.id()), null)));
    engine.host.forget();
    var task = engine.call("T").task();

    assertThat(
            engine.host.submit(
                new Command.ReportTask(task, new TaskReport.Failed("E", "c"), false)))
        .isInstanceOf(Reply.Quarantined.class);
    assertThat(setAside(engine).getFirst().arn()).isNull();

    // Somebody puts the record back.
    engine.host.store().apply(List.of(new Write(Keys.start(engine.id()), start)));
    assertThat(engine.host.submit(new Command.Release(engine.id())))
        .isEqualTo(new Reply.Released());
    engine.succeed("T", "\"after all\"");
    assertThat(engine.output()).isEqualTo("\"after all\"");
    assertThat(setAside(engine)).isEmpty();
  }

  @Test
  void shouldGoOnWithItsTimersWhenItIsReleased() {
    Engine engine = Engine.given(BRANCHES).start("{}");
    byte[] branch = Keys.scope(engine.id(), 2);
    byte[] value = engine.host.store().get(branch);
    engine.host.store().apply(List.of(new Write(branch, new byte[] {-1})));

    engine.after(Duration.ofSeconds(200)); // the timer falls due and meets the damage
    assertThat(setAside(engine)).hasSize(1);
    assertThat(keys(engine, KeyKind.TIMER)).as("the year of the execution is left").hasSize(1);
    engine.host.store().apply(List.of(new Write(branch, value)));
    assertThat(engine.host.submit(new Command.Release(engine.id())))
        .isEqualTo(new Reply.Released());
    assertThat(keys(engine, KeyKind.TIMER)).hasSize(2);

    engine.after(Duration.ofSeconds(11)).succeed("T", "1");
    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(keys(engine, KeyKind.TIMER)).isEmpty();
  }

  @Test
  void shouldArmTimersThatAreStillToComeForTheirOwnTime() {
    Engine engine = Engine.given(FUNCTION).start("{}");
    strike(engine);
    List<byte[]> before = keys(engine, KeyKind.TIMER);

    engine.host.submit(new Command.Release(engine.id()));

    assertThat(keys(engine, KeyKind.TIMER))
        .usingElementComparator(java.util.Arrays::compare)
        .containsExactlyElementsOf(before);
    engine.after(Duration.ofSeconds(61));
    assertThat(engine.execution().error()).isEqualTo("States.Timeout");
  }

  @Test
  void shouldMakeCallsAgainThatWereAnsweredMeanwhile() {
    Engine engine = Engine.given(FUNCTION).start("{}");
    strike(engine);

    assertThat(
            engine.host.submit(
                new Command.ReportTask(
                    engine.host.takeCall(engine.call("T").task()).task(),
                    new TaskReport.Succeeded(Payload.ofText("1")),
                    false)))
        .isEqualTo(new Reply.Stale());
    engine.host.submit(new Command.Release(engine.id()));

    engine.succeed("T", "2");
    assertThat(engine.output()).isEqualTo("2");
  }

  @Test
  void shouldKeepWhatATokenSaysUntilTheRelease() {
    Engine engine = Engine.given(CALLBACK).start("{}");
    String token = engine.call("T").parameters().node().path("MessageBody").asText();
    engine.submitted("T", "{}");
    strike(engine);

    var answer = new TaskReport.Succeeded(Payload.ofText("\"signed\""));
    assertThat(engine.token(token, answer)).isEqualTo(new Reply.Accepted());
    assertThat(engine.token(token, answer)).isEqualTo(new Reply.Accepted());
    engine.after(Duration.ofMinutes(5)); // longer than the task may take
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(keys(engine, KeyKind.QUARANTINE)).hasSize(2);

    engine.host.submit(new Command.Release(engine.id()));

    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(engine.output()).isEqualTo("\"signed\"");
    assertThat(keys(engine, KeyKind.QUARANTINE)).isEmpty();
    assertThat(keys(engine, KeyKind.DELIVERY)).isEmpty();
  }

  @Test
  void shouldHearOfChildrenThatEndMeanwhile() {
    Engine engine =
        Engine.given(
                """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "Run", "End": true,
                  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                    "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}}}}
                """)
            .start("[1, 2, 3]");
    strike(engine);
    for (String result : List.of("\"a\"", "\"b\"", "\"c\"")) {
      engine.succeed("T", result);
    }
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);

    engine.host.submit(new Command.Release(engine.id()));

    assertThat(engine.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(engine.output()).isEqualTo("[\"a\",\"b\",\"c\"]");
  }

  @Test
  void shouldBeStoppedInsteadOfReleased() {
    Engine engine = Engine.given(FUNCTION).start("{}");
    strike(engine);

    engine.stop();

    assertThat(engine.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(engine.execution().quarantine()).isNull();
    assertThat(setAside(engine)).isEmpty();
    assertThat(keys(engine, KeyKind.TIMER)).isEmpty();
  }

  @Test
  void shouldSayWhatCannotBeReleased() {
    Engine engine = Engine.given(FUNCTION).start("{}");

    assertThat(engine.host.submit(new Command.Release(engine.id())))
        .isEqualTo(new Reply.NotQuarantined());
    assertThat(
            engine.host.submit(
                new Command.Release(pawl.engine.id.ExecutionId.of("arn:of:nothing"))))
        .isEqualTo(new Reply.NoSuchExecution());
  }

  /** Every bit of every value: it goes on or is set aside, and the shard serves the others. */
  @Test
  void shouldSurviveAnyFlippedBit() {
    Engine sample = Engine.given(BRANCHES).start("{\"a\": [1, 2]}");
    List<Write> entries = new ArrayList<>();
    sample
        .host
        .store()
        .scan(
            new byte[] {0},
            new byte[] {-1},
            (key, value) -> {
              entries.add(new Write(key, value));
              return true;
            });
    int tried = 0;
    for (Write entry : entries) {
      for (int bit = 0; bit < entry.value().length * 8; bit += 3) {
        Engine engine = Engine.given(BRANCHES);
        engine.host.store().apply(entries);
        byte[] flipped = entry.value().clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        engine.host.store().apply(List.of(new Write(entry.key(), flipped)));
        engine.find("run");
        engine.resume();
        engine.host.calls().forEach(call -> engine.succeed(call.stateName(), "1"));
        engine.after(Duration.ofMinutes(10));
        engine.host.submit(new Command.Stop(engine.id(), null, null));
        engine.host.submit(new Command.Release(engine.id()));
        tried++;
        Engine other = engine.start("{}", "other");
        assertThat(other.status()).isEqualTo(ExecutionStatus.RUNNING);
      }
    }
    assertThat(tried).isGreaterThan(500);
  }
}
