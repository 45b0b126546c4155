package pawl.bench.work;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import pawl.asl.Payload;
import pawl.bench.measure.Snapshot;
import pawl.bench.measure.Usage;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Limits;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;

/**
 * Timers that are due at an even rate: how late the state behind the Wait state is entered,
 * durably. Many more that are due later stand beside them.
 */
final class Timers implements Workload {
  private static final double RATE = 1_000;
  private static final int LATER = 20_000;
  private static final int STARTING = 256;
  private static final double GOAL_MILLIS = 50;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int DIGITS = 3;
  private static final double SLOWEST_STARTS = 2_000;
  private static final String DEFINITION =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "TimestampPath": "$.at", "Next": "T"},
        "T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:bench"}}}
      """;

  private final Histogram lateness = new ConcurrentHistogram(DIGITS);
  private volatile CountDownLatch ended = new CountDownLatch(0);

  @Override
  public String name() {
    return "timers";
  }

  @Override
  public String description() {
    return "Wait states that end at 1,000 a second (--rate), 20,000 later ones beside them"
        + " (--count)";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    double rate = setting.rate().orElse(RATE);
    int timers = (int) (rate * setting.seconds());
    int later = setting.countOr(LATER);
    try (EmbeddedHost host =
        Hosts.open(
            setting.data().resolve("store"),
            Limits.AWS,
            setting.sync(),
            Outside.of(this::entered))) {
      Machines.create(host, "Timers", DEFINITION);
      Instant farAway = Instant.now().plusSeconds(24L * 60 * 60);
      start(host, "later", later, _ -> farAway);
      fire(host, "warm", (int) (rate * setting.warmUpSeconds()), rate, () -> {});
      lateness.reset();
      Snapshot[] before = new Snapshot[1];
      fire(
          host,
          "due",
          timers,
          rate,
          () -> {
            setting.measuring().run();
            before[0] = Snapshot.take(host::commits);
          });
      Usage usage = Usage.between(before[0], Snapshot.take(host::commits));
      Result result =
          Result.of(name(), "%.0f/s, %d later ones, sync %s", rate, later, setting.sync())
              .figure("timers", timers)
              .figure("executionsPerSecond", timers / usage.seconds())
              .latencies(lateness)
              .usage(usage, timers)
              .figure("commitsPerSecond", usage.commits() / usage.seconds());
      return result.score(
          Score.atMost("p99 of lateness", result.figure("p99Millis"), GOAL_MILLIS, "ms"));
    }
  }

  /** Lets so many timers fire at this rate; {@code begin} is run just before the first. */
  private void fire(EmbeddedHost host, String name, int timers, double rate, Runnable begin)
      throws InterruptedException {
    ended = new CountDownLatch(timers);
    long first = System.currentTimeMillis() + 2_000 + (long) (1_000 * timers / SLOWEST_STARTS);
    start(
        host, name, timers, number -> Instant.ofEpochMilli(first + (long) (number * 1_000 / rate)));
    long early = first - System.currentTimeMillis();
    if (early < 0) {
      throw new IllegalStateException("Starting took too long: the first timers are due already");
    }
    Thread.sleep(early);
    begin.run();
    if (!ended.await((long) (timers / rate) + 60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(ended.getCount() + " timers did not fire");
    }
  }

  private TaskReport entered(TaskCall call) {
    long due = Instant.parse(call.parameters().node().path("at").asText()).toEpochMilli();
    long late = System.currentTimeMillis() - due;
    if (late < 0) {
      throw new IllegalStateException("A timer fired " + -late + " ms early");
    }
    lateness.recordValue((long) (late * NANOS_PER_MILLI));
    ended.countDown();
    return new TaskReport.Succeeded(call.parameters());
  }

  private interface Times {
    Instant of(int number);
  }

  private static void start(EmbeddedHost host, String name, int count, Times times)
      throws InterruptedException {
    Semaphore room = new Semaphore(STARTING);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Payload input = Payload.ofText("{\"at\":\"" + times.of(i) + "\"}");
        String execution = name + i;
        room.acquire();
        threads.execute(
            () -> {
              try {
                Machines.start(host, "Timers", execution, input);
              } finally {
                room.release();
              }
            });
      }
    }
  }
}
