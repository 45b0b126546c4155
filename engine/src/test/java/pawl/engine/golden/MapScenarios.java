package pawl.engine.golden;

import static pawl.engine.golden.Scenario.FUNCTION;
import static pawl.engine.golden.Scenario.flow;
import static pawl.engine.golden.Scenario.of;
import static pawl.engine.golden.Scenario.single;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pawl.engine.Engine;

/** Inline Map: iterations that succeed, fail, are cut off, and other states inside them. */
final class MapScenarios {
  private static final String PASS =
      "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"End\": true}}}";
  private static final String FAIL =
      "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Fail\", \"Error\": \"Bad\", \"Cause\":"
          + " \"item\"}}}";
  private static final String CATCH =
      "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.why\", \"Next\":"
          + " \"H\"}]";

  private MapScenarios() {}

  private static Scenario map(
      String name, String fields, String processor, String items, Consumer<Engine> script) {
    return of(
        name,
        single(
            """
            "Type": "Map", "ItemsPath": "$.items", "ItemProcessor": %s%s\
            """
                .formatted(processor, fields.isEmpty() ? "" : ", " + fields)),
        "{\"items\": %s}".formatted(items),
        script);
  }

  static List<Scenario> all() {
    return List.of(
        map("map-sequential", "\"MaxConcurrency\": 1", PASS, "[10, 20]", _ -> {}),
        map(
            "map-concurrent",
            """
            "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"}, "ResultPath": "$.out",
            "ResultSelector": {"all.$": "$[*].i"}
            """,
            PASS,
            "[10, 20, 30]",
            _ -> {}),
        map("map-empty", "", PASS, "[]", _ -> {}),
        map("map-items-no-array", CATCH, PASS, "{\"a\": 1}", _ -> {}),
        map(
            "map-item-selector-missing",
            "\"ItemSelector\": {\"x.$\": \"$.no\"}, " + CATCH,
            PASS,
            "[1]",
            _ -> {}),
        map(
            "map-two-at-a-time",
            "\"MaxConcurrency\": 2",
            flow(""),
            "[1, 2, 3]",
            engine -> engine.succeed("T", "1").succeed("T", "2").succeed("T", "3")),
        map("map-iteration-failed", "\"MaxConcurrency\": 1", FAIL, "[1, 2]", _ -> {}),
        map("map-iteration-failed-caught", "\"MaxConcurrency\": 1, " + CATCH, FAIL, "[1]", _ -> {}),
        map(
            "map-iteration-failed-retried",
            """
            "MaxConcurrency": 1, "Retry": [{"ErrorEquals": ["Bad"], "MaxAttempts": 1}]
            """,
            FAIL,
            "[1]",
            engine -> engine.after(Duration.ofSeconds(1))),
        map(
            "map-task-failed-others-aborted",
            "",
            flow(""),
            "[1, 2, 3]",
            engine -> engine.succeed("T", "1").fail("T", "Boom", "second")),
        map(
            "map-task-failed-others-aborted-then-retried",
            "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 1}]",
            flow(""),
            "[1, 2]",
            engine ->
                engine
                    .fail("T", "Boom", "first")
                    .after(Duration.ofSeconds(1))
                    .succeed("T", "1")
                    .succeed("T", "2")),
        map(
            "map-tasks-timed-out",
            "",
            flow("\"TimeoutSeconds\": 5"),
            "[1, 2]",
            engine -> engine.after(Duration.ofSeconds(5))),
        map(
            "map-task-retried-inside",
            "",
            flow("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 1}]"),
            "[1, 2]",
            engine ->
                engine
                    .fail("T", "Busy", "first")
                    .succeed("T", "2")
                    .after(Duration.ofSeconds(1))
                    .succeed("T", "1")),
        map(
            "map-aborted-while-waiting-for-retry",
            "",
            flow("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 1}]"),
            "[1, 2]",
            engine -> engine.fail("T", "Busy", "first").fail("T", "Boom", "second")),
        map(
            "map-caught-inside",
            "",
            """
            {"StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "%s", "Next": "Done",
                    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}]},
              "Done": {"Type": "Pass", "End": true}}}
            """
                .formatted(FUNCTION),
            "[1]",
            engine -> engine.fail("T", "Boom", "caught")),
        map(
            "map-runtime-error-inside",
            CATCH,
            """
            {"StartAt": "I", "States": {"I": {"Type": "Pass", "InputPath": "$.no", "End": true}}}
            """,
            "[1]",
            _ -> {}),
        map("map-output-path-missing", "\"OutputPath\": \"$.no\", " + CATCH, PASS, "[1]", _ -> {}),
        map("map-stopped", "", flow(""), "[1, 2]", engine -> engine.succeed("T", "1").stop()),
        map(
            "map-in-map",
            "\"MaxConcurrency\": 1",
            """
            {"StartAt": "Inner", "States": {"Inner": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ItemProcessor": %s}}}
            """
                .formatted(PASS),
            "[[1, 2], []]",
            _ -> {}),
        map(
            "map-in-map-failed",
            "\"MaxConcurrency\": 1",
            """
            {"StartAt": "Inner", "States": {"Inner": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ItemProcessor": %s}}}
            """
                .formatted(FAIL),
            "[[1]]",
            _ -> {}),
        map(
            "map-with-waits-and-parallel-aborted",
            CATCH,
            """
            {"StartAt": "C", "States": {
              "C": {"Type": "Choice", "Default": "W", "Choices": [
                {"Variable": "$", "NumericEquals": 1, "Next": "T"},
                {"Variable": "$", "NumericEquals": 2, "Next": "P"}]},
              "T": {"Type": "Task", "Resource": "%s", "End": true},
              "W": {"Type": "Wait", "Seconds": 60, "End": true},
              "P": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "PW", "States": {"PW": {"Type": "Wait", "Seconds": 60, "End": true}}}]}}}
            """
                .formatted(FUNCTION),
            "[1, 2, 3]",
            engine -> engine.fail("T", "Boom", "one")),
        map(
            "map-variables",
            "\"MaxConcurrency\": 1, \"Assign\": {\"n.$\": \"$[0]\"}",
            """
            {"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"inner": 1}, "Next": "J"},
              "J": {"Type": "Pass", "Parameters": {"v.$": "$inner"}, "OutputPath": "$.v", "End": true}}}
            """,
            "[5]",
            _ -> {}));
  }
}
