package pawl.bench.work;

import java.time.Duration;
import java.util.Arrays;
import pawl.asl.Payload;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;

/**
 * One long execution: a task and a Choice around and around. What the last rounds cost is compared
 * with what the first did: work must not grow with the history.
 */
final class Loops implements Workload {
  private static final int TRANSITIONS = 20_000;
  private static final int STATES_PER_ROUND = 2;
  private static final int COMPARED_ROUNDS = 50;
  private static final double GOAL = 1.2;
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final String DEFINITION =
      """
      {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Next": "More",
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:bench"},
        "More": {"Type": "Choice", "Default": "T",
          "Choices": [{"Variable": "$.left", "NumericEquals": 0, "Next": "End"}]},
        "End": {"Type": "Succeed"}}}
      """;

  private long[] calledAt = {};
  private int calls;

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public String description() {
    return "one loop of 20,000 transitions (--count), Task and Choice: the last 100 against the"
        + " first";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int transitions = setting.countOr(TRANSITIONS);
    int rounds = transitions / STATES_PER_ROUND;
    try (EmbeddedHost host =
        Hosts.open(
            setting.data().resolve("store"),
            Limits.OPEN,
            setting.sync(),
            Outside.of(this::answer))) {
      Machines.create(host, "Loop", DEFINITION);
      runOne(host, "warm-up", rounds);
      setting.measuring().run();
      double seconds = runOne(host, "measured", rounds);
      int compared = Math.min(COMPARED_ROUNDS, rounds / 2);
      double first = medianMicros(0, compared);
      double last = medianMicros(rounds - 1 - compared, rounds - 1);
      return Result.of(name(), "%d transitions, sync %s", transitions, setting.sync())
          .figure("stepsPerSecond", transitions / seconds)
          .figure("firstMicrosPerRound", first)
          .figure("lastMicrosPerRound", last)
          .score(Score.atMost("last 100 against first", last / first, GOAL, "times"));
    }
  }

  /** Called by one thread at a time: the next call is made when the one before is durable. */
  private synchronized TaskReport answer(TaskCall call) {
    calledAt[calls++] = System.nanoTime();
    return new TaskReport.Succeeded(Payload.ofText("{\"left\":" + (calledAt.length - calls) + "}"));
  }

  private synchronized void expect(int rounds) {
    calledAt = new long[rounds];
    calls = 0;
  }

  private double runOne(EmbeddedHost host, String name, int rounds) {
    expect(rounds);
    long began = System.nanoTime();
    ExecutionId id = Machines.start(host, "Loop", name, Payload.EMPTY_OBJECT);
    if (!host.awaitEnd(id, PATIENCE)) {
      throw new IllegalStateException("The loop does not end");
    }
    Checks.equal(Payload.ofText("{\"left\":0}"), Checks.succeeded(host, id).output());
    return (System.nanoTime() - began) / 1e9;
  }

  /** Half of the rounds took no longer: the disk's moods do not count. */
  private synchronized double medianMicros(int from, int to) {
    long[] times = new long[to - from];
    for (int i = from; i < to; i++) {
      times[i - from] = calledAt[i + 1] - calledAt[i];
    }
    Arrays.sort(times);
    return times[times.length / 2] / 1e3;
  }
}
