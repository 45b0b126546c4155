package pawl.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.expression.Path;
import pawl.asl.expression.Scope;
import pawl.asl.expression.Template;
import pawl.asl.jsonata.Bindings;
import pawl.asl.jsonata.JsonataExpression;
import pawl.asl.jsonata.Result;

/** The language: what compiling and evaluating cost. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LanguageBenchmark {
  private final String definition = Samples.passChain(10);
  private final byte[] orderBytes = Payload.of(Samples.order()).bytes();
  private final Scope scope = Scope.of(Samples.environment());
  private final Path reference = Path.compile("$.customer.name");
  private final Path filter = Path.compile("$.items[?(@.count > 1)].sku");
  private final Template template =
      Template.compile(
          Payload.ofText(
                  """
                  {"step": 7, "order.$": "$.order", "customer": {"id.$": "$.customer.id"},
                   "items.$": "$.items", "run.$": "$$.Execution.Name",
                   "text.$": "States.Format('{} for {}', $.order, $.customer.name)"}
                  """)
              .node());
  private final JsonataExpression jsonata =
      JsonataExpression.compile("$sum($states.input.items.(count * price))");
  private final JsonNode states = Payload.ofText("{\"input\": " + Samples.ORDER + "}").node();
  private final Bindings bindings =
      new Bindings(name -> name.equals("states") ? states : null, new SplittableRandom(1), 0);

  /** A definition of ten states. */
  @Benchmark
  public Compilation compile() {
    return AslCompiler.compile(definition, MachineType.STANDARD);
  }

  @Benchmark
  public JsonNode parsePayload() {
    return Payload.ofBytes(orderBytes).node();
  }

  @Benchmark
  public Path.Selection pathReference() {
    return reference.select(scope);
  }

  @Benchmark
  public Path.Selection pathFilter() {
    return filter.select(scope);
  }

  @Benchmark
  public JsonNode template() {
    return template.evaluate(scope);
  }

  @Benchmark
  public JsonataExpression jsonataCompile() {
    return JsonataExpression.compile("$sum($states.input.items.(count * price))");
  }

  @Benchmark
  public Result jsonataEvaluate() {
    return jsonata.evaluate(bindings);
  }
}
