package pawl.engine.step;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.Effect;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.failure.StatesError;
import pawl.engine.id.TaskRef;

/**
 * Task: has something done outside. The call is an effect; what comes of it arrives as a report, or
 * the time runs out.
 */
public final class TaskRunner implements StepRunner {
  static final TaskRunner RUNNER = new TaskRunner();

  @Override
  public StepOutcome work(Stage stage) {
    Step.Task step = stage.step(Step.Task.class);
    Scope scope = stage.scope();
    scope.attempt++;
    if (step.resource() instanceof TaskResource.Service service
        && service.pattern() != Pattern.REQUEST_RESPONSE) {
      stage.showTaskToken(token(stage));
    }
    return switch (TaskOrder.evaluate(step, stage.environment())) {
      case Evaluation.Failed<TaskOrder>(EvaluationError error) -> stage.failed(error);
      case Evaluation.Value<TaskOrder>(TaskOrder order) -> schedule(stage, step, order);
    };
  }

  private static StepOutcome schedule(Stage stage, Step.Task step, TaskOrder order) {
    Scope scope = stage.scope();
    var task = new Scope.TaskWait(HeldPayload.of(order.arguments()));
    task.timeoutSeconds = order.timeoutSeconds() == null ? 0 : order.timeoutSeconds();
    task.heartbeatMillis = order.heartbeatSeconds() == null ? 0 : order.heartbeatSeconds() * 1000;
    task.credentialsRoleArn = order.credentialsRoleArn();
    scope.task = task;
    scope.phase = Phase.WAIT_TASK;
    TaskEvents events = TaskEvents.of(step.resource());
    events.scheduled(stage, order);
    stage.turn().countBytes(order.arguments());
    if (order.timeoutSeconds() != null) {
      stage
          .turn()
          .arm(scope, TimerKind.TIMEOUT, stage.turn().now() + order.timeoutSeconds() * 1000);
    }
    if (step.resource() instanceof TaskResource.Activity activity) {
      stage.turn().offer(scope, activity.arn());
    } else {
      armHeartbeat(stage, task);
      events.started(stage, null);
      task.calling = true;
      if (stage.turn().execution.testCase != null) {
        task.invocation = stage.turn().execution.countInvocation(step.name());
      }
      stage.turn().beginCall(scope);
      call(stage);
    }
    return StepOutcome.Waiting.WAITING;
  }

  /** The token of the task that the scope is at. */
  public static String token(Stage stage) {
    return stage.turn().settings().tokens().write(ref(stage));
  }

  private static TaskRef ref(Stage stage) {
    return new TaskRef(stage.turn().execution.id, stage.scope().id, stage.scope().attempt);
  }

  @Override
  public void repeatCall(Stage stage) {
    if (waiting(stage).calling) {
      call(stage);
    }
  }

  /** Asks for the call of the task that the scope waits for. */
  private static void call(Stage stage) {
    Scope.TaskWait task = waiting(stage);
    TaskCall call = taskCall(stage, task);
    stage
        .turn()
        .effect(
            task.job == null ? new Effect.CallTask(call) : new Effect.FollowJob(call, task.job));
  }

  private static TaskCall taskCall(Stage stage, Scope.TaskWait task) {
    Step.Task step = stage.step(Step.Task.class);
    boolean callback =
        step.resource() instanceof TaskResource.Service service
            && service.pattern() == Pattern.WAIT_FOR_TASK_TOKEN;
    return new TaskCall(
        ref(stage),
        stage.turn().execution.arn,
        step.name(),
        step.resource(),
        task.arguments.get(),
        callback ? token(stage) : null,
        task.credentialsRoleArn,
        stage.turn().execution.traceHeader,
        task.timeoutSeconds,
        stage.scope().enteredEvent,
        stage.scope().previousEvent,
        null,
        testCase(stage, task));
  }

  private static TaskCall.@Nullable TestCase testCase(Stage stage, Scope.TaskWait task) {
    String name = stage.turn().execution.testCase;
    return name == null
        ? null
        : new TaskCall.TestCase(stage.turn().execution.machineName, name, task.invocation);
  }

  /** A worker takes an activity's task. */
  public static void take(Stage stage, @Nullable String workerName) {
    Step.Task step = stage.step(Step.Task.class);
    Scope.TaskWait task = waiting(stage);
    stage.turn().withdrawOffer(stage.scope(), step.resource().arn());
    TaskEvents.of(step.resource()).started(stage, workerName);
    armHeartbeat(stage, task);
  }

  private static void armHeartbeat(Stage stage, Scope.TaskWait task) {
    if (task.heartbeatMillis > 0) {
      stage
          .turn()
          .arm(stage.scope(), TimerKind.HEARTBEAT, stage.turn().now() + task.heartbeatMillis);
    }
  }

  private static Scope.TaskWait waiting(Stage stage) {
    Scope.TaskWait task = stage.scope().task;
    if (task == null) {
      throw new IllegalStateException("Scope " + stage.scope().id + " waits for no task");
    }
    return task;
  }

  @Override
  public StepOutcome report(Stage stage, TaskReport report) {
    Step.Task step = stage.step(Step.Task.class);
    TaskEvents events = TaskEvents.of(step.resource());
    return switch (report) {
      case TaskReport.Heartbeat() -> {
        stage.turn().disarm(stage.scope(), TimerKind.HEARTBEAT);
        armHeartbeat(stage, waiting(stage));
        yield StepOutcome.Waiting.WAITING;
      }
      case TaskReport.Submitted(Payload output, String childExecutionArn) ->
          submitted(stage, events, output, childExecutionArn);
      case TaskReport.JobStarted(Payload output, String job) ->
          jobStarted(stage, events, output, job);
      case TaskReport.Succeeded(Payload output) -> succeeded(stage, step, events, output);
      case TaskReport.Failed(String error, String cause) -> {
        end(stage);
        events.failed(stage, error, cause);
        yield new StepOutcome.Failed(StatesError.of(error, cause));
      }
      case TaskReport.TimedOut() -> timedOut(stage, events, StatesError.timedOut());
    };
  }

  private StepOutcome submitted(
      Stage stage, TaskEvents events, Payload output, @Nullable String childExecutionArn) {
    Scope.TaskWait task = waiting(stage);
    stage.turn().endCall(stage.scope());
    task.childExecutionArn = childExecutionArn;
    return submitted(stage, events, output);
  }

  /** The call is not over: from now on it waits for the job, after a restart, too. */
  private StepOutcome jobStarted(Stage stage, TaskEvents events, Payload output, String job) {
    waiting(stage).job = job;
    StepOutcome outcome = submitted(stage, events, output);
    if (outcome == StepOutcome.Waiting.WAITING) {
      call(stage);
    }
    return outcome;
  }

  /** An answer that has come through the token meanwhile counts now. */
  private StepOutcome submitted(Stage stage, TaskEvents events, Payload output) {
    Scope.TaskWait task = waiting(stage);
    task.submitted = true;
    events.submitted(stage, output);
    TaskReport early = task.earlyReport;
    task.earlyReport = null;
    return early == null ? StepOutcome.Waiting.WAITING : report(stage, early);
  }

  private static StepOutcome succeeded(
      Stage stage, Step.Task step, TaskEvents events, Payload output) {
    end(stage);
    var oversized = stage.oversized(output, events.label());
    if (oversized.isPresent()) {
      events.failed(stage, oversized.get().error(), oversized.get().cause());
      return new StepOutcome.Failed(oversized.get());
    }
    events.succeeded(stage, output);
    stage.turn().countBytes(output);
    return stage.leave(step.data(), output, step.next());
  }

  /**
   * The task was answered: a nested execution or job that belongs to it has ended by itself. Only a
   * call that is made again after a crash may fail although it has started a nested execution.
   */
  private static void end(Stage stage) {
    Scope.TaskWait task = waiting(stage);
    if (!task.calling) {
      task.childExecutionArn = null;
    }
    task.job = null;
    stage.turn().endCall(stage.scope());
    stage.turn().endTask(stage.scope());
    stage.turn().disarmAll(stage.scope());
  }

  @Override
  public StepOutcome timer(Stage stage, TimerKind kind) {
    TaskEvents events = TaskEvents.of(stage.step(Step.Task.class).resource());
    return timedOut(
        stage,
        events,
        kind == TimerKind.HEARTBEAT ? StatesError.heartbeatMissed() : StatesError.timedOut());
  }

  private static StepOutcome timedOut(Stage stage, TaskEvents events, StatesError error) {
    stage.turn().endTask(stage.scope());
    stage.turn().disarmAll(stage.scope());
    events.timedOut(stage);
    return new StepOutcome.Failed(error);
  }
}
