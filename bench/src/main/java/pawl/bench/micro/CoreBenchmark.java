package pawl.bench.micro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Limits;
import pawl.engine.Turn;
import pawl.engine.execution.Execution;
import pawl.engine.execution.StoredPayload;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.shard.Shard;
import pawl.engine.store.Executions;
import pawl.engine.store.HistoryCodec;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.Settings;

/** The core without a host: turns, what is stored, tokens. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class CoreBenchmark {
  private static final String TASK =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f"}}}
      """;

  private final TokenCodec tokens = new TokenCodec(new byte[32]);
  private final Settings settings = new Settings(Limits.AWS, Samples.ARNS, tokens);
  private final Payload input = Payload.ofText(Samples.ORDER);

  private final SampleContext chainContext = new SampleContext(Samples.passChain(10));
  private final Shard chainShard = new Shard(settings);
  private final Command.Start chainStart = start("chain");

  private final SampleContext taskContext = new SampleContext(TASK);
  private final ExecutionId waiting;
  private final Execution execution;
  private final byte[] chunk;
  private final List<HistoryEvent> events;

  private final TaskRef task;
  private final String token;

  /** Has one execution wait for its task. */
  public CoreBenchmark() {
    Command.Start start = start("waiting");
    taskContext
        .executions()
        .apply(new Shard(settings).handle(start, taskContext.context()).writes());
    waiting = start.execution();
    execution = read();
    chunk = Optional.ofNullable(taskContext.executions().get(Keys.chunk(waiting, 1))).orElseThrow();
    events = historyRead();
    task = new TaskRef(waiting, pawl.engine.execution.Scope.TOP, 1);
    token = tokens.write(task);
  }

  private Command.Start start(String name) {
    return new Command.Start(
        Samples.ARNS.execution(Samples.MACHINE, name),
        name,
        Samples.ARNS.stateMachine(Samples.MACHINE),
        input,
        null,
        null);
  }

  private Execution read() {
    return Optional.ofNullable(Executions.read(taskContext.executions(), waiting)).orElseThrow();
  }

  /** StartExecution of ten Pass states with payload templates: one turn from start to end. */
  @Benchmark
  public Turn turnOfPassChain() {
    chainContext.context().recent().clear();
    return chainShard.handle(chainStart, chainContext.context());
  }

  @Benchmark
  public Execution recordRead() {
    return read();
  }

  @Benchmark
  public byte[] recordWrite() {
    return RecordCodec.write(execution, StoredPayloads::inline);
  }

  @Benchmark
  public List<HistoryEvent> historyRead() {
    return HistoryCodec.read(
        chunk, 1, place -> Executions.payload(taskContext.executions(), waiting, place));
  }

  @Benchmark
  public byte[] historyWrite() {
    return HistoryCodec.write(events, new StoredPayloads());
  }

  @Benchmark
  public String tokenWrite() {
    return tokens.write(task);
  }

  @Benchmark
  public Optional<TaskRef> tokenRead() {
    return tokens.read(token);
  }

  /** Every payload stands in the chunk, once. */
  private static final class StoredPayloads implements HistoryCodec.PayloadTable {
    private final Map<Payload, StoredPayload.Place> places = new LinkedHashMap<>();
    private final List<Payload> added = new ArrayList<>();

    static StoredPayload inline(pawl.engine.execution.HeldPayload payload) {
      StoredPayload.@Nullable Place place = payload.place();
      return place == null ? new StoredPayload.Inline(payload.get()) : place;
    }

    @Override
    public StoredPayload.Place place(Payload payload) {
      return places.computeIfAbsent(
          payload,
          fresh -> {
            added.add(fresh);
            return new StoredPayload.Place(1, added.size() - 1);
          });
    }

    @Override
    public List<Payload> added() {
      return added;
    }
  }
}
