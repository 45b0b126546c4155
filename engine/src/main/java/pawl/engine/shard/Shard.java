package pawl.engine.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.Step;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.TaskReport;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Redrive;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.step.StepRunner;
import pawl.engine.step.TaskRunner;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Executions;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.engine.turn.ExecutionTurn;
import pawl.engine.turn.Settings;

/**
 * Handles the commands of many executions, one after another. One thread calls it at a time; the
 * same state, command and time give the same turn. It knows of them what it reads through the
 * context, so that it may serve one store after another.
 *
 * <p>A command loads its execution, a {@link StepRunner} takes in what has happened, the {@link
 * Interpreter} lets the execution go on until it waits, and everything that changed becomes one
 * {@link Turn}. A bug stops the execution it struck (it is quarantined), not the shard.
 */
public final class Shard {
  private final Settings settings;
  private final Programs programs = new Programs();
  private final ExecutionTurns turns;
  private final MapRunCommands mapRuns;

  public Shard(Settings settings) {
    this.settings = settings;
    this.turns = new ExecutionTurns(settings, programs);
    this.mapRuns = new MapRunCommands(turns, settings.limits());
  }

  /** Works a command out. Nothing has happened until the host has committed the turn. */
  public Turn handle(Command<?> command, ShardContext context) {
    try {
      return decide(command, context);
    } catch (HostException world) {
      throw world; // neither a bug nor the execution's fault
    } catch (RuntimeException | StackOverflowError bug) {
      return Quarantine.setAside(command, context, bug);
    }
  }

  private Turn decide(Command<?> command, ShardContext context) {
    return switch (command) {
      case Command.Start start -> start(start, context);
      case Command.StartChild start -> startChild(start, context);
      case Command.ReportChild report -> mapRuns.reportChild(report, context);
      case Command.ReportItems report -> mapRuns.reportItems(report, context);
      case Command.UpdateMapRun update -> mapRuns.updateMapRun(update, context);
      case Command.Stop stop -> stop(stop, context);
      case Command.StopChild stop -> stopChild(stop, context);
      case Command.Redrive redrive -> redrive(redrive, context);
      case Command.RedriveChild redrive -> mapRuns.redriveChild(redrive, context);
      case Command.ReportTask report -> report(report, context);
      case Command.ReportStarted report -> reportStarted(report, context);
      case Command.TakeActivityTask take -> take(take, context);
      case Command.FireTimers fire -> fire(fire, context);
      case Command.Continue go -> goOn(go.execution(), context);
      case Command.ConfirmDelivery confirm -> MapRunCommands.confirm(confirm, context);
      case Command.Resume resume -> resume(resume, context);
      case Command.Release release -> release(release, context);
      case Command.Remove remove -> Removal.begin(remove, settings.arns(), context);
    };
  }

  // Start and stop

  private Turn start(Command.Start start, ShardContext context) {
    ExecutionId id = start.execution();
    Execution existing = ExecutionTurn.load(context, id);
    if (existing != null) {
      // A task that starts a nested execution asks again after a crash, also when that has ended.
      boolean sameTask = start.parent() != null && start.parent().equals(existing.parent);
      boolean sameRequest =
          existing.status == ExecutionStatus.RUNNING
              && Objects.equals(existing.testCase, start.testCase())
              && input(existing, context).equals(start.inputText());
      return Turn.only(
          sameTask || sameRequest
              ? new Reply.Started(existing.arn, existing.startMillis, true)
              : new Reply.NameTaken(existing.arn));
    }
    return StartTarget.find(start.machineArn(), context, programs)
        .map(target -> start(id, start, target, context))
        .orElseGet(() -> Turn.only(new Reply.NoSuchMachine(start.machineArn())));
  }

  private static Payload input(Execution execution, ShardContext context) {
    execution.input.fetchWith(place -> Executions.payload(context.store(), execution.id, place));
    return execution.input.get();
  }

  private Turn start(
      ExecutionId id, Command.Start start, StartTarget target, ShardContext context) {
    Machine machine = target.machine();
    Revision revision = target.revision();
    var execution =
        new Execution(
            id,
            start.executionArn(),
            start.name(),
            machine.arn(),
            machine.name(),
            revision.settings().roleArn(),
            revision.key(),
            context.nowMillis(),
            HeldPayload.of(start.inputText()),
            start.traceHeader(),
            start.parent());
    execution.versionArn = target.versionArn();
    execution.aliasArn = target.aliasArn();
    execution.testCase = start.testCase();
    ExecutionTurn turn =
        ExecutionTurn.begin(
            context, settings, execution, programs.program(context.catalogue(), revision.key()));
    if (start.parent() != null) {
      var started = new Command.ReportStarted(start.parent().task(), execution.arn);
      turn.deliver(started, DeliveryCodec.write(started));
    }
    return begin(
        turn,
        turn.program.timeoutSeconds().orElse(Long.MAX_VALUE),
        turn.program.top().id(),
        start.inputText(),
        new Reply.Started(execution.arn, execution.startMillis, false));
  }

  private static Turn begin(
      ExecutionTurn turn, long timeoutSeconds, int flow, Payload input, Reply reply) {
    armTimeout(turn, timeoutSeconds, turn.now());
    turn.addEvent(
        EventType.EXECUTION_STARTED,
        0,
        new EventDetails.ExecutionStarted(input, turn.execution.roleArn));
    turn.makeRunnable(turn.openScope(0, 0, flow, input));
    return ExecutionTurns.finish(turn, reply);
  }

  /** The machine's own time begins now; an execution is open for so long at most. */
  private static void armTimeout(ExecutionTurn turn, long timeoutSeconds, long startMillis) {
    long most = turn.limits().executionSeconds();
    long own =
        timeoutSeconds == Long.MAX_VALUE ? timeoutSeconds : turn.now() + timeoutSeconds * 1000;
    long due = most == 0 ? own : Math.min(own, startMillis + most * 1000);
    if (due < Long.MAX_VALUE) {
      turn.armExecutionTimeout(due);
    }
  }

  private Turn startChild(Command.StartChild start, ShardContext context) {
    ExecutionId id = start.execution();
    if (ExecutionTurn.load(context, id) != null) {
      return Turn.only(Reply.Done.DONE); // the command has come before
    }
    var execution =
        new Execution(
            id,
            start.executionArn(),
            start.name(),
            start.machineArn(),
            start.machineName(),
            start.roleArn(),
            start.revision(),
            context.nowMillis(),
            HeldPayload.of(start.input()),
            start.traceHeader(),
            null);
    execution.mapParent = start.parent();
    execution.testCase = start.testCase();
    ExecutionTurn turn =
        ExecutionTurn.begin(
            context, settings, execution, programs.program(context.catalogue(), start.revision()));
    return begin(turn, Long.MAX_VALUE, start.flow(), start.input(), Reply.Done.DONE);
  }

  private Turn stop(Command.Stop stop, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, stop.execution());
    if (execution == null) {
      return Turn.only(new Reply.NoSuchExecution());
    }
    return execution.status.isFinal()
        ? Turn.only(new Reply.Stopped(execution.stopMillis))
        : stop(execution, stop.error(), stop.cause(), context);
  }

  private Turn stop(
      Execution execution, @Nullable String error, @Nullable String cause, ShardContext context) {
    boolean wasSetAside = Quarantine.isSetAside(execution);
    execution.quarantine = "";
    ExecutionTurn turn = turns.of(execution, context);
    new Interpreter(turn).ending().aborted(error, cause);
    Turn stopped = ExecutionTurns.finish(turn, new Reply.Stopped(execution.stopMillis));
    return wasSetAside ? Quarantine.lifted(stopped, execution.id, context) : stopped;
  }

  // Redrive

  private Turn redrive(Command.Redrive redrive, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, redrive.execution());
    if (execution == null) {
      return Turn.only(new Reply.NoSuchExecution());
    }
    String token = redrive.clientToken();
    if (token != null && token.equals(execution.redriveToken)) {
      return Turn.only(new Reply.Redriven(execution.redriveMillis));
    }
    Optional<String> obstacle = Redrive.obstacle(execution, settings.limits(), context.nowMillis());
    if (obstacle.isPresent()) {
      return Turn.only(new Reply.NotRedrivable(obstacle.get()));
    }
    if (execution.mapParent != null) {
      return Turn.only(
          new Reply.NotRedrivable(
              "Execution is a child of a Map Run and can only be redriven by redriving the"
                  + " execution that started it"));
    }
    ExecutionTurn turn = turns.of(execution, context);
    execution.redriveToken = token;
    ExecutionTurns.withinHistory(new Interpreter(turn), () -> new Redriving(turn).goOn());
    armTimeout(turn, turn.program.timeoutSeconds().orElse(Long.MAX_VALUE), execution.startMillis);
    return ExecutionTurns.finish(turn, new Reply.Redriven(execution.redriveMillis));
  }

  private Turn stopChild(Command.StopChild stop, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, stop.execution());
    if (execution == null || execution.runRedrive > stop.redrive()) {
      return Turn.only(Reply.Done.DONE);
    }
    boolean overtakes = execution.runRedrive < stop.redrive();
    execution.runRedrive = stop.redrive(); // a redrive that comes after all does nothing any more
    if (execution.status.isFinal()) {
      return overtakes ? MapRunCommands.kept(execution) : Turn.only(Reply.Done.DONE);
    }
    return stop(execution, null, null, context);
  }

  // Tasks

  /** Where a task waits; null if it does not wait any more. */
  private @Nullable ExecutionTurn waiting(
      @Nullable Execution execution, TaskRef task, ShardContext context) {
    if (execution == null || !ExecutionTurns.isActive(execution)) {
      return null;
    }
    ExecutionTurn turn = turns.of(execution, context);
    Scope scope = turn.scope(task.scope());
    return scope != null && scope.phase == Phase.WAIT_TASK && scope.attempt == task.attempt()
        ? turn
        : null;
  }

  private Turn report(Command.ReportTask command, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, command.execution());
    if (execution != null && Quarantine.isSetAside(execution)) {
      return command.byToken()
          ? Quarantine.park(command, context, new Reply.Accepted())
          : Turn.only(new Reply.Stale()); // the call is made again
    }
    ExecutionTurn turn = waiting(execution, command.task(), context);
    if (turn == null) {
      return unawaited(command, execution, context);
    }
    Interpreter interpreter = new Interpreter(turn);
    Scope scope = turn.existingScope(command.task().scope());
    Scope.TaskWait task = scope.task;
    if (task == null || !counts(command, task, interpreter.step(scope))) {
      return Turn.only(new Reply.Stale());
    }
    if (command.byToken()
        && task.calling
        && task.job == null
        && !(command.report() instanceof TaskReport.Heartbeat)) {
      task.earlyReport = command.report();
      return ExecutionTurns.finish(turn, new Reply.Accepted());
    }
    TaskReport outcome = command.report();
    if (task.earlyReport != null
        && !(outcome instanceof TaskReport.Submitted || outcome instanceof TaskReport.JobStarted)) {
      outcome = task.earlyReport;
    }
    takeIn(turn, interpreter, scope, outcome);
    return ExecutionTurns.finish(turn, new Reply.Accepted());
  }

  /** A report of a task that has gone on: it could not stop a job of which it had not heard. */
  private Turn unawaited(
      Command.ReportTask command, @Nullable Execution execution, ShardContext context) {
    if (execution == null
        || execution.removing
        || command.byToken()
        || !(command.report() instanceof TaskReport.JobStarted(Payload _, String job))) {
      return Turn.only(new Reply.Stale());
    }
    ExecutionTurn turn = turns.of(execution, context);
    turn.stopJob(job);
    return ExecutionTurns.finish(turn, new Reply.Stale());
  }

  /** If the task has gone on without the nested execution, that is stopped. */
  private Turn reportStarted(Command.ReportStarted report, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, report.execution());
    if (execution == null || execution.removing) {
      return Turn.only(Reply.Done.DONE);
    }
    if (Quarantine.isSetAside(execution)) {
      return Quarantine.park(report, context, Reply.Done.DONE);
    }
    ExecutionTurn turn = waiting(execution, report.task(), context);
    if (turn == null) {
      turn = turns.of(execution, context);
      turn.stopExecution(report.executionArn());
    } else {
      Scope.TaskWait task = turn.existingScope(report.task().scope()).task;
      if (task != null && task.calling) {
        task.childExecutionArn = report.executionArn();
      }
    }
    return ExecutionTurns.finish(turn, Reply.Done.DONE);
  }

  /** Whether a report is of the kind that the task waits for. */
  private static boolean counts(Command.ReportTask command, Scope.TaskWait task, Step step) {
    if (!command.byToken()) {
      boolean isRepeated = command.report() instanceof TaskReport.JobStarted && task.job != null;
      return task.calling && !isRepeated;
    }
    if (!(step instanceof Step.Task ofTask)) {
      return false;
    }
    return switch (ofTask.resource()) {
      case TaskResource.Function _ -> false;
      case TaskResource.Activity _ -> task.offeredMillis == 0;
      case TaskResource.Service service ->
          service.pattern() != Pattern.REQUEST_RESPONSE && task.earlyReport == null;
    };
  }

  private static void takeIn(
      ExecutionTurn turn, Interpreter interpreter, Scope scope, TaskReport report) {
    ExecutionTurns.withinHistory(
        interpreter,
        () ->
            interpreter.resume(
                scope,
                StepRunner.of(interpreter.step(scope)).report(interpreter.stage(scope), report)));
  }

  private Turn take(Command.TakeActivityTask command, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, command.execution());
    if (execution == null || !ExecutionTurns.isActive(execution)) {
      return Turn.only(new Reply.Stale());
    }
    ExecutionTurn turn = turns.of(execution, context);
    Scope scope = turn.scope(command.scope());
    if (scope == null
        || scope.task == null
        || scope.task.offeredMillis == 0
        || scope.task.offeredMillis != command.offeredMillis()) {
      return Turn.only(new Reply.Stale());
    }
    Interpreter interpreter = new Interpreter(turn);
    Payload input = scope.task.arguments.get();
    String token = TaskRunner.token(interpreter.stage(scope));
    ExecutionTurns.withinHistory(
        interpreter, () -> TaskRunner.take(interpreter.stage(scope), command.workerName()));
    return ExecutionTurns.finish(turn, new Reply.Taken(token, input));
  }

  // Timers

  private Turn fire(Command.FireTimers command, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, command.execution());
    List<byte[]> keys = new ArrayList<>();
    for (byte[] key : command.keys()) {
      if (context.store().get(key) != null) {
        keys.add(key);
      }
    }
    if (execution == null || !ExecutionTurns.isActive(execution)) {
      return new Turn(
          keys.stream().map(key -> new Write(key, null)).toList(), List.of(), Reply.Done.DONE);
    }
    if (keys.isEmpty()) {
      return Turn.only(Reply.Done.DONE);
    }
    ExecutionTurn turn = turns.of(execution, context);
    Interpreter interpreter = new Interpreter(turn);
    for (byte[] key : keys) {
      turn.dropTimer(key);
      if (execution.status == ExecutionStatus.RUNNING) {
        ExecutionTurns.withinHistory(interpreter, () -> fire(turn, interpreter, key));
      }
    }
    return ExecutionTurns.finish(turn, Reply.Done.DONE);
  }

  private static void fire(ExecutionTurn turn, Interpreter interpreter, byte[] key) {
    TimerKind kind = TimerKind.values()[Keys.timerKind(key)];
    if (kind == TimerKind.EXECUTION) {
      interpreter.ending().timedOut();
      return;
    }
    Scope scope = turn.scope(Keys.timerScope(key));
    if (scope == null || !scope.timers.remove(new Scope.Timer(kind, Keys.timerDue(key)))) {
      return;
    }
    if (kind == TimerKind.RETRY) {
      scope.phase = Phase.WORK;
      turn.makeRunnable(scope);
    } else {
      interpreter.resume(
          scope, StepRunner.of(interpreter.step(scope)).timer(interpreter.stage(scope), kind));
    }
  }

  // Going on

  private Turn goOn(ExecutionId id, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, id);
    if (execution != null && execution.removing) {
      return Removal.goOn(execution, settings.arns(), context);
    }
    if (execution == null || !ExecutionTurns.isActive(execution) || execution.runnable.isEmpty()) {
      return Turn.only(Reply.Done.DONE);
    }
    return ExecutionTurns.finish(turns.of(execution, context), Reply.Done.DONE);
  }

  private Turn resume(Command.Resume resume, ShardContext context) {
    byte[] value = context.store().get(resume.key());
    if (value == null) {
      return Turn.only(Reply.Done.DONE);
    }
    if (Keys.isOf(resume.key(), KeyKind.DELIVERY)) {
      return new Turn(
          List.of(),
          List.of(DeliveryCodec.readDelivery(resume.execution(), resume.key(), value)),
          Reply.Done.DONE);
    }
    if (Keys.isOf(resume.key(), KeyKind.CALL)) {
      return resumeCall(resume, context);
    }
    return goOn(resume.execution(), context);
  }

  /** Makes a call again, unless its outcome has come through the token meanwhile. */
  private Turn resumeCall(Command.Resume resume, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, resume.execution());
    if (execution == null || !ExecutionTurns.isActive(execution)) {
      return Turn.only(Reply.Done.DONE);
    }
    ExecutionTurn turn = turns.of(execution, context);
    return repeatCall(turn, Keys.callScope(resume.key()))
        ? new Turn(List.of(), turn.effects(), Reply.Done.DONE)
        : ExecutionTurns.finish(turn, Reply.Done.DONE);
  }

  /** Says whether there was nothing but the call to make again. */
  private static boolean repeatCall(ExecutionTurn turn, int scopeId) {
    Interpreter interpreter = new Interpreter(turn);
    Scope scope = turn.existingScope(scopeId);
    TaskReport early = scope.task == null ? null : scope.task.earlyReport;
    if (early != null) {
      takeIn(turn, interpreter, scope, early);
      return false;
    }
    StepRunner.of(interpreter.step(scope)).repeatCall(interpreter.stage(scope));
    return true;
  }

  /** Lets an execution go on that was set aside, with all that it waited for. */
  private Turn release(Command.Release release, ShardContext context) {
    ExecutionId id = release.execution();
    boolean isListed = context.store().get(Keys.quarantine(id)) != null;
    Execution execution = ExecutionTurn.load(context, id);
    if (!isListed && (execution == null || !Quarantine.isSetAside(execution))) {
      return Turn.only(
          execution == null ? new Reply.NoSuchExecution() : new Reply.NotQuarantined());
    }
    if (execution == null || execution.status.isFinal()) {
      return Quarantine.releaseDeliveries(id, context);
    }
    execution.quarantine = "";
    ExecutionTurn turn = turns.of(execution, context);
    Quarantine.armAgain(turn);
    Quarantine.deliverParked(turn);
    for (int scope : Quarantine.callsUnderWay(id, context)) {
      repeatCall(turn, scope);
    }
    return Quarantine.lifted(ExecutionTurns.finish(turn, new Reply.Released()), id, context);
  }
}
