package pawl.server.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.engine.ExecutionStatus;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.OpenTask;
import pawl.engine.read.Page;

/** Finds the tasks that wait for somebody who shows their token. */
final class OpenCallbacks {
  private static final String CALLBACK = ".waitForTaskToken";
  private static final String ACTIVITY = ":activity:";
  private static final int ROWS = 500;

  private final Host host;
  private final LongSupplier nanoTime;

  OpenCallbacks(Host host, LongSupplier nanoTime) {
    this.host = host;
    this.nanoTime = nanoTime;
  }

  /** Those of one execution; none if there is no such. */
  ObjectNode of(@Nullable ExecutionView execution) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode found = answer.putArray("callbacks");
    if (execution != null && !execution.status().isFinal()) {
      add(found, execution.arn(), execution.machineArn());
    }
    return answer.put("complete", true);
  }

  /**
   * Those of all running executions. What is found within the time is told; {@code complete} says
   * whether that is all.
   */
  ObjectNode all(int max, long patienceNanos) {
    long end = nanoTime.getAsLong() + patienceNanos;
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode found = answer.putArray("callbacks");
    byte @Nullable [] machines = null;
    do {
      Page<Machine> page = host.reads().machines(ROWS, machines);
      for (Machine machine : page.rows()) {
        if (!collect(found, machine.arn(), max, end)) {
          return answer.put("complete", false);
        }
      }
      machines = page.next();
    } while (machines != null);
    return answer.put("complete", true);
  }

  /** Whether the machine was gone through to its end. */
  private boolean collect(ArrayNode found, String machineArn, int max, long end) {
    ExecutionQuery running =
        new ExecutionQuery(machineArn, null, null, ExecutionStatus.RUNNING, null);
    byte @Nullable [] position = null;
    do {
      Page<ExecutionSummary> page = host.reads().executions(running, ROWS, position);
      for (ExecutionSummary row : page.rows()) {
        if (found.size() >= max || nanoTime.getAsLong() - end > 0) {
          return false;
        }
        add(found, row.arn(), machineArn);
      }
      position = page.next();
    } while (position != null);
    return true;
  }

  private void add(ArrayNode found, String executionArn, String machineArn) {
    for (OpenTask task : host.reads().openTasks(ExecutionId.of(executionArn))) {
      if (task.resource().endsWith(CALLBACK) || task.resource().contains(ACTIVITY)) {
        ObjectNode row =
            found
                .addObject()
                .put("executionArn", executionArn)
                .put("stateMachineArn", machineArn)
                .put("state", task.state())
                .put("resource", task.resource())
                .put("scheduledEventId", task.scheduledEvent())
                .put("scheduledDate", time(task.scheduledMillis()))
                .put("handedOver", !task.calling())
                .put("taskToken", host.tokens().write(task.task()));
        if (task.dueMillis() != null) {
          row.put("timeoutDate", time(task.dueMillis()));
        }
        if (task.heartbeatMillis() > 0) {
          row.put("heartbeatSeconds", task.heartbeatMillis() / 1000);
        }
        if (task.heartbeatDueMillis() != null) {
          row.put("heartbeatTimeoutDate", time(task.heartbeatDueMillis()))
              .put("lastHeartbeatDate", time(task.heartbeatDueMillis() - task.heartbeatMillis()));
        }
      }
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
