package pawl.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pawl.engine.trial.Trials.data;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pawl.engine.TaskReport;
import pawl.engine.trial.Inspection.ErrorDetails;
import pawl.engine.trial.Verdict.Status;

class TrialTest {
  private static final String FUNCTION =
      "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"";

  private static final String RECOVERING =
      """
      {%s, "Next": "N",
        "Retry": [{"ErrorEquals": ["A"]},
          {"ErrorEquals": ["B", "C"], "IntervalSeconds": 3, "MaxAttempts": 2, "BackoffRate": 2}],
        "Catch": [{"ErrorEquals": ["C"], "Next": "G"},
          {"ErrorEquals": ["D"], "Next": "H", "ResultPath": "$.failure", "Assign": {"why.$": "$.Error"}}]}
      """
          .formatted(FUNCTION);

  private static Trials jsonata(String fields) {
    return Trials.of("{\"QueryLanguage\": \"JSONata\", " + fields + "}");
  }

  // What is shown

  @Test
  void shouldShowEveryStepOfATaskInJsonPath() {
    Verdict verdict =
        Trials.of(
                """
                {%s, "Next": "N", "InputPath": "$.in", "Parameters": {"p.$": "$.x"},
                  "ResultSelector": {"s.$": "$.r"}, "ResultPath": "$.out", "OutputPath": "$.out"}
                """
                    .formatted(FUNCTION))
            .on("{\"in\":{\"x\":1}}")
            .succeeding("{\"r\":2}");
    assertThat(data(verdict))
        .isEqualTo(
            Map.of(
                "input", "{\"in\":{\"x\":1}}",
                "afterInputPath", "{\"x\":1}",
                "afterParameters", "{\"p\":1}",
                "result", "{\"r\":2}",
                "afterResultSelector", "{\"s\":2}",
                "afterResultPath", "{\"in\":{\"x\":1},\"out\":{\"s\":2}}"));
    assertThat(verdict.status()).isEqualTo(Status.SUCCEEDED);
    assertThat(verdict.output()).hasToString("{\"s\":2}");
    assertThat(verdict.nextState()).isEqualTo("N");
  }

  @Test
  void shouldShowArgumentsAndResultOfATaskInJsonata() {
    Verdict verdict =
        jsonata(FUNCTION + ", \"End\": true, \"Arguments\": {\"a\": 1}, \"Output\": 5")
            .succeeding("3");
    assertThat(data(verdict))
        .isEqualTo(Map.of("input", "{}", "afterArguments", "{\"a\":1}", "result", "3"));
    assertThat(verdict.output()).hasToString("5");
    assertThat(verdict.nextState()).isNull();
  }

  @Test
  void shouldShowTheStepsOfAPassUnlessItHasAResult() {
    assertThat(data(Trials.of("{\"Type\": \"Pass\", \"End\": true}").verdict()))
        .containsOnlyKeys(
            "input", "afterInputPath", "afterParameters", "afterResultSelector", "afterResultPath");
    assertThat(data(Trials.of("{\"Type\": \"Pass\", \"End\": true, \"Result\": 7}").verdict()))
        .isEqualTo(
            Map.of(
                "input", "{}", "result", "7", "afterResultSelector", "7", "afterResultPath", "7"));
    assertThat(data(jsonata("\"Type\": \"Pass\", \"End\": true, \"Output\": 1").verdict()))
        .containsOnlyKeys("input");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Type\": \"Succeed\"}",
        "{\"Type\": \"Choice\", \"Default\": \"N\", \"Choices\": ["
            + "{\"Variable\": \"$.a\", \"IsPresent\": true, \"Next\": \"H\"}]}"
      })
  void shouldShowTheInputPathAloneOfStatesWithoutAResult(String state) {
    assertThat(data(Trials.of(state).verdict())).containsOnlyKeys("input", "afterInputPath");
  }

  @Test
  void shouldShowOfAParallelOnlyWhatFollowsItsBranches() {
    String branches =
        "\"Type\": \"Parallel\", \"End\": true, \"Branches\": [{\"StartAt\": \"B\","
            + " \"States\": {\"B\": {\"Type\": \"Succeed\"}}}]";
    assertThat(data(Trials.of("{" + branches + "}").succeeding("[1]")))
        .isEqualTo(Map.of("input", "{}", "afterResultSelector", "[1]", "afterResultPath", "[1]"));
    assertThat(data(jsonata(branches + ", \"Arguments\": {\"x\": 1}").succeeding("[1]")))
        .containsOnlyKeys("input");
  }

  @Test
  void shouldShowNothingBehindTheFieldThatFails() {
    Verdict verdict =
        Trials.of("{\"Type\": \"Pass\", \"End\": true, \"Parameters\": {\"a.$\": \"$.missing\"}}")
            .verdict();
    assertThat(data(verdict)).containsOnlyKeys("input", "afterInputPath");
    assertThat(verdict.status()).isEqualTo(Status.FAILED);
    assertThat(verdict.error()).isEqualTo("States.Runtime");
    assertThat(verdict.cause()).startsWith("The JSONPath '$.missing'").doesNotContain("event id");
    assertThat(verdict.output()).isNull();
  }

  @Test
  void shouldShowVariablesIfThereAreAny() {
    String assigning = "{\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"b\": 2}}";
    assertThat(data(Trials.of(assigning).verdict())).containsEntry("variables", "{\"b\":2}");
    assertThat(data(Trials.of(assigning).with("a", "1").verdict()))
        .containsEntry("variables", "{\"a\":1,\"b\":2}");
    assertThat(data(Trials.of("{\"Type\": \"Succeed\"}").verdict())).doesNotContainKey("variables");
  }

  // Where it leads

  @Test
  void shouldTakeTheRuleOfAChoiceThatHolds() {
    String choice =
        "{\"Type\": \"Choice\", \"Default\": \"N\", \"Choices\": ["
            + "{\"Variable\": \"$.a\", \"IsPresent\": true, \"Next\": \"H\"}]}";
    assertThat(Trials.of(choice).on("{\"a\":1}").verdict().nextState()).isEqualTo("H");
    assertThat(Trials.of(choice).verdict().nextState()).isEqualTo("N");
    Verdict stuck = Trials.of(choice.replace("\"Default\": \"N\", ", "")).verdict();
    assertThat(stuck.error()).isEqualTo("States.NoChoiceMatched");
  }

  @Test
  void shouldFailWithWhatAFailStateSays() {
    Verdict verdict = Trials.of("{\"Type\": \"Fail\", \"Error\": \"E\"}").verdict();
    assertThat(verdict.status()).isEqualTo(Status.FAILED);
    assertThat(verdict.error()).isEqualTo("E");
    assertThat(verdict.cause()).isNull();
    assertThat(data(verdict)).containsOnlyKeys("input");
  }

  @Test
  void shouldSayUntilWhenAWaitWaits() {
    Trial trial = Trials.of("{\"Type\": \"Wait\", \"Seconds\": 5, \"Next\": \"N\"}").trial();
    assertThat(trial.begin()).isEqualTo(new Progress.Waiting(Trials.NOW + 5_000));
    Verdict verdict = trial.waited();
    assertThat(verdict.nextState()).isEqualTo("N");
    assertThat(data(verdict)).containsOnlyKeys("input", "afterInputPath");
  }

  @Test
  void shouldFindAStateInsideAMapOrParallel() {
    String machine =
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
          "StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}]}}}}}}
        """;
    assertThat(Trials.in(machine, "A").verdict().nextState()).isEqualTo("B");
  }

  // Errors

  @Test
  void shouldBeRetriableWhileItsRetrierHasAttemptsLeft() {
    Verdict first = Trials.of(RECOVERING).failing("B");
    assertThat(first.status()).isEqualTo(Status.RETRIABLE);
    assertThat(first.error()).isEqualTo("B");
    assertThat(first.cause()).isEqualTo("Because");
    assertThat(first.nextState()).isNull();
    assertThat(first.inspection().errorDetails()).isEqualTo(new ErrorDetails(null, 1, 3L));

    Verdict second = Trials.of(RECOVERING).given(retries(1)).failing("B");
    assertThat(second.inspection().errorDetails()).isEqualTo(new ErrorDetails(null, 1, 6L));

    Verdict last = Trials.of(RECOVERING).given(retries(2)).failing("B");
    assertThat(last.status()).isEqualTo(Status.FAILED);
    assertThat(last.inspection().errorDetails()).isEqualTo(new ErrorDetails(null, 1, null));
  }

  private static StateConfiguration retries(int made) {
    return new StateConfiguration(made, null, null);
  }

  @Test
  void shouldBeCaughtOnceItsRetrierIsAtItsEnd() {
    Verdict verdict = Trials.of(RECOVERING).given(retries(2)).failing("C");
    assertThat(verdict.status()).isEqualTo(Status.CAUGHT_ERROR);
    assertThat(verdict.inspection().errorDetails()).isEqualTo(new ErrorDetails(0, 1, null));
    assertThat(verdict.nextState()).isEqualTo("G");
    assertThat(verdict.output()).hasToString("{\"Error\":\"C\",\"Cause\":\"Because\"}");
  }

  @Test
  void shouldLeaveThroughTheCatcherThatMatches() {
    Verdict verdict = Trials.of(RECOVERING).on("{\"a\":1}").failing("D");
    assertThat(verdict.status()).isEqualTo(Status.CAUGHT_ERROR);
    assertThat(verdict.inspection().errorDetails()).isEqualTo(new ErrorDetails(1, null, null));
    assertThat(verdict.output())
        .hasToString("{\"a\":1,\"failure\":{\"Error\":\"D\",\"Cause\":\"Because\"}}");
    assertThat(data(verdict)).containsEntry("variables", "{\"why\":\"D\"}");
  }

  @Test
  void shouldFailWithoutDetailsIfNobodyKnowsTheError() {
    Verdict verdict = Trials.of(RECOVERING).failing("E");
    assertThat(verdict.status()).isEqualTo(Status.FAILED);
    assertThat(verdict.inspection().errorDetails()).isNull();
  }

  @Test
  void shouldNotTakeATimeOutForAFailedTask() {
    Trials state =
        Trials.of(
            "{"
                + FUNCTION
                + ", \"End\": true, \"Retry\": [{\"ErrorEquals\": [\"States.TaskFailed\"]}]}");
    assertThat(state.verdict(new TaskReport.TimedOut()).status()).isEqualTo(Status.FAILED);
    assertThat(state.failing("States.Timeout").status()).isEqualTo(Status.FAILED);
    assertThat(state.failing("Other").status()).isEqualTo(Status.RETRIABLE);
  }

  @Test
  void shouldLetNobodyDealWithARuntimeError() {
    Trials state =
        Trials.of(
            "{" + FUNCTION + ", \"End\": true, \"Retry\": [{\"ErrorEquals\": [\"States.ALL\"]}]}");
    assertThat(state.failing("States.Runtime").status()).isEqualTo(Status.FAILED);
  }

  @Test
  void shouldLimitResultsAndVariables() {
    Trials task = Trials.of("{" + FUNCTION + ", \"End\": true}");
    Verdict large = task.succeeding("\"" + "x".repeat(262_143) + "\"");
    assertThat(large.error()).isEqualTo("States.DataLimitExceeded");
    assertThat(large.cause()).contains("function:f");
    Verdict assigning =
        Trials.of(
                "{\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"a.$\": \"$\", \"b.$\": \"$\"}}")
            .on("\"" + "x".repeat(131_100) + "\"")
            .verdict();
    assertThat(assigning.error()).isEqualTo("States.DataLimitExceeded");
    assertThat(assigning.cause()).startsWith("The variables assigned by the state 'S'");
  }

  @Test
  void shouldTakeOutcomesOnly() {
    Trial trial = Trials.of("{" + FUNCTION + ", \"End\": true}").trial();
    trial.begin();
    assertThatThrownBy(() -> trial.report(new TaskReport.Heartbeat()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
