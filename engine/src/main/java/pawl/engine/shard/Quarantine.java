package pawl.engine.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.TaskReport;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.execution.Execution;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Executions;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.engine.store.QuarantineCodec;
import pawl.engine.store.RecordCodec;
import pawl.engine.turn.ExecutionTurn;

/**
 * Sets aside executions in which a bug was met or whose records are damaged, so that the others of
 * the shard go on, and takes them up again. What the execution was stays as it is; what it waits
 * for stands in its records, and what is told it meanwhile by those who tell it once is parked.
 */
final class Quarantine {
  /**
   * Timers that fell due meanwhile get another moment when an execution is released, so that what
   * was reported meanwhile comes before the time-out that waited for it.
   */
  private static final long GRACE_MILLIS = 10_000;

  private Quarantine() {}

  static boolean isSetAside(Execution execution) {
    return !execution.quarantine.isEmpty();
  }

  /** Nothing of a command has happened but that its execution is set aside. */
  static Turn setAside(Command<?> command, ShardContext context, Throwable bug) {
    ExecutionId id = command.execution();
    List<Write> writes = new ArrayList<>();
    if (command instanceof Command.FireTimers fire) {
      // They come back with the release; until then nobody shall find them due again and again.
      fire.keys().forEach(key -> writes.add(new Write(key, null)));
    }
    byte[] record = record(command);
    boolean exists = context.store().get(Keys.execution(id)) != null;
    if (exists || command instanceof Command.StartChild) {
      if (record != null) {
        addParked(writes, id, record, context);
      }
      if (context.store().get(Keys.quarantine(id)) == null) {
        String name = command.getClass().getSimpleName();
        writes.add(
            new Write(
                Keys.quarantine(id),
                QuarantineCodec.write(
                    new QuarantineCodec.Quarantine(context.nowMillis(), name, bug.toString()))));
      }
      mark(writes, id, context, bug);
    }
    return new Turn(writes, List.of(), new Reply.Quarantined(described(command, context, bug)));
  }

  /** In the execution's own record it stands too, if that can be read. */
  private static void mark(
      List<Write> writes, ExecutionId id, ShardContext context, Throwable bug) {
    Execution execution;
    try {
      execution = ExecutionTurn.load(context, id);
    } catch (RuntimeException damaged) {
      writes.add(new Write(Keys.ready(id), null));
      return;
    }
    if (execution != null && !execution.status.isFinal() && !isSetAside(execution)) {
      execution.quarantine = bug.toString();
      writes.add(new Write(Keys.execution(id), RecordCodec.write(execution, ExecutionTurn::keep)));
      writes.add(new Write(Keys.ready(id), null));
    }
  }

  private static String described(Command<?> command, ShardContext context, Throwable bug) {
    String arn = Executions.arn(context.store(), command.execution());
    var what = new StringBuilder(arn == null ? "ARN unknown" : arn).append(", ");
    what.append(command.getClass().getSimpleName()).append(": ").append(bug);
    for (StackTraceElement frame : bug.getStackTrace()) {
      what.append("\n    at ").append(frame);
    }
    return what.toString();
  }

  // What is told an execution while it is set aside

  /** Keeps a command until the execution is released. */
  static Turn park(Command<?> command, ShardContext context, Reply reply) {
    byte[] record = record(command);
    List<Write> writes = new ArrayList<>();
    if (record != null) {
      addParked(writes, command.execution(), record, context);
    }
    return new Turn(writes, List.of(), reply);
  }

  /** A command as it is kept; null if it may be lost, since what it says is asked for again. */
  private static byte @Nullable [] record(Command<?> command) {
    return switch (command) {
      case Command.ReportTask report when report.byToken() ->
          switch (report.report()) {
            case TaskReport.Succeeded _, TaskReport.Failed _, TaskReport.TimedOut _ ->
                DeliveryCodec.report(report.task(), report.report());
            case TaskReport.Submitted _, TaskReport.JobStarted _, TaskReport.Heartbeat _ -> null;
          };
      case Command.ReportStarted report -> DeliveryCodec.write(report);
      case Command.ReportChild report -> MapRunCodec.reportChild(report);
      case Command.StartChild start -> MapRunCodec.startChild(start);
      default -> null;
    };
  }

  /** The same command twice is kept once: whoever is not answered asks again. */
  private static void addParked(
      List<Write> writes, ExecutionId id, byte[] record, ShardContext context) {
    List<byte[]> parked = parked(id, context);
    if (parked.stream().noneMatch(each -> Arrays.equals(each, record))) {
      writes.add(new Write(Keys.parked(id, parked.size() + 1), record));
    }
  }

  private static List<byte[]> parked(ExecutionId id, ShardContext context) {
    List<byte[]> parked = new ArrayList<>();
    context
        .store()
        .scan(
            Keys.next(Keys.quarantine(id)),
            Keys.after(Keys.quarantine(id)),
            (_, value) -> {
              parked.add(value);
              return true;
            });
    return parked;
  }

  // Release

  /** Arms the timers that the records of the execution say. */
  static void armAgain(ExecutionTurn turn) {
    Execution execution = turn.execution;
    List<Scope> scopes = new ArrayList<>();
    if (execution.top != null) {
      scopes.add(execution.top);
    }
    turn.context()
        .store()
        .scan(
            Keys.scope(execution.id, 0),
            Keys.scope(execution.id, -1),
            (key, _) -> {
              scopes.add(turn.existingScope(Keys.lastNumber(key)));
              return true;
            });
    for (Scope scope : scopes) {
      List<Scope.Timer> timers = List.copyOf(scope.timers);
      scope.timers.clear();
      for (Scope.Timer timer : timers) {
        long due = due(turn, timer.dueMillis(), scope.id, timer.kind());
        turn.arm(scope, timer.kind(), due);
      }
    }
    if (execution.timeoutMillis != 0) {
      turn.armExecutionTimeout(due(turn, execution.timeoutMillis, 0, TimerKind.EXECUTION));
    }
  }

  private static long due(ExecutionTurn turn, long dueMillis, int scope, TimerKind kind) {
    if (dueMillis > turn.now()) {
      return dueMillis;
    }
    turn.dropTimer(Keys.timer(dueMillis, turn.execution.id, scope, kind.ordinal()));
    return turn.now() + GRACE_MILLIS;
  }

  /** What was told the execution meanwhile sets out again. */
  static void deliverParked(ExecutionTurn turn) {
    for (byte[] record : parked(turn.execution.id, turn.context())) {
      turn.deliver(DeliveryCodec.readCommand(record), record);
    }
  }

  static List<Integer> callsUnderWay(ExecutionId id, ShardContext context) {
    List<Integer> scopes = new ArrayList<>();
    byte[] calls = Keys.callsOf(id);
    context
        .store()
        .scan(
            calls,
            Keys.after(calls),
            (key, _) -> {
              scopes.add(Keys.callScope(key));
              return true;
            });
    return scopes;
  }

  /** Of an execution that has ended or never began: what it sends and what was sent it. */
  static Turn releaseDeliveries(ExecutionId id, ShardContext context) {
    List<Write> writes = new ArrayList<>();
    List<Effect> effects = new ArrayList<>();
    byte[] own = Keys.deliveriesOf(id);
    context
        .store()
        .scan(
            own,
            Keys.after(own),
            (key, value) -> {
              effects.add(DeliveryCodec.readDelivery(id, key, value));
              return true;
            });
    int number = Integer.MAX_VALUE; // far from the numbers that the execution itself gives
    for (byte[] record : parked(id, context)) {
      byte[] key = Keys.delivery(id, number--);
      writes.add(new Write(key, record));
      effects.add(DeliveryCodec.readDelivery(id, key, record));
    }
    return lifted(new Turn(writes, effects, new Reply.Released()), id, context);
  }

  /** The turn after which an execution is no longer set aside. */
  static Turn lifted(Turn turn, ExecutionId id, ShardContext context) {
    List<Write> writes = new ArrayList<>(turn.writes());
    byte[] first = Keys.quarantine(id);
    context
        .store()
        .scan(
            first,
            Keys.after(first),
            (key, _) -> {
              writes.add(new Write(key, null));
              return true;
            });
    return new Turn(writes, turn.effects(), turn.reply(), turn.newEvents());
  }
}
