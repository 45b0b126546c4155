package pawl.engine.golden;

import static pawl.engine.golden.Scenario.FUNCTION;
import static pawl.engine.golden.Scenario.flow;
import static pawl.engine.golden.Scenario.of;
import static pawl.engine.golden.Scenario.single;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pawl.engine.Engine;

/** Parallel: branches that succeed, fail, are cut off, and other states inside them. */
final class ParallelScenarios {
  private static final String PASS =
      "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Result\": 1, \"End\":"
          + " true}}}";
  private static final String WAIT =
      "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 60, \"End\":"
          + " true}}}";
  private static final String OTHER_WAIT = WAIT.replace("\"W\"", "\"V\"");
  private static final String FAIL =
      "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\", \"Error\": \"Bad\", \"Cause\":"
          + " \"branch\"}}}";
  private static final String MAP =
      "{\"StartAt\": \"M\", \"States\": {\"M\": {\"Type\": \"Map\", \"End\": true, \"ItemsPath\":"
          + " \"$.items\", \"ItemProcessor\": %s}}}";
  private static final String CATCH =
      "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.why\", \"Next\":"
          + " \"H\"}]";

  private ParallelScenarios() {}

  private static Scenario parallel(
      String name, String fields, List<String> branches, Consumer<Engine> script) {
    return of(
        name,
        single(
            """
            "Type": "Parallel", "Branches": %s%s\
            """
                .formatted(branches, fields.isEmpty() ? "" : ", " + fields)),
        "{\"items\": [1, 2]}",
        script);
  }

  static List<Scenario> all() {
    return List.of(
        parallel(
            "parallel",
            """
            "Parameters": {"n.$": "$.items[0]"}, "ResultSelector": {"first.$": "$[0]"}, "ResultPath": "$.out",
            "Assign": {"both.$": "$"}
            """,
            List.of(PASS, WAIT),
            engine -> engine.after(Duration.ofSeconds(60))),
        parallel("parallel-branch-failed", "", List.of(WAIT, FAIL), _ -> {}),
        parallel("parallel-branch-failed-first", "", List.of(FAIL, PASS), _ -> {}),
        parallel("parallel-branch-failed-caught", CATCH, List.of(PASS, FAIL), _ -> {}),
        parallel(
            "parallel-retried",
            "\"Retry\": [{\"ErrorEquals\": [\"Boom\"], \"MaxAttempts\": 1}]",
            List.of(flow(""), WAIT),
            engine ->
                engine
                    .fail("T", "Boom", "1")
                    .after(Duration.ofSeconds(1))
                    .succeed("T", "1")
                    .after(Duration.ofSeconds(60))),
        parallel(
            "parallel-retries-exhausted-caught",
            "\"Retry\": [{\"ErrorEquals\": [\"Boom\"], \"MaxAttempts\": 1}], " + CATCH,
            List.of(flow("")),
            engine ->
                engine.fail("T", "Boom", "1").after(Duration.ofSeconds(1)).fail("T", "Boom", "2")),
        parallel(
            "parallel-task-timed-out",
            "",
            List.of(flow("\"TimeoutSeconds\": 5"), WAIT),
            engine -> engine.after(Duration.ofSeconds(5))),
        parallel(
            "parallel-runtime-error",
            CATCH,
            List.of(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"InputPath\":"
                    + " \"$.no\", \"End\": true}}}"),
            _ -> {}),
        parallel(
            "parallel-parameters-missing",
            "\"Parameters\": {\"x.$\": \"$.no\"}, " + CATCH,
            List.of(PASS),
            _ -> {}),
        parallel(
            "parallel-output-path-missing",
            "\"OutputPath\": \"$.no\", " + CATCH,
            List.of(PASS),
            _ -> {}),
        parallel(
            "parallel-sibling-waits-for-retry",
            "",
            List.of(
                flow("\"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 1}]"),
                "{\"StartAt\": \"U\", \"States\": {\"U\": {\"Type\": \"Task\", \"Resource\": \"%s\", \"End\": true}}}"
                    .formatted(FUNCTION)),
            engine -> engine.fail("T", "Busy", "1").fail("U", "Boom", "2")),
        parallel(
            "parallel-sibling-map-aborted",
            "",
            List.of(
                MAP.formatted(flow("")),
                "{\"StartAt\": \"U\", \"States\": {\"U\": {\"Type\": \"Task\", \"Resource\": \"%s\", \"End\": true}}}"
                    .formatted(FUNCTION)),
            engine -> engine.succeed("T", "1").fail("U", "Boom", "2")),
        parallel(
            "parallel-map-failed",
            "",
            List.of(MAP.formatted(flow("")), WAIT),
            engine -> engine.fail("T", "Boom", "1")),
        parallel(
            "parallel-in-parallel",
            "",
            List.of(
                "{\"StartAt\": \"Inner\", \"States\": {\"Inner\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": [%s, %s]}}}"
                    .formatted(PASS, WAIT),
                OTHER_WAIT),
            engine -> engine.after(Duration.ofSeconds(60))),
        parallel(
            "parallel-in-parallel-failed",
            "",
            List.of(
                "{\"StartAt\": \"Inner\", \"States\": {\"Inner\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": [%s, %s]}}}"
                    .formatted(FAIL, WAIT),
                OTHER_WAIT),
            _ -> {}),
        parallel(
            "parallel-stopped",
            "",
            List.of(flow(""), WAIT, MAP.formatted(OTHER_WAIT)),
            engine -> engine.after(Duration.ofSeconds(3)).stop()),
        of(
            "parallel-machine-timed-out",
            """
            {"StartAt": "P", "TimeoutSeconds": 10, "States": {"P": {"Type": "Parallel", "End": true, "Branches": [%s, %s]}}}
            """
                .formatted(flow(""), WAIT),
            "{}",
            engine -> engine.after(Duration.ofSeconds(10))));
  }
}
