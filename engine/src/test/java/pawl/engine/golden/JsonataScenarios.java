package pawl.engine.golden;

import static pawl.engine.golden.Scenario.FUNCTION;
import static pawl.engine.golden.Scenario.SEND_MESSAGE;
import static pawl.engine.golden.Scenario.of;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pawl.engine.Engine;

/** States in JSONata: what they write when expressions yield values, and when they fail. */
final class JsonataScenarios {
  private static final String CATCH =
      """
      "Catch": [{"ErrorEquals": ["States.ALL"], "Output": {"why": "{% $states.errorOutput %}"},
                 "Assign": {"error": "{% $states.errorOutput.Error %}"}, "Next": "H"}]\
      """;

  private JsonataScenarios() {}

  private static Scenario jsonata(String name, String fields, Consumer<Engine> script) {
    String definition = Scenario.single(fields);
    return of(
        name,
        "{\"QueryLanguage\": \"JSONata\", " + definition.substring(1),
        "{\"n\": 2, \"items\": [1, 2]}",
        script);
  }

  private static Scenario jsonata(String name, String fields) {
    return jsonata(name, fields, _ -> {});
  }

  static List<Scenario> all() {
    return List.of(
        jsonata(
            "jsonata-pass",
            """
            "Type": "Pass", "Output": {"double": "{% $states.input.n * 2 %}", "text": "n"},
            "Assign": {"kept": "{% $states.input.items %}"}
            """),
        jsonata(
            "jsonata-undefined",
            "\"Type\": \"Pass\", \"Output\": {\"x\": \"{% $states.input.no %}\"}"),
        jsonata(
            "jsonata-task",
            """
            "Type": "Task", "Resource": "%s", "Arguments": {"QueueUrl": "q", "MessageBody": "{%% $states.input %%}"},
            "TimeoutSeconds": "{%% $states.input.n * 30 %%}", "Output": "{%% $states.result.MessageId %%}",
            "Assign": {"id": "{%% $states.result.MessageId %%}"}
            """
                .formatted(SEND_MESSAGE),
            engine -> engine.succeed("S", "{\"MessageId\": \"m\"}")),
        jsonata(
            "jsonata-task-failed-caught",
            "\"Type\": \"Task\", \"Resource\": \"%s\", %s".formatted(FUNCTION, CATCH),
            engine -> engine.fail("S", "Boom", "because")),
        jsonata(
            "jsonata-arguments-undefined-caught",
            "\"Type\": \"Task\", \"Resource\": \"%s\", \"Arguments\": \"{%% $states.input.no %%}\", %s"
                .formatted(FUNCTION, CATCH)),
        jsonata(
            "jsonata-arguments-failed-retried",
            """
            "Type": "Task", "Resource": "%s", "Arguments": "{%% $nosuch(1) %%}",
            "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "MaxAttempts": 1}]
            """
                .formatted(FUNCTION),
            engine -> engine.after(Duration.ofSeconds(1))),
        jsonata(
            "jsonata-output-failed-after-task",
            "\"Type\": \"Task\", \"Resource\": \"%s\", \"Output\": \"{%% $states.result.no %%}\""
                .formatted(FUNCTION),
            engine -> engine.succeed("S", "{}")),
        jsonata(
            "jsonata-map",
            """
            "Type": "Map", "Items": "{% $states.input.items %}", "MaxConcurrency": 1,
            "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}"},
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "Output": "{% $states.input.v %}", "End": true}}},
            "Output": {"sum": "{% $sum($states.result) %}"}
            """),
        jsonata(
            "jsonata-map-items-no-array-caught",
            """
            "Type": "Map", "Items": "{%% $states.input.n %%}", %s,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}
            """
                .formatted(CATCH)),
        jsonata(
            "jsonata-map-iteration-failed",
            """
            "Type": "Map", "Items": "{% $states.input.items %}", "MaxConcurrency": 1,
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "Output": "{% $nosuch() %}", "End": true}}}
            """),
        jsonata(
            "jsonata-parallel-branch-failed-caught",
            """
            "Type": "Parallel", %s,
            "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Output": "{%% $nosuch() %%}", "End": true}}}]
            """
                .formatted(CATCH)),
        jsonata(
            "jsonata-wait",
            "\"Type\": \"Wait\", \"Seconds\": \"{% $states.input.n %}\"",
            engine -> engine.after(Duration.ofSeconds(2))),
        jsonata(
            "jsonata-wait-timestamp-invalid",
            "\"Type\": \"Wait\", \"Timestamp\": \"{% '2016-12-05T21:29:29' %}\""),
        of(
            "jsonata-choice",
            """
            {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
              "C": {"Type": "Choice", "Default": "B", "Choices": [
                {"Condition": "{% $states.input.n > 1 %}", "Next": "A", "Output": {"chosen": "{% $states.input.n %}"}}]},
              "A": {"Type": "Succeed", "Output": "{% $states.input.chosen %}"},
              "B": {"Type": "Fail", "Error": "{% 'E' & $states.input.n %}", "Cause": "small"}}}
            """,
            "{\"n\": 2}"),
        of(
            "jsonata-choice-default-fails",
            """
            {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
              "C": {"Type": "Choice", "Default": "B", "Choices": [
                {"Condition": "{% $states.input.n > 1 %}", "Next": "A"}]},
              "A": {"Type": "Succeed"},
              "B": {"Type": "Fail", "Error": "{% 'E' & $states.input.n %}", "Cause": "small"}}}
            """,
            "{\"n\": 1}"));
  }
}
