package pawl.bench.work;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import pawl.asl.Json;
import pawl.bench.load.Connection;
import pawl.bench.load.Load;
import pawl.engine.TaskReport;
import pawl.engine.id.ExecutionId;

/** StartExecution over HTTP: the whole way through the server, with next to nothing to do there. */
final class Starts implements Workload {
  private static final int STATES = 10;
  private static final int CONNECTIONS = 64;
  private static final double GOAL = 6_000;
  private static final double P99_GOAL_MILLIS = 50;
  private static final byte[] START = Connection.head("StartExecution");
  private static final String MACHINE = "Passes";

  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String description() {
    return "StartExecution over HTTP, durable, machine of 10 Pass states, 64 connections";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int connections = setting.inFlightOr(CONNECTIONS);
    try (Door door = Door.open(setting, connections, _ -> new TaskReport.TimedOut())) {
      Machines.create(door.host(), MACHINE, Machines.passes(STATES));
      Load.Outcome outcome =
          Load.run(
              setting.outside(connections),
              door.host()::commits,
              worker -> runOne(door, door.connection(worker)));
      Result result =
          Result.of(
                  name(), "%d states, %d connections, sync %s", STATES, connections, setting.sync())
              .load(outcome, STATES);
      door.leave(result, outcome.all());
      return result
          .score(Score.atLeast("executions", result.figure("executionsPerSecond"), GOAL, "/s"))
          .score(Score.atMost("p99", result.figure("p99Millis"), P99_GOAL_MILLIS, "ms"));
    }
  }

  private void runOne(Door door, Connection connection) throws IOException {
    long number = numbers.getAndIncrement();
    String answer = connection.call(START, request(MACHINE, "e" + number));
    if (Checks.isDue(number)) {
      String arn = Json.MAPPER.readTree(answer).path("executionArn").asText();
      Checks.equal(
          Machines.INPUT,
          String.valueOf(Checks.succeeded(door.host(), ExecutionId.of(arn)).output()));
    }
  }

  /** The body of StartExecution and of StartSyncExecution. */
  static String request(String machine, String name) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("stateMachineArn", Machines.ARNS.stateMachine(machine));
    body.put("name", name);
    body.put("input", Machines.INPUT);
    return body.toString();
  }
}
