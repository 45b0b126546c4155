package pawl.engine.shard;

import java.util.List;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.Turn;
import pawl.engine.Write;
import pawl.engine.execution.Execution;
import pawl.engine.store.Keys;
import pawl.engine.turn.ExecutionTurn;
import pawl.engine.turn.HistoryFullException;
import pawl.engine.turn.Settings;

/** Begins and ends the turns of executions, the same way for every command. */
final class ExecutionTurns {
  private final Settings settings;
  private final Programs programs;

  ExecutionTurns(Settings settings, Programs programs) {
    this.settings = settings;
    this.programs = programs;
  }

  /** Whether an execution can do anything. */
  static boolean isActive(Execution execution) {
    return execution.status == ExecutionStatus.RUNNING && execution.quarantine.isEmpty();
  }

  /** A turn of an execution that the store has. */
  ExecutionTurn of(Execution execution, ShardContext context) {
    return ExecutionTurn.of(
        context, settings, execution, programs.program(context.catalogue(), execution.revision));
  }

  /** Does something that adds events; if there is no room for them, the execution fails. */
  static void withinHistory(Interpreter interpreter, Runnable work) {
    try {
      work.run();
    } catch (HistoryFullException e) {
      interpreter.historyFull();
    }
  }

  /** Lets the execution go on as far as it can; then the turn is made. */
  static Turn finish(ExecutionTurn turn, Reply reply) {
    Interpreter interpreter = new Interpreter(turn);
    withinHistory(interpreter, interpreter::run);
    List<Write> writes = turn.writes();
    Execution execution = turn.execution;
    if (execution.status.isFinal() && execution.mapParent == null) {
      // Children of a distributed Map are kept as long as the execution they belong to.
      byte[] ended = Keys.ended(execution.machineArn, execution.stopMillis, execution.id);
      writes.add(new Write(ended, new byte[0]));
    }
    return new Turn(writes, List.copyOf(turn.effects()), reply, turn.newEvents());
  }
}
