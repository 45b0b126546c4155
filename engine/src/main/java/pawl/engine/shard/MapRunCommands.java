package pawl.engine.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Redrive;
import pawl.engine.execution.Scope;
import pawl.engine.step.Stage;
import pawl.engine.step.StepOutcome;
import pawl.engine.step.StepRunner;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.engine.store.RecordCodec;
import pawl.engine.turn.ExecutionTurn;

/** What passes between the runs of distributed Maps, their children and their datasets. */
final class MapRunCommands {
  private final ExecutionTurns turns;
  private final Limits limits;

  MapRunCommands(ExecutionTurns turns, Limits limits) {
    this.turns = turns;
    this.limits = limits;
  }

  /**
   * The run of a child goes on with it. It may be that it has not ended yet, or not even begun: the
   * commands that its run has sent it may come in any order.
   */
  Turn redriveChild(Command.RedriveChild redrive, ShardContext context) {
    Execution execution = ExecutionTurn.load(context, redrive.execution());
    if (execution == null || execution.mapParent == null) {
      return Turn.only(Reply.Done.DONE); // asked for again when it has begun
    }
    if (execution.runRedrive >= redrive.redrive()) {
      return Turn.only(Reply.Done.DONE); // the command has come before
    }
    execution.runRedrive = redrive.redrive();
    if (!execution.status.isFinal()) {
      return kept(execution);
    }
    ExecutionTurn turn = turns.of(execution, context);
    Interpreter interpreter = new Interpreter(turn);
    if (Redrive.obstacle(execution, limits, context.nowMillis()).isPresent()) {
      interpreter.ending().tellMapRun();
    } else {
      var redriving = new Redriving(turn);
      ExecutionTurns.withinHistory(
          interpreter, redrive.anew() ? redriving::startOver : redriving::goOn);
    }
    return ExecutionTurns.finish(turn, Reply.Done.DONE);
  }

  /** Nothing but the record of an execution changes. */
  static Turn kept(Execution execution) {
    return new Turn(
        List.of(
            new Write(
                Keys.execution(execution.id), RecordCodec.write(execution, ExecutionTurn::keep))),
        List.of(),
        Reply.Done.DONE);
  }

  Turn reportChild(Command.ReportChild report, ShardContext context) {
    Command.MapParent parent = report.parent();
    Execution execution = ExecutionTurn.load(context, parent.execution());
    if (execution != null && Quarantine.isSetAside(execution)) {
      return Quarantine.park(report, context, Reply.Done.DONE);
    }
    return ofMapRun(
        execution,
        parent.scope(),
        parent.run(),
        context,
        (runner, stage) -> runner.childEnded(stage, report));
  }

  /**
   * A delivery has arrived. The start of a child may have been overtaken by a command that stops or
   * redrives it: then that is sent again.
   */
  static Turn confirm(Command.ConfirmDelivery confirm, ShardContext context) {
    List<Write> writes = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    writes.add(new Write(confirm.key(), null));
    byte[] record = context.store().get(confirm.key());
    if (record != null
        && DeliveryCodec.readDelivery(confirm.execution(), confirm.key(), record)
            instanceof Effect.Deliver(var _, var _, Command.StartChild child)) {
      // The parent is loaded only if it has to change: most deliveries are confirmed without it.
      Overtaking overtaking = overtaking(child, context);
      Execution parent =
          overtaking == null ? null : ExecutionTurn.load(context, child.parent().execution());
      if (parent != null && overtaking != null) {
        byte[] key = Keys.delivery(parent.id, ++parent.lastDelivery);
        writes.add(new Write(key, overtaking.record));
        writes.add(
            new Write(Keys.execution(parent.id), RecordCodec.write(parent, ExecutionTurn::keep)));
        effects.add(new Effect.Deliver(parent.id, key, overtaking.command));
      }
    }
    return new Turn(writes, effects, Reply.Done.DONE);
  }

  private record Overtaking(Command<?> command, byte[] record) {}

  private static @Nullable Overtaking overtaking(Command.StartChild start, ShardContext context) {
    Command.MapParent parent = start.parent();
    MapRun run = run(parent, context);
    if (run == null) {
      return null;
    }
    if (run.status.isFinal()) {
      var stop = new Command.StopChild(start.execution(), run.redriveCount);
      return new Overtaking(stop, DeliveryCodec.write(stop));
    }
    if (run.redriveCount == 0) {
      return null;
    }
    byte[] row =
        context.store().get(Keys.mapChild(parent.execution(), parent.run(), parent.index()));
    int redrive = row == null ? 0 : MapRunCodec.readChild(row).redrive();
    if (redrive == 0) {
      return null;
    }
    var again = new Command.RedriveChild(start.execution(), redrive, run.express);
    return new Overtaking(again, DeliveryCodec.write(again));
  }

  private static @Nullable MapRun run(Command.MapParent parent, ShardContext context) {
    MapRun recent = context.recent().run(parent.execution(), parent.run());
    if (recent != null) {
      return recent;
    }
    byte[] record = context.store().get(Keys.mapRun(parent.execution(), parent.run()));
    return record == null ? null : MapRunCodec.readRun(parent.run(), record);
  }

  Turn reportItems(Command.ReportItems report, ShardContext context) {
    return ofMapRun(
        ExecutionTurn.load(context, report.execution()),
        report.scope(),
        report.run(),
        context,
        (runner, stage) -> {
          MapRun.Reading reading = stage.turn().mapRuns().get(report.run()).reading;
          boolean awaited =
              reading != null
                  && reading.underWay
                  && Objects.equals(reading.position, report.position());
          return awaited ? runner.itemsRead(stage, report.page()) : StepOutcome.Waiting.WAITING;
        });
  }

  Turn updateMapRun(Command.UpdateMapRun update, ShardContext context) {
    byte[] key = context.store().get(Keys.mapRunPlace(update.mapRunArn()));
    byte[] record = key == null ? null : context.store().get(key);
    if (key == null || record == null) {
      return Turn.only(new Reply.NoSuchMapRun());
    }
    MapRun stored = MapRunCodec.readRun(Keys.lastNumber(key), record);
    if (stored.status.isFinal()) {
      return Turn.only(new Reply.MapRunEnded());
    }
    Execution execution = ExecutionTurn.load(context, update.execution());
    if (execution != null && Quarantine.isSetAside(execution)) {
      return Turn.only(new Reply.Quarantined(execution.quarantine));
    }
    return ofMapRun(
        execution,
        stored.scope,
        stored.number,
        context,
        (runner, stage) -> {
          stage.turn().mapRuns().get(stored.number).change(update);
          boolean isWriting = stage.scope().phase == Phase.WAIT_TASK;
          return isWriting ? StepOutcome.Waiting.WAITING : runner.goOn(stage);
        });
  }

  /** Does something for a run of a distributed Map, if it has not ended. */
  private Turn ofMapRun(
      @Nullable Execution execution,
      int scopeId,
      int run,
      ShardContext context,
      BiFunction<StepRunner, Stage, StepOutcome> work) {
    if (execution == null || !ExecutionTurns.isActive(execution)) {
      return Turn.only(Reply.Done.DONE);
    }
    ExecutionTurn turn = turns.of(execution, context);
    Scope scope = turn.scope(scopeId);
    if (scope == null || scope.mapRun != run || !turn.hasRunningMapRun(scope)) {
      return Turn.only(Reply.Done.DONE);
    }
    Interpreter interpreter = new Interpreter(turn);
    ExecutionTurns.withinHistory(
        interpreter,
        () ->
            interpreter.resume(
                scope,
                work.apply(StepRunner.of(interpreter.step(scope)), interpreter.stage(scope))));
    return ExecutionTurns.finish(turn, Reply.Done.DONE);
  }
}
