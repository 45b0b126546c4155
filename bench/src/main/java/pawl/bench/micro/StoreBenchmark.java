package pawl.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.bench.measure.Folders;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Command;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.history.HistoryEvent;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Page;

/**
 * Reads of a store on disk that holds ten thousand executions: single keys, and scans over many.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class StoreBenchmark {
  private static final int EXECUTIONS = 10_000;
  private static final int PAGE = 100;

  private final String machine = Samples.ARNS.stateMachine(Samples.MACHINE);
  private final ExecutionId one = ExecutionId.of(Samples.ARNS.execution(Samples.MACHINE, "e7"));
  private @Nullable Path folder;
  private @Nullable EmbeddedHost host;

  @Setup
  public void fill() throws IOException {
    Path made = Files.createTempDirectory("pawl-bench");
    folder = made;
    EmbeddedHost opened =
        EmbeddedHost.open(
            new EmbeddedHost.Options(made, Samples.ARNS, Limits.AWS, 2, false),
            Outside.of(_ -> new TaskReport.TimedOut()));
    host = opened;
    opened.submit(
        new CatalogueCommand.CreateMachine(
            machine,
            Samples.MACHINE,
            MachineType.STANDARD,
            Samples.passChain(10),
            new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
            Map.of()));
    for (int i = 0; i < EXECUTIONS; i++) {
      opened.submit(
          new Command.Start(
              Samples.ARNS.execution(Samples.MACHINE, "e" + i),
              "e" + i,
              machine,
              Payload.ofText(Samples.ORDER),
              null,
              null));
    }
  }

  @TearDown
  public void remove() {
    host().close();
    if (folder != null) {
      Folders.delete(folder);
    }
  }

  private EmbeddedHost host() {
    return Optional.ofNullable(host).orElseThrow();
  }

  /** As DescribeExecution asks. */
  @Benchmark
  public Optional<ExecutionView> readExecution() {
    return host().reads().execution(one);
  }

  /** As ListExecutions asks: a page of a hundred. */
  @Benchmark
  public Page<ExecutionSummary> scanExecutions() {
    return host().reads().executions(ExecutionQuery.of(machine), PAGE, null);
  }

  /** As GetExecutionHistory asks: twenty-two events. */
  @Benchmark
  public Optional<Page<HistoryEvent>> scanHistory() {
    return host().reads().history(one, false, PAGE, null);
  }
}
