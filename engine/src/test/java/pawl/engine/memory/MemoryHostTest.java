package pawl.engine.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pawl.engine.Engine;
import pawl.engine.ExecutionStatus;
import pawl.engine.history.HistoryEvent;

class MemoryHostTest {
  private static final String WAITS =
      """
      {"StartAt": "First", "TimeoutSeconds": 100, "States": {
        "First": {"Type": "Wait", "SecondsPath": "$.first", "Next": "Second"},
        "Second": {"Type": "Wait", "Seconds": 20, "End": true}}}
      """;

  private static List<Long> seconds(Engine engine) {
    return engine.events().stream()
        .map(HistoryEvent::epochMillis)
        .map(millis -> (millis - Engine.START) / 1_000)
        .distinct()
        .toList();
  }

  @Test
  void shouldLetEveryTimerFireAtItsOwnTimeHoweverFarTimeGoesAtOnce() {
    Engine engine =
        Engine.given(WAITS)
            .start("{\"first\": 10}", "early")
            .start("{\"first\": 25}", "late")
            .start("{\"first\": 95}", "too-late");

    engine.after(Duration.ofDays(1));

    assertThat(seconds(engine.find("early"))).containsExactly(0L, 10L, 30L);
    assertThat(seconds(engine.find("late"))).containsExactly(0L, 25L, 45L);
    assertThat(seconds(engine.find("too-late"))).containsExactly(0L, 95L, 100L);
    assertThat(engine.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(engine.host.nowMillis()).isEqualTo(Engine.START + 86_400_000L);
  }

  @Test
  void shouldLetATimerFireThatIsDueInTheMillisecondItIsAskedFor() {
    Engine engine = Engine.given(WAITS).start("{\"first\": 10}");

    engine.host.advanceTo(Engine.START + 9_999);
    assertThat(engine.events()).hasSize(2);
    engine.host.advanceTo(Engine.START + 10_000);

    assertThat(engine.history()).contains("3<-2 WaitStateExited First");
    assertThat(engine.host.nextDue()).contains(Engine.START + 30_000);
  }

  @Test
  void shouldNotGiveACallAwayTwice() {
    Engine engine =
        Engine.given(
                """
                {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                  "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
                """)
            .start("{}");
    var task = engine.call("T").task();

    assertThat(engine.host.takeCall(task).task()).isEqualTo(task);

    assertThat(engine.host.calls()).isEmpty();
    assertThatThrownBy(() -> engine.host.takeCall(task))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
