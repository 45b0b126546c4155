package pawl.engine.golden;

import static pawl.engine.golden.Scenario.flow;
import static pawl.engine.golden.Scenario.of;
import static pawl.engine.golden.Scenario.single;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pawl.engine.Engine;

/** Distributed Map as the parent's history shows it: its children are executions of their own. */
final class DistributedMapScenarios {
  private static final String PASS =
      "{\"StartAt\": \"I\", \"States\": {\"I\": {\"Type\": \"Pass\", \"End\": true}}}";
  private static final String CATCH =
      "\"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.why\", \"Next\":"
          + " \"H\"}]";

  private DistributedMapScenarios() {}

  private static Scenario map(
      String name, String fields, String processor, String items, Consumer<Engine> script) {
    String distributed =
        "{\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, "
            + processor.substring(1);
    return of(
        name,
        single(
            """
            "Type": "Map", "Label": "Run", "ItemsPath": "$.items", "ItemProcessor": %s%s\
            """
                .formatted(distributed, fields.isEmpty() ? "" : ", " + fields)),
        "{\"items\": %s}".formatted(items),
        script);
  }

  static List<Scenario> all() {
    return List.of(
        map("distributed-map", "\"ResultPath\": \"$.out\"", PASS, "[10, 20]", _ -> {}),
        map("distributed-map-empty", "", PASS, "[]", _ -> {}),
        map(
            "distributed-map-batches",
            "\"ItemBatcher\": {\"MaxItemsPerBatch\": 2, \"BatchInput\": {\"k\": 1}}",
            PASS,
            "[1, 2, 3]",
            _ -> {}),
        map(
            "distributed-map-child-failed",
            "\"MaxConcurrency\": 1",
            flow(""),
            "[1, 2]",
            engine -> engine.fail("T", "Boom", "first")),
        map(
            "distributed-map-child-failed-caught",
            CATCH,
            flow(""),
            "[1, 2]",
            engine -> engine.succeed("T", "1").fail("T", "Boom", "second")),
        map(
            "distributed-map-retried",
            "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 1}]",
            flow(""),
            "[1]",
            engine ->
                engine.fail("T", "Boom", "1").after(Duration.ofSeconds(1)).succeed("T", "\"ok\"")),
        map(
            "distributed-map-failures-tolerated",
            "\"ToleratedFailureCount\": 1",
            flow(""),
            "[1, 2]",
            engine -> engine.fail("T", "Boom", "first").succeed("T", "2")),
        map(
            "distributed-map-tolerated-count-negative",
            "\"ToleratedFailureCountPath\": \"$.items[0]\"",
            PASS,
            "[-1]",
            _ -> {}),
        map("distributed-map-stopped", "", flow(""), "[1, 2]", Engine::stop));
  }
}
