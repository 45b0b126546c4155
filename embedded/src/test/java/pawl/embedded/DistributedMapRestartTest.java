package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.ChildResult;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.ResultSink;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;

/** A server goes away in the middle of a distributed Map, and comes back. */
class DistributedMapRestartTest {
  private static final Arns ARNS = new Arns("us-east-1", "123456789012");
  private static final int ITEMS = 2_500;
  private static final int BEFORE_THE_RESTART = 700;

  private static final String MACHINE =
      """
      {"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 50, "End": true,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
          "ReaderConfig": {"InputType": "JSONL"}, "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject",
          "Parameters": {"Bucket": "b", "Prefix": "p"}}}}}
      """;

  @TempDir Path folder;

  private static ItemPage read(ItemRequest request) {
    int from = request.position() == null ? 0 : Integer.parseInt(request.position());
    int to = Math.min(ITEMS, from + request.maxItems());
    return new ItemPage.Items(
        IntStream.range(from, to).mapToObj(n -> Payload.ofText("" + n)).toList(),
        to == ITEMS ? null : "" + to);
  }

  private EmbeddedHost open(TaskCaller caller, ResultSink results) {
    return EmbeddedHost.open(
        EmbeddedHost.Options.of(folder, ARNS),
        new Outside(caller, DistributedMapRestartTest::read, results));
  }

  private static final ResultSink NEVER =
      (_, _) -> new TaskReport.Failed("Test", "too early to write");

  @Test
  void shouldLoseNoItemAndRepeatNoneThatIsDone() throws Exception {
    var done = new AtomicInteger();
    var half = new CountDownLatch(1);
    Map<String, Integer> finished = new ConcurrentHashMap<>();
    String arn = ARNS.execution("M", "run");
    TaskCaller untilHalf =
        call -> {
          if (done.incrementAndGet() > BEFORE_THE_RESTART) {
            half.countDown();
            return forEver();
          }
          return answer(call, finished);
        };
    try (EmbeddedHost host = open(untilHalf, NEVER)) {
      host.submit(
          new CatalogueCommand.CreateMachine(
              ARNS.stateMachine("M"),
              "M",
              MachineType.STANDARD,
              MACHINE,
              new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
              Map.of()));
      host.submit(
          new Command.Start(arn, "run", ARNS.stateMachine("M"), Payload.ofText("{}"), null, null));
      half.await();
    }
    int before = finished.size();
    List<ChildResult> written = new ArrayList<>();
    ResultSink sink =
        (_, children) -> {
          children.forEachRemaining(written::add);
          return new TaskReport.Succeeded(Payload.ofText("{\"ok\":true}"));
        };
    try (EmbeddedHost host = open(call -> answer(call, finished), sink)) {
      assertThat(host.awaitEnd(ExecutionId.of(arn), Duration.ofSeconds(60))).isTrue();
      var view = host.reads().execution(ExecutionId.of(arn)).orElseThrow();
      assertThat(view.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
    assertThat(before).isBetween(1, BEFORE_THE_RESTART);
    assertThat(written).hasSize(ITEMS);
    for (int n = 0; n < ITEMS; n++) {
      assertThat(written.get(n).input().text()).isEqualTo("" + n);
      assertThat(written.get(n).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
    // Only calls whose answer was on its way when the host closed are made again.
    assertThat(finished.values().stream().filter(times -> times > 1).count()).isLessThan(60);
  }

  private static TaskReport answer(TaskCall call, Map<String, Integer> finished) {
    finished.merge(call.parameters().text(), 1, Integer::sum);
    return new TaskReport.Succeeded(call.parameters());
  }

  private static TaskReport forEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new TaskReport.TimedOut();
  }
}
