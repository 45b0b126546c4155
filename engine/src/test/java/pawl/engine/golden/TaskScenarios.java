package pawl.engine.golden;

import static pawl.engine.golden.Scenario.FUNCTION;
import static pawl.engine.golden.Scenario.SEND_MESSAGE;
import static pawl.engine.golden.Scenario.of;
import static pawl.engine.golden.Scenario.task;

import java.time.Duration;
import java.util.List;
import pawl.engine.Command;

/** Tasks that are called and answer: functions and services, with retries, catchers, time-outs. */
final class TaskScenarios {
  private static final String RETRY =
      """
      "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 2.0, "MaxAttempts": 2}]\
      """;
  private static final String CATCH_ALL =
      """
      "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.why", "Next": "H"}]\
      """;

  private TaskScenarios() {}

  static List<Scenario> all() {
    return List.of(
        of(
            "function",
            task(
                FUNCTION,
                """
                "Parameters": {"n.$": "$.n"}, "ResultSelector": {"r.$": "$.x"}, "ResultPath": "$.result",
                "TimeoutSeconds": 30, "Assign": {"last.$": "$.r"}
                """),
            "{\"n\": 1}",
            engine -> engine.succeed("S", "{\"x\": 2.0, \"y\": 3}")),
        of(
            "function-failed",
            task(FUNCTION, ""),
            "{}",
            engine -> engine.fail("S", "Busy", "{\"errorType\":\"Busy\"}")),
        of(
            "function-retried",
            task(FUNCTION, RETRY),
            "{}",
            engine ->
                engine
                    .fail("S", "Busy", "1")
                    .after(Duration.ofSeconds(2))
                    .fail("S", "Busy", "2")
                    .after(Duration.ofSeconds(4))
                    .succeed("S", "\"at last\"")),
        of(
            "function-retries-exhausted",
            task(FUNCTION, RETRY),
            "{}",
            engine ->
                engine
                    .fail("S", "Busy", "1")
                    .after(Duration.ofSeconds(2))
                    .fail("S", "Busy", "2")
                    .after(Duration.ofSeconds(4))
                    .fail("S", "Busy", "3")),
        of(
            "function-retried-then-caught",
            task(FUNCTION, RETRY + ", " + CATCH_ALL),
            "{\"in\": 1}",
            engine ->
                engine.fail("S", "Busy", "1").after(Duration.ofSeconds(2)).fail("S", "Other", "2")),
        of(
            "function-caught-with-assign",
            task(
                FUNCTION,
                """
                "Catch": [{"ErrorEquals": ["Other"], "Next": "H"},
                          {"ErrorEquals": ["States.TaskFailed"], "Assign": {"e.$": "$.Error"}, "Next": "H"}]
                """),
            "{\"in\": 1}",
            engine -> engine.fail("S", "Boom", "because")),
        of(
            "function-timed-out",
            task(FUNCTION, "\"TimeoutSeconds\": 5"),
            "{}",
            engine -> engine.after(Duration.ofSeconds(5))),
        of(
            "function-timed-out-retried-caught",
            task(
                FUNCTION,
                """
                "TimeoutSecondsPath": "$.t",
                "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}],
                """
                    + CATCH_ALL),
            "{\"t\": 5}",
            engine -> engine.after(Duration.ofSeconds(11))),
        of(
            "function-timeout-path-missing",
            task(FUNCTION, "\"TimeoutSecondsPath\": \"$.t\", " + CATCH_ALL),
            "{}"),
        of(
            "function-output-path-missing",
            task(FUNCTION, "\"OutputPath\": \"$.no\", " + CATCH_ALL),
            "{}",
            engine -> engine.succeed("S", "{}")),
        of(
            "function-result-selector-missing",
            task(FUNCTION, "\"ResultSelector\": {\"x.$\": \"$.no\"}, " + CATCH_ALL),
            "{}",
            engine -> engine.succeed("S", "{}")),
        of(
            "function-parameters-missing",
            task(FUNCTION, "\"Parameters\": {\"x.$\": \"$.no\"}, " + CATCH_ALL),
            "{}"),
        of(
            "function-intrinsic-failed",
            task(
                FUNCTION,
                "\"Parameters\": {\"x.$\": \"States.ArrayRange(0, 5, 0)\"}, " + CATCH_ALL),
            "{}"),
        of(
            "function-result-too-large-caught",
            task(FUNCTION, CATCH_ALL),
            "{}",
            engine -> engine.succeed("S", "\"%s\"".formatted("x".repeat(262_143)))),
        of(
            "function-with-credentials",
            task(
                FUNCTION,
                "\"Credentials\": {\"RoleArn\": \"arn:aws:iam::123456789012:role/other\"}"),
            "{}",
            engine -> engine.succeed("S", "{}")),
        of(
            "function-stopped",
            task(FUNCTION, ""),
            "{}",
            engine -> engine.host.submit(new Command.Stop(engine.id(), "Operator", "had enough"))),
        of(
            "function-stopped-before-retry",
            task(FUNCTION, RETRY),
            "{}",
            engine -> engine.fail("S", "Busy", "1").after(Duration.ofSeconds(1)).stop()),
        of(
            "function-machine-timed-out",
            """
            {"StartAt": "S", "TimeoutSeconds": 10, "States": {"S": {"Type": "Task", "Resource": "%s", "End": true,
              "Retry": [{"ErrorEquals": ["States.ALL"]}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "H"}]},
              "H": {"Type": "Pass", "End": true}}}
            """
                .formatted(FUNCTION),
            "{}",
            engine -> engine.after(Duration.ofSeconds(10))),
        of(
            "service",
            task(
                SEND_MESSAGE,
                "\"Parameters\": {\"QueueUrl\": \"q\", \"MessageBody\": {\"a.$\": \"$.a\", \"n\":"
                    + " null}}"),
            "{\"a\": [1]}",
            engine -> engine.succeed("S", "{\"MessageId\": \"m\"}")),
        of(
            "service-failed-caught",
            task(
                SEND_MESSAGE,
                "\"Parameters\": {\"QueueUrl\": \"q\", \"MessageBody\": \"b\"}, " + CATCH_ALL),
            "{}",
            engine -> engine.fail("S", "SQS.SdkClientException", "no such host")),
        of(
            "service-timed-out-retried",
            task(
                SEND_MESSAGE,
                """
                "Parameters": {"QueueUrl": "q", "MessageBody": "b"}, "TimeoutSeconds": 3,
                "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1}]
                """),
            "{}",
            engine -> engine.after(Duration.ofSeconds(7))));
  }
}
