package pawl.bench.work;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import pawl.asl.Payload;
import pawl.bench.measure.Folders;
import pawl.bench.measure.Memory;
import pawl.bench.measure.Snapshot;
import pawl.bench.measure.Usage;
import pawl.dev.bucket.BucketServer;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.integrations.items.S3ItemSource;
import pawl.integrations.items.S3ResultSink;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.ObjectStore;
import pawl.integrations.sdk.SdkBridge;

/**
 * A distributed Map over the lines of a CSV file in S3, with children that do nothing and results
 * that go to S3. S3 is the server of {@code pawl dev}, in the same process: what it spends counts.
 */
final class Distributed implements Workload {
  private static final int ITEMS = 20_000;
  private static final int WARM_UP_ITEMS = 5_000;
  private static final String BUCKET = "bench";
  private static final Duration PATIENCE = Duration.ofHours(2);
  private static final String DEFINITION =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "MaxConcurrency": 1000,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"},
          "Parameters": {"Bucket": "bench", "Key.$": "$.key"}},
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
    return "a distributed Map over a CSV of 20,000 lines (--count) in S3, a Pass state each,"
        + " durable";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int items = setting.countOr(ITEMS);
    int warmUp = Math.min(WARM_UP_ITEMS, items);
    Path folder = setting.data().resolve("store");
    Path objects = setting.data().resolve("buckets").resolve(BUCKET);
    Lines.write(objects.resolve("warm-up.csv"), warmUp);
    Lines.write(objects.resolve("measured.csv"), items);
    try (BucketServer s3 =
            BucketServer.start("127.0.0.1", 0, Objects.requireNonNull(objects.getParent()));
        SdkBridge bridge = new SdkBridge(access(s3))) {
      ObjectStore store = new ObjectStore(bridge);
      try (S3ItemSource source = new S3ItemSource(store);
          EmbeddedHost host =
              Hosts.open(
                  folder,
                  Limits.AWS,
                  setting.sync(),
                  new Outside(_ -> new TaskReport.TimedOut(), source, new S3ResultSink(store)))) {
        Machines.create(host, "Distributed", DEFINITION);
        Lines.check(runOne(host, "warm-up", objects), warmUp);
        long parsing = System.nanoTime();
        Checks.equal(items, Lines.readAll(source, BUCKET, "measured.csv"));
        double parseSeconds = (System.nanoTime() - parsing) / 1e9;
        setting.measuring().run();
        Snapshot before = Snapshot.take(host::commits);
        Path results = runOne(host, "measured", objects);
        Usage usage = Usage.between(before, Snapshot.take(host::commits));
        Lines.check(results, items);
        return Result.of(name(), "%d items, sync %s", items, setting.sync())
            .score(Score.atLeast("items", items / usage.seconds(), 10_000, "/s"))
            .figure("seconds", usage.seconds())
            .figure("parseSeconds", parseSeconds)
            .figure("parsedPerSecond", items / parseSeconds)
            .figure("itemsPerSecond", items / usage.seconds())
            .figure("executionsPerSecond", items / usage.seconds())
            .figure("stepsPerSecond", items / usage.seconds())
            .figure("commitsPerSecond", usage.commits() / usage.seconds())
            .usage(usage, items)
            .figure("heapPeakBytes", Memory.heapPeak())
            .figure("heapAfterCollectionBytes", Memory.heapAfterCollection())
            .figure("diskBytesPerExecution", (double) Folders.size(folder) / (warmUp + items));
      }
    }
  }

  private static AwsAccess access(BucketServer s3) {
    return new AwsAccess(
        "us-east-1",
        null,
        Map.of("s3", URI.create("http://127.0.0.1:" + s3.port())),
        new AwsAccess.Credentials("bench", "bench", null));
  }

  /** Runs the Map over {@code NAME.csv}; the folder of its results. */
  private static Path runOne(EmbeddedHost host, String name, Path objects) {
    ExecutionId id =
        Machines.start(host, "Distributed", name, Payload.ofText("{\"key\":\"" + name + ".csv\"}"));
    if (!host.awaitEnd(id, PATIENCE)) {
      throw new IllegalStateException("The Map does not end");
    }
    Payload output = Checks.succeeded(host, id).output();
    String manifest =
        output == null ? "" : output.node().path("ResultWriterDetails").path("Key").asText();
    return Objects.requireNonNull(objects.resolve(manifest).getParent());
  }
}
