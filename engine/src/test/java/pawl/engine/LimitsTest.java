package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
  @Test
  void shouldFailAnExecutionWhoseResultsNestTooDeep() {
    var engine =
        Engine.given(
                """
                {"StartAt": "P", "States": {
                  "P": {"Type": "Parallel", "Next": "C", "Branches": [
                    {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}]},
                  "C": {"Type": "Choice", "Default": "P", "Choices": [
                    {"Variable": "$.x", "IsPresent": true, "Next": "E"}]},
                  "E": {"Type": "Succeed"}}}
                """)
            .start("{}");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(engine.execution().error()).isEqualTo("States.Runtime");
    assertThat(engine.execution().cause()).endsWith("nested deeper than 900 levels.");
  }

  @Test
  void shouldLimitTheVariablesThatAStateAssigns() {
    String machine =
        """
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B",
          "Assign": {"x.$": "$", "y.$": "$"}}, "B": {"Type": "Pass", "End": true}}}
        """;
    String half = "\"" + "x".repeat(131_000) + "\"";
    assertThat(Engine.given(machine).start(half).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    String more = "\"" + "x".repeat(131_100) + "\"";
    var engine = Engine.given(machine).start(more);
    assertThat(engine.execution().error()).isEqualTo("States.DataLimitExceeded");
    assertThat(engine.history()).last().isEqualTo("3<-2 ExecutionFailed States.DataLimitExceeded");
  }

  @Test
  void shouldEndAnExecutionAfterAYearUnlessTheProfileIsOpen() {
    String machine =
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
        """;
    var limited = Engine.given(machine).start("{}");
    limited.after(Duration.ofDays(364));
    assertThat(limited.status()).isEqualTo(ExecutionStatus.RUNNING);
    limited.after(Duration.ofDays(1));
    assertThat(limited.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(limited.host.calls()).isEmpty();

    var open = Engine.given(machine, Limits.OPEN).start("{}");
    open.after(Duration.ofDays(1_000));
    assertThat(open.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void shouldTakeLargePayloadsWhenTheProfileIsOpen() {
    String machine =
        "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}";
    String large = "\"" + "x".repeat(1 << 20) + "\"";
    assertThat(Engine.given(machine, Limits.OPEN).start(large).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }
}
