package pawl.bench.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import pawl.asl.Payload;
import pawl.bench.load.Load;
import pawl.bench.measure.Folders;
import pawl.bench.measure.Memory;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.functions.FunctionConfiguration;
import pawl.functions.FunctionHost;
import pawl.functions.HostConfiguration;
import pawl.integrations.Integrations;
import pawl.integrations.lambda.FunctionTask;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;
import pawl.server.LocalFunctions;

/** Durable tasks that call a function in Node.js, a process that speaks the Runtime API. */
final class Functions implements Workload {
  private static final int STATES = 5;
  private static final int IN_FLIGHT = 64;
  private static final double GOAL = 5_000;
  private static final double ALONE_GOAL_MILLIS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CODE =
      "exports.handler = async (event) => ({ ...event, count: event.count + 1 });\n";
  private static final int COUNT_OF_INPUT = 3;

  private final Payload input = Payload.ofText(Machines.INPUT);
  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "function";
  }

  @Override
  public String description() {
    return "5 Task states calling a Node.js function, durable: one in flight, then 64";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int inFlight = setting.inFlightOr(IN_FLIGHT);
    Path folder = setting.data().resolve("store");
    Path code = Files.createDirectories(setting.data().resolve("code"));
    Files.writeString(code.resolve("index.js"), CODE);
    Result result =
        Result.of(name(), "%d tasks, %d in flight, sync %s", STATES, inFlight, setting.sync());
    Load.Outcome alone;
    Load.Outcome outcome;
    try (FunctionHost functions = FunctionHost.start(HostConfiguration.in(setting.data()));
        SdkBridge bridge =
            new SdkBridge(AwsAccess.fromEnvironment(Machines.ARNS.region(), Map.of()))) {
      functions.deploy(
          FunctionConfiguration.of(Machines.FUNCTION, "nodejs22.x", "index.handler", code));
      Integrations integrations =
          new Integrations(List.of(new FunctionTask(new LocalFunctions(functions), bridge)));
      try (EmbeddedHost host =
          Hosts.open(folder, Limits.AWS, setting.sync(), Outside.of(integrations::call))) {
        Machines.create(host, "Functions", Machines.tasks(STATES));
        alone = Load.run(alone(setting), host::commits, _ -> runOne(host));
        outcome = Load.run(setting.inside(inFlight), host::commits, _ -> runOne(host));
        result.load(outcome, STATES);
        result.figure("heapAfterCollectionBytes", Memory.heapAfterCollection());
      }
    }
    double aloneMillis = alone.latencies().getValueAtPercentile(50) / 1e6;
    return result
        .figure(
            "diskBytesPerExecution", (double) Folders.size(folder) / (outcome.all() + alone.all()))
        .figure("p50MillisOneInFlight", aloneMillis)
        .figure("p99MillisOneInFlight", alone.latencies().getValueAtPercentile(99) / 1e6)
        .figure("stepsPerSecondOneInFlight", alone.perSecond() * STATES)
        .score(Score.atLeast("tasks", result.figure("stepsPerSecond"), GOAL, "/s"))
        .score(Score.atMost("p50 of 5 tasks, one in flight", aloneMillis, ALONE_GOAL_MILLIS, "ms"));
  }

  private static Load.Shape alone(Setting setting) {
    return new Load.Shape(1, setting.warmUpSeconds(), setting.seconds() / 2, null, true, () -> {});
  }

  private void runOne(EmbeddedHost host) {
    long number = numbers.getAndIncrement();
    ExecutionId id = Machines.start(host, "Functions", "e" + number, input);
    if (!host.awaitEnd(id, PATIENCE)) {
      throw new IllegalStateException("An execution does not end");
    }
    if (Checks.isDue(number)) {
      Payload output = Checks.succeeded(host, id).output();
      Checks.equal(
          COUNT_OF_INPUT + STATES, output == null ? 0 : output.node().path("count").asInt());
    }
  }
}
