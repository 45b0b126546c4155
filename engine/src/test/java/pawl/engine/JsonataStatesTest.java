package pawl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pawl.engine.history.EventDetails;

/** States whose query language is JSONata: what flows through them, and how they fail. */
class JsonataStatesTest {
  private static final String FUNCTION =
      "\"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:f\"";

  private static Engine machine(String states) {
    return Engine.given(
        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {" + states + "}}");
  }

  private static EventDetails.EvaluationFailed failure(Engine engine) {
    return engine.events().stream()
        .map(event -> event.details())
        .filter(EventDetails.EvaluationFailed.class::isInstance)
        .map(EventDetails.EvaluationFailed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldPassWhatOutputMakes() {
    var engine =
        machine(
                """
                "S": {"Type": "Pass", "End": true, "Output": {
                  "sum": "{% $sum($states.input.n) %}", "list": [1, "{% $states.input.n[0] %}"],
                  "name": "{% $states.context.State.Name %}", "plain": "$states.input"}}
                """)
            .start("{\"n\": [1, 2, 3.5]}");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.output())
        .isEqualTo("{\"sum\":6.5,\"list\":[1,1],\"name\":\"S\",\"plain\":\"$states.input\"}");
  }

  @Test
  void shouldKeepTheInputWithoutOutputAndTheResultOfATask() {
    var pass = machine("\"S\": {\"Type\": \"Pass\", \"End\": true}").start("{\"a\": 1.0}");
    assertThat(pass.output()).isEqualTo("{\"a\": 1.0}");
    var task = machine("\"S\": {\"Type\": \"Task\", %s, \"End\": true}".formatted(FUNCTION));
    task.start("{\"in\": true}").succeed("S", "{\"out\":1}");
    assertThat(task.output()).isEqualTo("{\"out\":1}");
  }

  @Test
  void shouldGiveArgumentsToTasksAndSeeTheirResult() {
    var engine =
        machine(
                """
                "S": {"Type": "Task", %s, "Next": "T",
                  "Arguments": {"twice": "{%% $states.input.n * 2 %%}"},
                  "Assign": {"kept": "{%% $states.result.r %%}", "in": "{%% $states.input.n %%}"},
                  "Output": {"all": "{%% $states.result %%}"}},
                "T": {"Type": "Pass", "Output": "{%% [$kept, $in, $states.input.all.r] %%}", "End": true}
                """
                    .formatted(FUNCTION))
            .start("{\"n\": 21}");
    assertThat(engine.call("S").parameters().text()).isEqualTo("{\"twice\":42}");
    engine.succeed("S", "{\"r\":\"x\"}");
    assertThat(engine.output()).isEqualTo("[\"x\",21,\"x\"]");
  }

  @Test
  void shouldFailWithAnEventThatPointsBehindTheState() {
    var engine =
        machine(
                """
                "S": {"Type": "Pass", "Next": "T"},
                "T": {"Type": "Pass", "Output": {"a": {"b": ["{% $nothing %}"]}}, "End": true}
                """)
            .start("{}");
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 PassStateEntered S",
            "3<-2 PassStateExited S",
            "4<-3 PassStateEntered T",
            "5<-3 EvaluationFailed",
            "6<-5 ExecutionFailed States.QueryEvaluationError");
    assertThat(failure(engine).location()).isEqualTo("Output/a/b[0]");
    assertThat(failure(engine).cause())
        .isEqualTo(
            "An error occurred while executing the state 'T' (entered at the event id #4). The"
                + " JSONata expression '$nothing' specified for the field 'Output/a/b[0]' returned"
                + " nothing (undefined).");
    assertThat(engine.execution().cause()).isEqualTo(failure(engine).cause());
  }

  @Test
  void shouldCatchAndRetryWhatAnExpressionDid() {
    var engine =
        machine(
                """
                "S": {"Type": "Task", %s, "Arguments": "{%% $nothing %%}", "End": true,
                  "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "MaxAttempts": 1}],
                  "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "C",
                    "Output": "{%% $states.errorOutput.Error %%}"}]},
                "C": {"Type": "Pass", "End": true}
                """
                    .formatted(FUNCTION))
            .start("{}")
            .after(Duration.ofSeconds(1));
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.output()).isEqualTo("\"States.QueryEvaluationError\"");
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 TaskStateEntered S",
            "3<-0 EvaluationFailed",
            "4<-3 EvaluationFailed",
            "5<-4 TaskStateExited S",
            "6<-5 PassStateEntered C",
            "7<-6 PassStateExited C",
            "8<-7 ExecutionSucceeded");
  }

  /** As measured on AWS. */
  @Test
  void shouldCloseAParallelAgainWhoseCatcherFails() {
    var engine =
        machine(
                """
                "S": {"Type": "Parallel", "End": true,
                  "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "E"}}}],
                  "Catch": [{"ErrorEquals": ["Other"], "Next": "C"},
                    {"ErrorEquals": ["States.ALL"], "Next": "C",
                      "Output": {"v": "{% $states.input.missing %}"}}]},
                "C": {"Type": "Succeed"}
                """)
            .start("{}");
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 ParallelStateEntered S",
            "3<-2 ParallelStateStarted",
            "4<-3 FailStateEntered F",
            "5<-4 ParallelStateFailed",
            "6<-4 EvaluationFailed",
            "7<-6 ParallelStateFailed",
            "8<-7 ExecutionFailed States.QueryEvaluationError");
    assertThat(failure(engine).location()).isEqualTo("Catch[1]/Output/v");
  }

  @Test
  void shouldChooseByConditionAndAssignByRule() {
    String states =
        """
        "S": {"Type": "Choice", "Default": "D", "Assign": {"v": "default"},
          "Output": "default output", "Choices": [
            {"Condition": "{% $states.input.n > 1 %}", "Next": "D", "Assign": {"v": "rule"},
             "Output": "{% $states.input.n %}"}]},
        "D": {"Type": "Succeed", "Output": "{% [$states.input, $v] %}"}
        """;
    assertThat(machine(states).start("{\"n\": 2}").output()).isEqualTo("[2,\"rule\"]");
    assertThat(machine(states).start("{\"n\": 1}").output())
        .isEqualTo("[\"default output\",\"default\"]");
    var wrong =
        machine(states.replace("$states.input.n > 1", "$states.input.n")).start("{\"n\":3}");
    assertThat(failure(wrong).location()).isEqualTo("Choices[0]/Condition");
    assertThat(failure(wrong).cause())
        .endsWith(
            "returned an unexpected result type. Expected 'boolean', but was 'number' for value:"
                + " 3");
  }

  @Test
  void shouldWaitAsLongAsTheExpressionSays() {
    var engine =
        machine(
                "\"S\": {\"Type\": \"Wait\", \"Seconds\": \"{% $states.input.s %}\", \"End\":"
                    + " true}")
            .start("{\"s\": 90}");
    engine.after(Duration.ofSeconds(89));
    assertThat(engine.status()).isEqualTo(ExecutionStatus.RUNNING);
    engine.after(Duration.ofSeconds(1));
    assertThat(engine.output()).isEqualTo("{\"s\": 90}");

    String until =
        "\"S\": {\"Type\": \"Wait\", \"Timestamp\": \"{% $states.input %}\", \"End\": true}";
    var wrong = machine(until).start("\"tomorrow\"");
    assertThat(wrong.history()).contains("3<-2 EvaluationFailed");
    var undefined = machine(until.replace("$states.input", "$states.input.x")).start("{}");
    assertThat(undefined.history()).contains("3<-0 EvaluationFailed");
  }

  @Test
  void shouldRunMapsAndParallelsAndKeepVariablesInside() {
    var engine =
        machine(
                """
                "S": {"Type": "Pass", "Assign": {"outer": 10}, "Next": "M"},
                "M": {"Type": "Map", "Items": "{% $states.input.items %}", "Next": "P",
                  "ItemSelector": {"v": "{% $states.context.Map.Item.Value %}",
                                   "i": "{% $states.context.Map.Item.Index %}"},
                  "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Pass", "Assign": {"inner": "{% $states.input.v + $outer %}"},
                          "Next": "J"},
                    "J": {"Type": "Pass", "Output": "{% $inner + $states.input.i %}", "End": true}}}},
                "P": {"Type": "Parallel", "Arguments": {"all": "{% $states.input %}"},
                  "Output": {"sums": "{% $states.result %}", "gone": "{% $exists($inner) %}"},
                  "End": true, "Branches": [
                    {"StartAt": "A", "States": {"A": {"Type": "Pass",
                      "Output": "{% $sum($states.input.all) %}", "End": true}}},
                    {"StartAt": "B", "States": {"B": {"Type": "Pass",
                      "Output": "{% $count($states.input.all) %}", "End": true}}}]}
                """)
            .start("{\"items\": [1, 2, 3]}");
    assertThat(engine.host.bugs()).isEmpty();
    assertThat(engine.output()).isEqualTo("{\"sums\":[39,3],\"gone\":false}");
  }

  @Test
  void shouldFailAMapWhoseIterationFails() {
    var engine =
        machine(
                """
                "S": {"Type": "Map", "Items": [1], "End": true, "MaxConcurrency": 1,
                  "ItemProcessor": {"StartAt": "I", "States": {
                    "I": {"Type": "Pass", "Output": "{% $nothing %}", "End": true}}}}
                """)
            .start("{}");
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered S",
            "3<-2 MapStateStarted",
            "4<-3 MapIterationStarted 0",
            "5<-4 PassStateEntered I",
            "6<-4 EvaluationFailed",
            "7<-6 MapIterationFailed 0",
            "8<-6 MapStateFailed",
            "9<-8 ExecutionFailed States.QueryEvaluationError");
  }

  @Test
  void shouldFailAMapWithoutItems() {
    var engine =
        machine(
                """
                "S": {"Type": "Map", "Items": "{% 1 %}", "End": true,
                  "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}}
                """)
            .start("{}");
    assertThat(engine.history())
        .containsExactly(
            "1<-0 ExecutionStarted",
            "2<-0 MapStateEntered S",
            "3<-0 EvaluationFailed",
            "4<-3 MapStateFailed",
            "5<-4 ExecutionFailed States.QueryEvaluationError");
  }

  @Test
  void shouldFailWithErrorAndCauseFromExpressions() {
    var engine =
        machine(
                """
                "S": {"Type": "Fail", "Error": "{% $states.input.e %}",
                  "Cause": "{% 'because ' & $states.input.e %}"}
                """)
            .start("{\"e\": \"Boom\"}");
    assertThat(engine.execution().error()).isEqualTo("Boom");
    assertThat(engine.execution().cause()).isEqualTo("because Boom");
  }

  @Test
  void shouldTakeTimeOutsFromExpressions() {
    var engine =
        machine(
                """
                "S": {"Type": "Task", %s, "TimeoutSeconds": "{%% $states.input.t %%}", "End": true}
                """
                    .formatted(FUNCTION))
            .start("{\"t\": 5}")
            .after(Duration.ofSeconds(5));
    assertThat(engine.execution().error()).isEqualTo("States.Timeout");
  }

  @Test
  void shouldGiveTheSameTimeAndChanceToEveryExpressionOfATurn() {
    var engine =
        machine("\"S\": {\"Type\": \"Pass\", \"Output\": \"{% $millis() %}\", \"End\": true}")
            .start("{}");
    assertThat(engine.output()).isEqualTo(String.valueOf(Engine.START));
  }

  @Test
  void shouldMixLanguages() {
    var engine =
        Engine.given(
                """
                {"StartAt": "S", "States": {
                  "S": {"Type": "Pass", "Assign": {"x.$": "$.a"}, "Next": "J"},
                  "J": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $x + 1 %}",
                        "Assign": {"y": "{% $x * 2 %}"}, "Next": "P"},
                  "P": {"Type": "Pass", "Parameters": {"in.$": "$", "y.$": "$y"}, "End": true}}}
                """)
            .start("{\"a\": 4}");
    assertThat(engine.output()).isEqualTo("{\"in\":5,\"y\":8}");
  }
}
