package pawl.bench.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pawl.asl.Payload;
import pawl.bench.load.Load;
import pawl.bench.measure.Memory;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;

/** One wide inline Map at a time, from the start of its execution to the end. */
final class Maps implements Workload {
  private static final int ITEMS = 1_000;
  private static final double GOAL_MILLIS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DEFINITION =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}
      """;

  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "map";
  }

  @Override
  public String description() {
    return "one execution at a time with an inline Map of 1,000 items over a Pass, durable";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int items = setting.countOr(ITEMS);
    int inFlight = setting.inFlightOr(1);
    Payload input =
        Payload.ofText(
            IntStream.range(0, items)
                .mapToObj(n -> "{\"n\":" + n + "}")
                .collect(Collectors.joining(",", "[", "]")));
    try (EmbeddedHost host =
        Hosts.open(
            setting.data().resolve("store"),
            Limits.AWS,
            setting.sync(),
            Outside.of(_ -> new TaskReport.TimedOut()))) {
      Machines.create(host, "Map", DEFINITION);
      Load.Outcome outcome =
          Load.run(setting.inside(inFlight), host::commits, _ -> runOne(host, input));
      Result result =
          Result.of(name(), "%d items, %d in flight, sync %s", items, inFlight, setting.sync())
              .load(outcome, items);
      result.figure("heapAfterCollectionBytes", Memory.heapAfterCollection());
      return result.score(
          Score.atMost("p50 of an execution", result.figure("p50Millis"), GOAL_MILLIS, "ms"));
    }
  }

  private void runOne(EmbeddedHost host, Payload input) {
    long number = numbers.getAndIncrement();
    ExecutionId id = Machines.start(host, "Map", "e" + number, input);
    if (!host.awaitEnd(id, PATIENCE)) {
      throw new IllegalStateException("An execution does not end");
    }
    if (Checks.isDue(number)) {
      Checks.equal(input, Checks.succeeded(host, id).output());
    }
  }
}
