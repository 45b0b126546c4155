package pawl.engine.golden;

import static pawl.engine.golden.Scenario.of;
import static pawl.engine.golden.Scenario.single;

import java.time.Duration;
import java.util.List;
import pawl.engine.Command;

/** Pass, Choice, Wait, Succeed, Fail, and the ends that concern a whole execution. */
final class StateScenarios {
  private static final String CHOICE =
      """
      {"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Assign": {"by": "default"}, "Default": "Small", "Choices": [
          {"Variable": "$.n", "NumericGreaterThan": 10, "Assign": {"by": "rule", "n.$": "$.n"}, "Next": "Big"}]},
        "Big": {"Type": "Succeed"},
        "Small": {"Type": "Pass", "Parameters": {"by.$": "$by"}, "End": true}}}
      """;

  private StateScenarios() {}

  static List<Scenario> all() {
    return List.of(
        of("pass", single("\"Type\": \"Pass\""), "{\"a\": 0.0, \"b\": [1, 1.50, 1E2]}"),
        of(
            "pass-fields",
            single(
                """
                "Type": "Pass", "InputPath": "$.in", "Parameters": {"x.$": "$.v", "f.$": "States.Format('{}!', $.v)"},
                "ResultPath": "$.res", "OutputPath": "$.res", "Assign": {"kept.$": "$.x", "text": "$.x"}
                """),
            "{\"in\": {\"v\": 7}}"),
        of("pass-input-path-missing", single("\"Type\": \"Pass\", \"InputPath\": \"$.no\""), "{}"),
        of(
            "pass-parameters-missing",
            single("\"Type\": \"Pass\", \"Parameters\": {\"x.$\": \"$.no.such\"}"),
            "{\"a\": 1}"),
        of(
            "pass-result-too-large",
            single("\"Type\": \"Pass\", \"Parameters\": {\"a.$\": \"$.x\", \"b.$\": \"$.x\"}"),
            "{\"x\": \"%s\"}".formatted("x".repeat(200_000))),
        of("choice-rule", CHOICE, "{\"n\": 11}"),
        of("choice-default", CHOICE, "{\"n\": 10}"),
        of(
            "choice-no-match",
            """
            {"StartAt": "C", "States": {
              "C": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 11, "Next": "S"}]},
              "S": {"Type": "Succeed"}}}
            """,
            "{\"n\": \"11\"}"),
        of("choice-variable-missing", CHOICE, "{}"),
        of(
            "wait-seconds",
            single("\"Type\": \"Wait\", \"Seconds\": 90"),
            "{}",
            engine -> engine.after(Duration.ofSeconds(90))),
        of(
            "wait-seconds-path",
            single("\"Type\": \"Wait\", \"SecondsPath\": \"$.s\", \"OutputPath\": \"$.s\""),
            "{\"s\": 2}",
            engine -> engine.after(Duration.ofSeconds(2))),
        of(
            "wait-timestamp",
            single("\"Type\": \"Wait\", \"TimestampPath\": \"$.until\""),
            "{\"until\": \"2027-01-15T08:01:00+00:00\"}",
            engine -> engine.after(Duration.ofSeconds(60))),
        of(
            "wait-timestamp-past",
            single("\"Type\": \"Wait\", \"Timestamp\": \"2016-08-18T17:33:00Z\""),
            "{}"),
        of(
            "wait-seconds-negative",
            single("\"Type\": \"Wait\", \"SecondsPath\": \"$.s\""),
            "{\"s\": -1}"),
        of(
            "wait-timestamp-without-offset",
            single("\"Type\": \"Wait\", \"TimestampPath\": \"$.until\""),
            "{\"until\": \"2027-01-15T08:01:00\"}"),
        of(
            "wait-stopped",
            single("\"Type\": \"Wait\", \"Seconds\": 90"),
            "{}",
            engine ->
                engine
                    .after(Duration.ofSeconds(30))
                    .host
                    .submit(new Command.Stop(engine.id(), "Operator", "had enough"))),
        of(
            "wait-stopped-without-reason",
            single("\"Type\": \"Wait\", \"Seconds\": 90"),
            "{}",
            engine -> engine.stop()),
        of(
            "wait-machine-timed-out",
            """
            {"StartAt": "W", "TimeoutSeconds": 10, "States": {"W": {"Type": "Wait", "Seconds": 90, "End": true}}}
            """,
            "{}",
            engine -> engine.after(Duration.ofSeconds(10))),
        of(
            "succeed",
            """
            {"StartAt": "S", "States": {"S": {"Type": "Succeed", "InputPath": "$.a", "OutputPath": "$.b"}}}
            """,
            "{\"a\": {\"b\": 1}}"),
        of(
            "succeed-output-path-missing",
            """
            {"StartAt": "S", "States": {"S": {"Type": "Succeed", "OutputPath": "$.no"}}}
            """,
            "{\"a\": 1}"),
        of(
            "fail",
            """
            {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Custom", "Cause": "on purpose"}}}
            """,
            "{}"),
        of(
            "fail-without-reason",
            "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\"}}}",
            "{}"),
        of(
            "fail-paths",
            """
            {"StartAt": "F", "States": {"F": {"Type": "Fail", "ErrorPath": "$.e",
              "CausePath": "States.Format('{} in {}', $.e, $$.State.Name)"}}}
            """,
            "{\"e\": \"Custom\"}"),
        of(
            "fail-path-missing",
            """
            {"StartAt": "F", "States": {"F": {"Type": "Fail", "ErrorPath": "$.no", "Cause": "c"}}}
            """,
            "{}"));
  }
}
