package pawl.bench.work;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import pawl.asl.Payload;
import pawl.bench.load.Connection;
import pawl.bench.load.Load;
import pawl.embedded.EmbeddedHost;
import pawl.engine.Command;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.id.ExecutionId;

/**
 * Round trips of callbacks: SendTaskSuccess over HTTP until the next state has been entered and the
 * task token of that has reached the outside.
 */
final class Callbacks implements Workload {
  private static final int CONNECTIONS = 64;
  private static final int ROUNDS_PER_EXECUTION = 500;
  private static final int PATIENCE_SECONDS = 30;
  private static final double GOAL = 5_000;
  private static final byte[] SUCCESS = Connection.head("SendTaskSuccess");
  private static final String MACHINE = "Callbacks";

  /** Ends only if something goes wrong. */
  private static final String DEFINITION =
      """
      {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Next": "Ask",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}},
        "ResultPath": null, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "End"}]},
        "End": {"Type": "Succeed"}}}
      """;

  private List<Worker> workers = List.of();

  private static final class Worker {
    private final BlockingQueue<String> tokens = new ArrayBlockingQueue<>(1);
    private int rounds;
    private String token = "";
    private ExecutionId execution = new ExecutionId(0, 0);
  }

  @Override
  public String name() {
    return "callback";
  }

  @Override
  public String description() {
    return "SendTaskSuccess over HTTP until the next state is entered, durable, 64 connections";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int connections = setting.inFlightOr(CONNECTIONS);
    workers = Stream.generate(Worker::new).limit(connections).toList();
    try (Door door = Door.open(setting, connections, this::hear)) {
      Machines.create(door.host(), MACHINE, DEFINITION);
      Load.Outcome outcome =
          Load.run(
              setting.outside(connections), door.host()::commits, worker -> goAround(door, worker));
      Result result =
          Result.of(name(), "%d connections, sync %s", connections, setting.sync())
              .load(outcome, 1);
      door.leave(result, outcome.all());
      return result.score(
          Score.atLeast("round trips", result.figure("stepsPerSecond"), GOAL, "/s"));
    }
  }

  /** The outside: gets the token of a task; the name of the execution says whose it is. */
  private TaskReport hear(TaskCall call) {
    String name = call.executionArn().substring(call.executionArn().lastIndexOf(':') + 1);
    Worker worker = workers.get(Integer.parseInt(name.substring(0, name.indexOf('-'))));
    String token = call.taskToken();
    if (token == null || !worker.tokens.offer(token)) {
      return new TaskReport.Failed("Bench", "Nobody waits for this token");
    }
    return new TaskReport.Submitted(Payload.EMPTY_OBJECT, null);
  }

  private void goAround(Door door, int number) throws Exception {
    Worker worker = workers.get(number);
    if (worker.rounds % ROUNDS_PER_EXECUTION == 0) {
      renew(door.host(), number, worker);
    }
    worker.rounds++;
    door.connection(number)
        .call(SUCCESS, "{\"taskToken\":\"" + worker.token + "\",\"output\":\"{\\\"ok\\\":true}\"}");
    worker.token = next(worker);
  }

  private static void renew(EmbeddedHost host, int number, Worker worker)
      throws InterruptedException {
    if (worker.rounds > 0) {
      host.submit(new Command.Stop(worker.execution, null, null));
    }
    worker.execution =
        Machines.start(host, MACHINE, number + "-" + worker.rounds, Payload.ofText(Machines.INPUT));
    worker.token = next(worker);
  }

  private static String next(Worker worker) throws InterruptedException {
    String token = worker.tokens.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (token == null) {
      throw new IllegalStateException("The next state is not entered");
    }
    return token;
  }
}
