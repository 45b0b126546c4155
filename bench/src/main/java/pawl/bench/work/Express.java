package pawl.bench.work;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import pawl.asl.Json;
import pawl.asl.MachineType;
import pawl.bench.load.Connection;
import pawl.bench.load.Load;
import pawl.engine.TaskReport;

/**
 * StartSyncExecution over HTTP: nothing is stored, so this is the price of HTTP, API and
 * interpreter.
 */
final class Express implements Workload {
  private static final int STATES = 10;
  private static final int CONNECTIONS = 64;
  private static final double GOAL = 15_000;
  private static final byte[] START = Connection.head("StartSyncExecution");
  private static final String MACHINE = "Express";

  private final AtomicLong numbers = new AtomicLong();

  @Override
  public String name() {
    return "express";
  }

  @Override
  public String description() {
    return "Express, StartSyncExecution over HTTP, 10 Pass states, 64 connections";
  }

  @Override
  public Result run(Setting setting) throws Exception {
    int connections = setting.inFlightOr(CONNECTIONS);
    try (Door door = Door.open(setting, connections, _ -> new TaskReport.TimedOut())) {
      Machines.create(door.host(), MACHINE, MachineType.EXPRESS, Machines.passes(STATES));
      Load.Outcome outcome =
          Load.run(
              setting.outside(connections),
              door.host()::commits,
              worker -> runOne(door.connection(worker)));
      Result result =
          Result.of(name(), "%d states, %d connections", STATES, connections).load(outcome, STATES);
      return result.score(
          Score.atLeast("executions", result.figure("executionsPerSecond"), GOAL, "/s"));
    }
  }

  private void runOne(Connection connection) throws IOException {
    long number = numbers.getAndIncrement();
    String answer = connection.call(START, Starts.request(MACHINE, "e" + number));
    if (Checks.isDue(number)) {
      JsonNode json = Json.MAPPER.readTree(answer);
      Checks.equal("SUCCEEDED", json.path("status").asText());
      Checks.equal(Machines.INPUT, json.path("output").asText());
    }
  }
}
