package pawl.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.program.Step.Retrier;

class RecoveryDecisionTest {
  private static boolean meets(String name, StatesError error) {
    var retrier = new Retrier(List.of(name), 1, 1, 1.0, 0, false);
    return RecoveryDecision.retrier(List.of(retrier), error).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "States.ALL, Any, true",
    "States.ALL, States.Timeout, true",
    "States.ALL, States.Runtime, false",
    "States.TaskFailed, Any, true",
    "States.TaskFailed, , true",
    "States.TaskFailed, States.Timeout, false",
    "States.Timeout, States.Timeout, true",
    "Any, Any, true",
    "Any, any, false",
    "States.Runtime, States.Runtime, false",
  })
  void shouldMatchErrorsByTheirNamesHoweverTheyWereReported(
      String name, String error, boolean expected) {
    assertThat(meets(name, StatesError.of(error, "cause"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "States.ALL, true",
    "States.TaskFailed, false",
    "States.Timeout, true",
    "States.HeartbeatTimeout, true"
  })
  void shouldFindAMissedHeartbeatUnderBothOfItsNames(String name, boolean expected) {
    assertThat(meets(name, StatesError.heartbeatMissed())).isEqualTo(expected);
  }
}
