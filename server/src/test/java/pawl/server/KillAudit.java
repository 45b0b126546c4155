package pawl.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Holds what the server says at the end against what clients were told. */
final class KillAudit {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KillLedger ledger;
  private final List<String> findings = new ArrayList<>();
  private final Map<String, Integer> outputsInHistories = new HashMap<>();
  private int executions;
  private int timers;

  KillAudit(KillLedger ledger) {
    this.ledger = ledger;
  }

  private static String machine(SfnClient client) {
    return client.listStateMachines().stateMachines().getFirst().stateMachineArn();
  }

  void awaitEnds(SfnClient client, Duration patience) throws InterruptedException {
    String machine = machine(client);
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      List<ExecutionListItem> running =
          client
              .listExecutions(
                  list -> list.stateMachineArn(machine).statusFilter(ExecutionStatus.RUNNING))
              .executions();
      if (running.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        running.forEach(
            execution ->
                findings.add(
                    execution.name()
                        + " hangs: "
                        + Client.history(client, execution.executionArn())));
        return;
      }
      Thread.sleep(PAUSE);
    }
  }

  void check(SfnClient client) {
    String machine = machine(client);
    Map<String, String> arns = new HashMap<>();
    client
        .listExecutionsPaginator(list -> list.stateMachineArn(machine))
        .executions()
        .forEach(execution -> arns.put(execution.name(), execution.executionArn()));
    executions = arns.size();
    for (String name : ledger.acknowledgedStarts()) {
      if (!arns.containsKey(name)) {
        findings.add("the start of " + name + " was acknowledged and is lost");
      }
    }
    arns.forEach((name, arn) -> check(client, name, arn));
    for (String output : ledger.acknowledgedAnswers()) {
      int times = outputsInHistories.getOrDefault(output, 0);
      if (times != 1) {
        findings.add(output + " was acknowledged and stands in " + times + " events");
      }
    }
    for (String output : ledger.refusedAnswers()) {
      if (outputsInHistories.containsKey(output)) {
        findings.add(output + " was refused and stands in a history");
      }
    }
    outputsInHistories.forEach(
        (output, times) -> {
          if (times != 1) {
            findings.add(output + " was given once and stands in " + times + " events");
          }
        });
  }

  private void check(SfnClient client, String name, String arn) {
    DescribeExecutionResponse execution =
        client.describeExecution(describe -> describe.executionArn(arn));
    if (!execution.input().equals("{\"name\":\"" + name + "\"}")) {
      findings.add(name + " has the input " + execution.input());
    }
    List<HistoryEvent> events = Client.history(client, arn);
    if (execution.status() != ExecutionStatus.SUCCEEDED) {
      findings.add(name + " is " + execution.status() + ": " + events);
    }
    Instant paused = Instant.MAX;
    for (int i = 0; i < events.size(); i++) {
      HistoryEvent event = events.get(i);
      boolean first = event.type() == HistoryEventType.EXECUTION_STARTED;
      boolean last = event.type() == HistoryEventType.EXECUTION_SUCCEEDED;
      if (event.id() != i + 1 || first != (i == 0) || last != (i == events.size() - 1)) {
        findings.add(name + " has a history out of order: " + events);
        return;
      }
      switch (event.type()) {
        case ACTIVITY_SUCCEEDED -> {
          String output = event.activitySucceededEventDetails().output();
          outputsInHistories.merge(output, 1, Integer::sum);
          if (!execution.output().contains(output)) {
            findings.add(name + " ends without " + output + ": " + execution.output());
          }
        }
        case WAIT_STATE_ENTERED -> paused = event.timestamp();
        case WAIT_STATE_EXITED -> {
          timers++;
          if (event.timestamp().isBefore(paused.plusSeconds(1))) {
            findings.add(name + " went on before its time: " + events);
          }
        }
        default -> {}
      }
    }
  }

  /** What is wrong; empty if the books agree. */
  List<String> findings() {
    return findings;
  }

  @Override
  public String toString() {
    return "%d executions (%d starts acknowledged), %d answers acknowledged, %d refused, %d timers; %d findings"
        .formatted(
            executions,
            ledger.acknowledgedStarts().size(),
            ledger.acknowledgedAnswers().size(),
            ledger.refusedAnswers().size(),
            timers,
            findings.size());
  }
}
