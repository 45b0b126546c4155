package pawl.bench.work;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.HdrHistogram.Histogram;
import pawl.asl.Payload;
import pawl.bench.measure.Folders;
import pawl.bench.measure.Memory;
import pawl.bench.measure.Snapshot;
import pawl.bench.measure.Usage;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Command;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.execution.Scope;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

/**
 * Very many executions that wait for a callback: what each costs, and what their number costs the
 * others.
 */
final class Waiting implements Workload {
  private static final int EXECUTIONS = 100_000;
  private static final int FEW = 1_000;
  private static final int STARTING = 512;
  private static final int CALLBACKS = 500;
  private static final int INPUT_BYTES = 1_024;
  private static final int DIGITS = 3;
  private static final double MIB = 1 << 20;
  private static final double KIB = 1 << 10;
  private static final double HEAP_GOAL_MIB = 512;
  private static final double DISK_GOAL_KIB = 2.5;
  private static final double READY_GOAL_SECONDS = 10;
  private static final double CALLBACK_GOAL = 1.2;
  private static final String MACHINE = "Waiting";
  private static final String DEFINITION =
      """
      {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}
      """;

  @Override
  public String name() {
    return "waiting";
  }

  @Override
  public String description() {
    return "100,000 executions (--count) that wait for a callback, 1 KiB of input, heap of 1 GiB";
  }

  @Override
  public String heap() {
    return "1g";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int count = setting.countOr(EXECUTIONS);
    int few = Math.min(FEW, count / 2);
    Path folder = setting.data().resolve("store");
    Result result =
        Result.of(
            name(),
            "%d executions, %d bytes of input, sync %s",
            count,
            INPUT_BYTES,
            setting.sync());
    int callbacks = Math.min(CALLBACKS, few / 2);
    try (EmbeddedHost host = open(setting, folder)) {
      Machines.create(host, MACHINE, DEFINITION);
      start(host, 0, few);
      setting.measuring().run();
      Snapshot before = Snapshot.take(host::commits);
      start(host, few, count);
      Usage usage = Usage.between(before, Snapshot.take(host::commits));
      result.figure("startsPerSecond", (count - few) / usage.seconds()).usage(usage, count - few);
      result.figure("heapAfterCollectionBytes", Memory.heapAfterCollection());
    }
    result.figure("diskBytesPerExecution", (double) Folders.size(folder) / count);
    reopen(setting, folder, result, few, callbacks);
    return result
        .score(
            Score.atMost(
                "heap (goal: for a million)",
                result.figure("heapAfterCollectionBytes") / MIB,
                HEAP_GOAL_MIB,
                "MiB"))
        .score(
            Score.atMost(
                "disk each", result.figure("diskBytesPerExecution") / KIB, DISK_GOAL_KIB, "KiB"))
        .score(
            Score.atMost(
                "ready after restart", result.figure("readySeconds"), READY_GOAL_SECONDS, "s"))
        .score(
            Score.atMost(
                "callback against among 1,000",
                result.figure("p50Millis") / result.figure("p50MillisAmongFew"),
                CALLBACK_GOAL,
                "times"));
  }

  /** The message has been sent; nobody has answered yet. */
  private static EmbeddedHost open(Setting setting, Path folder) {
    return Hosts.open(
        folder,
        Limits.AWS,
        setting.sync(),
        Outside.of(_ -> new TaskReport.Submitted(Payload.EMPTY_OBJECT, null)));
  }

  /**
   * Opens the store again, and then another one with few executions: callbacks go to both in turn,
   * so that what the machine does meanwhile slows both. The other has been closed and opened, too:
   * else it would have its executions in memory, and not for their being few.
   */
  private static void reopen(Setting setting, Path folder, Result result, int few, int callbacks)
      throws Exception {
    Path folderOfFew = setting.data().resolve("few");
    try (EmbeddedHost other = open(setting, folderOfFew)) {
      Machines.create(other, MACHINE, DEFINITION);
      start(other, 0, few);
    }
    Histogram amongMany = new Histogram(DIGITS);
    Histogram amongFew = new Histogram(DIGITS);
    long began = System.nanoTime();
    try (EmbeddedHost host = open(setting, folder)) {
      callBack(host, 0);
      result.figure("readySeconds", (System.nanoTime() - began) / 1e9);
      try (EmbeddedHost other = open(setting, folderOfFew)) {
        for (int number = 1; number < few; number++) {
          long first = callBack(host, number);
          long second = callBack(other, number);
          if (number >= few - callbacks) { // the ones before warm up
            amongMany.recordValue(first);
            amongFew.recordValue(second);
          }
        }
      }
      result.latencies(amongMany);
      result.figure("p50MillisAmongFew", amongFew.getValueAtPercentile(50) / 1e6);
      result.figure("heapAfterRestartBytes", Memory.heapAfterCollection());
    }
  }

  private static Payload input(int number) {
    String start = "{\"number\":" + number + ",\"filling\":\"";
    StringBuilder filling = new StringBuilder(INPUT_BYTES);
    // Text as it is in real inputs, neither random nor all the same.
    while (start.length() + filling.length() < INPUT_BYTES - 20) {
      filling.append("item ").append(number * 31L + filling.length() * 7_919L).append(", ");
    }
    return Payload.ofText(start + filling + "\"}");
  }

  private static void start(EmbeddedHost host, int from, int to) throws InterruptedException {
    Semaphore room = new Semaphore(STARTING);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = from; i < to; i++) {
        int number = i;
        room.acquire();
        threads.execute(
            () -> {
              try {
                Machines.start(host, MACHINE, "e" + number, input(number));
              } finally {
                room.release();
              }
            });
      }
    }
  }

  /** Answers the task of an execution; returns the nanoseconds that took. */
  private static long callBack(EmbeddedHost host, int number) {
    ExecutionId id = ExecutionId.of(Machines.ARNS.execution(MACHINE, "e" + number));
    String token = host.tokens().write(new TaskRef(id, Scope.TOP, 1));
    long began = System.nanoTime();
    Reply.OfReport reply =
        host.submit(
            new Command.ReportTask(
                host.tokens().read(token).orElseThrow(),
                new TaskReport.Succeeded(Payload.EMPTY_OBJECT),
                true));
    if (!(reply instanceof Reply.Accepted)) {
      throw new IllegalStateException("A callback was not accepted: " + reply);
    }
    return System.nanoTime() - began;
  }
}
