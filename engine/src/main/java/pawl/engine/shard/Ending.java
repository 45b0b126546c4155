package pawl.engine.shard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ExecutionStatus;
import pawl.engine.TaskReport;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Redrive;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.step.Abortion;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.engine.turn.ExecutionTurn;

/** The four ways in which an execution ends, and what is always done then. */
final class Ending {
  private final ExecutionTurn turn;

  Ending(ExecutionTurn turn) {
    this.turn = turn;
  }

  void succeeded(Scope top, Payload output) {
    turn.addEvent(
        EventType.EXECUTION_SUCCEEDED,
        top.previousEvent,
        new EventDetails.ExecutionSucceeded(output));
    turn.execution.output = HeldPayload.of(output);
    end(ExecutionStatus.SUCCEEDED, null, null);
  }

  void failed(Scope top, StatesError error) {
    failed(top, top.previousEvent, error);
  }

  void failed(Scope top, long previousEvent, StatesError error) {
    turn.addEvent(
        EventType.EXECUTION_FAILED,
        previousEvent,
        new EventDetails.Failure(error.error(), error.cause()));
    end(ExecutionStatus.FAILED, error.error(), error.cause());
  }

  /** StopExecution; the event has no predecessor. */
  void aborted(@Nullable String error, @Nullable String cause) {
    turn.addEvent(EventType.EXECUTION_ABORTED, 0, new EventDetails.Failure(error, cause));
    end(ExecutionStatus.ABORTED, error, cause);
  }

  /** The machine's TimeoutSeconds have passed; only the event names an error. */
  void timedOut() {
    turn.addEvent(
        EventType.EXECUTION_TIMED_OUT, 0, new EventDetails.Failure(StatesError.TIMEOUT, null));
    end(ExecutionStatus.TIMED_OUT, null, null);
  }

  private void end(ExecutionStatus status, @Nullable String error, @Nullable String cause) {
    Execution execution = turn.execution;
    execution.status = status;
    execution.error = error;
    execution.cause = cause;
    execution.stopMillis = turn.now();
    Scope top = turn.existingScope(Scope.TOP);
    Abortion.silently(turn, top);
    if (Redrive.obstacle(execution, turn.limits(), turn.now()).isPresent()) {
      Abortion.discard(turn, top);
      turn.closeScope(top);
    } // else a redrive goes on with what has not succeeded
    execution.runnable.clear();
    if (execution.timeoutMillis != 0) {
      turn.dropTimer(
          Keys.timer(execution.timeoutMillis, execution.id, 0, TimerKind.EXECUTION.ordinal()));
    }
    if (execution.parent != null) {
      tellParent(execution, execution.parent);
    }
    tellMapRun();
    turn.effect(new Effect.AnnounceEnd(execution.id));
  }

  /** Reports how the execution has ended to the run whose child it is, if it is one. */
  void tellMapRun() {
    Execution execution = turn.execution;
    if (execution.mapParent == null) {
      return;
    }
    var report =
        new Command.ReportChild(
            execution.mapParent,
            execution.status,
            execution.output == null ? null : execution.output.get(),
            execution.error,
            execution.cause,
            execution.runRedrive);
    turn.deliver(report, MapRunCodec.reportChild(report));
  }

  /** The outcome of a nested execution is the outcome of the task that started it. */
  private void tellParent(Execution execution, Command.Parent parent) {
    boolean text = parent.pattern() == Pattern.SYNC;
    TaskReport report =
        execution.status == ExecutionStatus.SUCCEEDED
            ? new TaskReport.Succeeded(Payload.of(description(execution, text)))
            : new TaskReport.Failed(
                "States.TaskFailed", Payload.of(description(execution, true)).text());
    turn.deliver(
        new Command.ReportTask(parent.task(), report, true),
        DeliveryCodec.report(parent.task(), report));
  }

  /**
   * As DescribeExecution shows it, in the form that Task states get; {@code text}: input and output
   * as JSON text.
   */
  private ObjectNode description(Execution execution, boolean text) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    if (execution.cause != null) {
      description.put("Cause", execution.cause);
    }
    if (execution.error != null) {
      description.put("Error", execution.error);
    }
    description.put("ExecutionArn", execution.arn);
    put(description, "Input", execution.input.get(), text);
    description.putObject("InputDetails").put("Included", true);
    description.put("Name", execution.name);
    if (execution.output != null) {
      put(description, "Output", execution.output.get(), text);
      description.putObject("OutputDetails").put("Included", true);
    }
    description.put("RedriveCount", execution.redriveCount);
    if (execution.redriveCount > 0) {
      description.put("RedriveDate", execution.redriveMillis);
    }
    Optional<String> obstacle = Redrive.obstacle(execution, turn.limits(), turn.now());
    description.put("RedriveStatus", obstacle.isPresent() ? "NOT_REDRIVABLE" : "REDRIVABLE");
    obstacle.ifPresent(reason -> description.put("RedriveStatusReason", reason));
    description.put("StartDate", execution.startMillis);
    description.put("StateMachineArn", execution.machineArn);
    description.put("Status", execution.status.name());
    description.put("StopDate", execution.stopMillis);
    return description;
  }

  private static void put(ObjectNode description, String member, Payload payload, boolean text) {
    if (text) {
      description.put(member, payload.text());
    } else {
      description.set(member, payload.node());
    }
  }
}
