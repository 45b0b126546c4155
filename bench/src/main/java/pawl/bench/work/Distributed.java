package pawl.bench.work;

import java.time.Duration;
import java.util.stream.IntStream;
import pawl.asl.Payload;
import pawl.bench.measure.Folders;
import pawl.bench.measure.Memory;
import pawl.bench.measure.Snapshot;
import pawl.bench.measure.Usage;
import pawl.embedded.EmbeddedHost;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;

/** A distributed Map over a dataset that takes no time to read, with children that do nothing. */
final class Distributed implements Workload {
  private static final int ITEMS = 20_000;
  private static final int WARM_UP_ITEMS = 5_000;
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final String DEFINITION =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1000,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "JSONL"},
          "Parameters": {"Bucket": "bench", "Key.$": "$.items"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
          "Parameters": {"Bucket": "bench", "Prefix": "results"}}}}}
      """;

  @Override
  public String name() {
    return "distributed";
  }

  @Override
  public String description() {
    return "a distributed Map of 20,000 items (--count), children of one Pass state, durable";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int items = setting.countOr(ITEMS);
    var folder = setting.data().resolve("store");
    try (EmbeddedHost host =
        Hosts.open(
            folder,
            Limits.AWS,
            setting.sync(),
            new Outside(_ -> new TaskReport.TimedOut(), Distributed::read, Distributed::count))) {
      Machines.create(host, "Distributed", DEFINITION);
      int warmUp = (int) Math.min(WARM_UP_ITEMS, items);
      runOne(host, "warm-up", warmUp);
      setting.measuring().run();
      Snapshot before = Snapshot.take(host::commits);
      runOne(host, "measured", items);
      Usage usage = Usage.between(before, Snapshot.take(host::commits));
      return Result.of(name(), "%d items, sync %s", items, setting.sync())
          .figure("seconds", usage.seconds())
          .figure("itemsPerSecond", items / usage.seconds())
          .figure("executionsPerSecond", items / usage.seconds())
          .figure("stepsPerSecond", items / usage.seconds())
          .figure("commitsPerSecond", usage.commits() / usage.seconds())
          .usage(usage, items)
          .figure("heapAfterCollectionBytes", Memory.heapAfterCollection())
          .figure("diskBytesPerExecution", (double) Folders.size(folder) / (warmUp + items));
    }
  }

  /** The "key" of the dataset is how many items it has. */
  private static ItemPage read(ItemRequest request) {
    int items = request.parameters().node().path("Key").asInt();
    int from = request.position() == null ? 0 : Integer.parseInt(request.position());
    int to = Math.min(items, from + request.maxItems());
    return new ItemPage.Items(
        IntStream.range(from, to).mapToObj(n -> Payload.ofText("{\"n\":" + n + "}")).toList(),
        to == items ? null : String.valueOf(to));
  }

  private static TaskReport count(
      pawl.engine.ResultRequest request, java.util.Iterator<pawl.engine.ChildResult> children) {
    int[] count = {0};
    children.forEachRemaining(_ -> count[0]++);
    return new TaskReport.Succeeded(Payload.ofText("{\"children\":" + count[0] + "}"));
  }

  private static void runOne(EmbeddedHost host, String name, int items) {
    ExecutionId id =
        Machines.start(host, "Distributed", name, Payload.ofText("{\"items\":\"" + items + "\"}"));
    if (!host.awaitEnd(id, PATIENCE)) {
      throw new IllegalStateException("The Map does not end");
    }
    ExecutionView view = Checks.succeeded(host, id);
    Payload output = view.output();
    Checks.equal(items, output == null ? 0 : output.node().path("children").asInt());
  }
}
