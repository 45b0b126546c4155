package pawl.engine.checkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.engine.Command;
import pawl.engine.Engine;
import pawl.engine.ExecutionStatus;
import pawl.engine.Write;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

class CheckupTest {
  private static final String EVERYTHING =
      """
      {"StartAt": "All", "TimeoutSeconds": 90000, "States": {"All": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Sleep", "States": {"Sleep": {"Type": "Wait", "Seconds": 86400, "End": true}}},
        {"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true, "TimeoutSeconds": 600,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}},
        {"StartAt": "Again", "States": {"Again": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:g",
          "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3600}]}}},
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true, "HeartbeatSeconds": 9000,
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}}}},
        {"StartAt": "Work", "States": {"Work": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:us-east-1:123456789012:activity:A"}}}]}}}
      """;

  private static Engine waiting() {
    return Engine.given(EVERYTHING)
        .start("{\"n\": 1}")
        .fail("Again", "No", "")
        .submitted("Ask", "{}")
        .after(Duration.ofSeconds(60));
  }

  private static Checkup of(Engine engine) {
    Checkup checkup = new Checkup(100, null);
    checkup.lookAtCatalogue(engine.host.catalogueStore());
    checkup.lookAtShard(engine.host.store(), engine.host.catalogueStore());
    return checkup;
  }

  @Test
  void shouldExplainWhoWaitsForWhat() {
    Checkup checkup = of(waiting());

    assertThat(checkup.faults()).isEmpty();
    assertThat(checkup.statuses()).containsEntry(ExecutionStatus.RUNNING, 1L);
    assertThat(checkup.waits())
        .extracting(wait -> wait.state() + ": " + wait.kind() + ", " + wait.what())
        .containsExactlyInAnyOrder(
            "Sleep: TIME, its time",
            "Call: CALL, the answer of arn:aws:lambda:us-east-1:123456789012:function:f",
            "Again: RETRY, its next try",
            "Ask: CALLBACK, its task token, given to"
                + " arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Work: ACTIVITY, a worker that takes"
                + " arn:aws:states:us-east-1:123456789012:activity:A");
    assertThat(checkup.waits()).allMatch(wait -> wait.sinceMillis() == Engine.START);
    assertThat(checkup.waits())
        .filteredOn(wait -> wait.state().equals("Ask"))
        .allMatch(wait -> wait.dueMillis() == Engine.START + 9_000_000);
  }

  @Test
  void shouldFindNothingWrongWithAnExecutionThatHasEnded() {
    Engine engine = waiting().stop();
    Checkup checkup = of(engine);

    assertThat(checkup.faults()).isEmpty();
    assertThat(checkup.waits()).isEmpty();
    assertThat(checkup.counts()).containsEntry(KeyKind.ENDED, 1L).doesNotContainKey(KeyKind.TIMER);
  }

  @ParameterizedTest
  @ValueSource(chars = {'m', 'b', 's', 'h'})
  void shouldNameWhatDoesNotDecode(char part) {
    Engine engine = waiting();
    byte[] key =
        switch (part) {
          case 'm' -> Keys.execution(engine.id());
          case 'b' -> Keys.start(engine.id());
          case 's' -> Keys.scope(engine.id(), 2);
          default -> Keys.chunk(engine.id(), 1);
        };
    engine.host.store().apply(List.of(new Write(key, new byte[] {-1, -1})));

    Checkup checkup = of(engine);

    assertThat(checkup.faultCount()).isPositive();
    assertThat(checkup.faults())
        .allSatisfy(fault -> assertThat(fault.execution()).isEqualTo(engine.id()))
        .anySatisfy(fault -> assertThat(fault.key()).isEqualTo(key));
    String arn = engine.host.arns().execution("Machine", "run");
    assertThat(checkup.faults()).allMatch(fault -> part == 'b' || arn.equals(fault.arn()));
  }

  @Test
  void shouldFindIndexesThatLeadNowhereAndTimersThatAreNotArmed() {
    Engine engine = waiting();
    byte[] nothing = {};
    byte[] armed = Keys.timer(Engine.START + 86_400_000, engine.id(), 2, 0);
    assertThat(engine.host.store().get(armed)).isNotNull();
    var other = pawl.engine.id.ExecutionId.of("arn:of:nothing");
    engine
        .host
        .store()
        .apply(
            List.of(
                new Write(armed, null),
                new Write(Keys.timer(5, engine.id(), 2, 0), nothing),
                new Write(Keys.call(engine.id(), 99), nothing),
                new Write(Keys.ready(other), nothing),
                new Write(Keys.ended("arn:of:machine", 5, other), nothing)));

    assertThat(of(engine).faults())
        .extracting(fault -> fault.kind())
        .containsExactlyInAnyOrder(
            KeyKind.TIMER, KeyKind.TIMER, KeyKind.CALL, KeyKind.READY, KeyKind.ENDED);
  }

  @Test
  void shouldNameWhatIsSetAside() {
    Engine engine = waiting();
    byte[] call = Keys.call(engine.id(), 99);
    engine.host.store().apply(List.of(new Write(call, new byte[0])));
    engine.host.submit(new Command.Resume(engine.id(), call));
    engine.host.store().apply(List.of(new Write(call, null)));

    Checkup checkup = of(engine);

    assertThat(checkup.setAside()).singleElement().matches(row -> row.command().equals("Resume"));
    assertThat(checkup.waits()).singleElement().matches(wait -> wait.kind() == Wait.Kind.RELEASE);
    assertThat(checkup.faults()).isEmpty();
  }

  @Test
  void shouldRememberTheLongestWaitsOnly() {
    Engine engine = Engine.given(EVERYTHING);
    for (int i = 0; i < 5; i++) {
      engine.start("{}", "run" + i).after(Duration.ofSeconds(10));
    }
    Checkup checkup = new Checkup(7, null);
    checkup.lookAtShard(engine.host.store(), engine.host.catalogueStore());

    assertThat(checkup.waits()).hasSize(7);
    assertThat(checkup.waits().getFirst().sinceMillis()).isEqualTo(Engine.START);
    assertThat(checkup.waits().getLast().sinceMillis()).isEqualTo(Engine.START + 10_000);
    assertThat(checkup.waitCounts().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(25);
  }
}
