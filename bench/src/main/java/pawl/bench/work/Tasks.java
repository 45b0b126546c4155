package pawl.bench.work;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import pawl.asl.Payload;
import pawl.bench.load.Load;
import pawl.bench.measure.Folders;
import pawl.bench.measure.Memory;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;

/**
 * Durable tasks that are answered inside the process: the price of durability, and nothing else.
 */
final class Tasks implements Workload {
  private static final int STATES = 5;
  private static final int IN_FLIGHT = 256;
  private static final double GOAL = 25_000;
  private static final double MOONSHOT = 45_000;
  private static final double CPU_GOAL_MICROS = 40;
  private static final double ENTRIES_GOAL_PERCENT = 25;
  private static final double ALONE_SECONDS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Payload input = Payload.ofText(Machines.INPUT);
  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "tasks";
  }

  @Override
  public String description() {
    return "5 Task states answered inside the process, durable, 256 in flight";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int inFlight = setting.inFlightOr(IN_FLIGHT);
    Path folder = setting.data().resolve("store");
    Result result =
        Result.of(name(), "%d tasks, %d in flight, sync %s", STATES, inFlight, setting.sync());
    Load.Outcome outcome;
    try (EmbeddedHost host =
        Hosts.open(
            folder,
            Limits.AWS,
            setting.sync(),
            Outside.of(call -> new TaskReport.Succeeded(call.parameters())))) {
      Machines.create(host, "Tasks", Machines.tasks(STATES));
      outcome = Load.run(setting.inside(inFlight), host::commits, _ -> runOne(host));
      result.load(outcome, STATES);
      result.figure("heapAfterCollectionBytes", Memory.heapAfterCollection());
    }
    long steps = outcome.all() * STATES;
    double entriesPerStep = (double) RocksAlone.entriesEverWritten(folder) / steps;
    result.figure("diskBytesPerExecution", (double) Folders.size(folder) / outcome.all());
    result.figure("entriesPerStep", entriesPerStep);
    double entriesPerSecond = entriesPerStep * result.figure("stepsPerSecond");
    double alone =
        RocksAlone.batches(
            setting.data().resolve("alone"),
            setting.sync(),
            Math.min(ALONE_SECONDS, setting.seconds()));
    result.figure("entriesPerSecond", entriesPerSecond);
    result.figure("entriesPerSecondOfRocksAlone", alone);
    return result
        .score(Score.atLeast("tasks", result.figure("stepsPerSecond"), GOAL, "/s"))
        .score(Score.atLeast("moonshot", result.figure("stepsPerSecond"), MOONSHOT, "/s"))
        .score(
            Score.atMost(
                "CPU per task transition",
                result.figure("cpuMicrosPerStep"),
                CPU_GOAL_MICROS,
                "µs"))
        .score(
            Score.atLeast(
                "entries against RocksDB alone",
                100 * entriesPerSecond / alone,
                ENTRIES_GOAL_PERCENT,
                "%"));
  }

  private void runOne(EmbeddedHost host) {
    long number = numbers.getAndIncrement();
    ExecutionId id = Machines.start(host, "Tasks", "e" + number, input);
    if (!host.awaitEnd(id, PATIENCE)) {
      throw new IllegalStateException("An execution does not end");
    }
    if (Checks.isDue(number)) {
      Checks.equal(input, Checks.succeeded(host, id).output());
    }
  }
}
