package pawl.bench.work;

import pawl.asl.Payload;
import pawl.bench.load.Load;
import pawl.engine.Limits;
import pawl.engine.memory.MemoryHost;

/** The interpreter alone: no disk, no threads, one core. */
final class Passes implements Workload {
  private static final int STATES = 10;
  private static final int EXECUTIONS_PER_HOST = 2_000;
  private static final double GOAL = 1_000_000;
  private static final String LAST_STEP = "{\"step\":10,";

  private final Payload input = Payload.ofText(Machines.INPUT);
  private MemoryHost host = newHost();
  private long number;

  @Override
  public String name() {
    return "passes";
  }

  @Override
  public String description() {
    return "the interpreter alone: 10 Pass states with a payload template each, memory host, one"
        + " thread";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    Load.Outcome outcome = Load.run(setting.outside(1), () -> -1, _ -> runOne());
    Result result = Result.of(name(), "%d states, 1 thread", STATES).load(outcome, STATES);
    return result.score(Score.atLeast("transitions", result.figure("stepsPerSecond"), GOAL, "/s"));
  }

  /** The memory host keeps everything, so now and then there is a new one. */
  private static MemoryHost newHost() {
    MemoryHost host = new MemoryHost(Machines.ARNS, Limits.AWS, 0, 1);
    Machines.create(host, "Passes", Machines.templates(STATES));
    return host;
  }

  private void runOne() {
    if (number % EXECUTIONS_PER_HOST == 0) {
      host = newHost();
    }
    var id = Machines.start(host, "Passes", "e" + number, input);
    if (Checks.isDue(number++)) {
      String output = String.valueOf(Checks.succeeded(host, id).output());
      Checks.equal(LAST_STEP, output.substring(0, LAST_STEP.length()));
    }
  }
}
