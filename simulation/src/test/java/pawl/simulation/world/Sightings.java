package pawl.simulation.world;

import java.util.List;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.simulation.invariant.Step;
import pawl.simulation.invariant.Views;
import pawl.simulation.invariant.Witness;

/** Notes rare states that a run passes through; breaks no law. */
final class Sightings implements Witness {
  @Override
  public void handled(Step step) {
    if (step.command() instanceof Command.FireTimers fire && fire.keys().size() > 1) {
      Mark.SEVERAL_TIMERS_AT_ONCE.reached();
    }
    if (step.command() instanceof Command.ReportStarted
        && step.turn().effects().stream().anyMatch(Sightings::isStop)) {
      Mark.NESTED_STOPPED_UNHEARD_OF.reached();
    }
    if (step.turn().reply() instanceof Reply.Redriven) {
      Mark.REDRIVEN.reached();
    }
    if (step.command() instanceof Command.RedriveChild && !step.turn().writes().isEmpty()) {
      Mark.CHILD_REDRIVEN.reached();
    }
  }

  private static boolean isStop(Effect effect) {
    return effect instanceof Effect.Deliver deliver && deliver.command() instanceof Command.Stop;
  }

  @Override
  public void recovered(List<StoreView> stores) {
    for (StoreView store : stores) {
      for (Execution execution : Views.executions(store)) {
        if (execution.status == ExecutionStatus.RUNNING) {
          look(store, execution);
        }
      }
    }
  }

  private static void look(StoreView store, Execution execution) {
    if (!execution.runnable.isEmpty()) {
      Mark.LOSS_AMID_A_LONG_TURN.reached();
    }
    if (execution.mapParent != null) {
      Mark.LOSS_WITH_A_CHILD_RUNNING.reached();
    }
    for (Scope scope : Views.scopes(store, execution)) {
      if (scope.children != null) {
        Mark.LOSS_DURING_PARALLEL_OR_MAP.reached();
      }
      if (scope.mapRun != 0) {
        Mark.LOSS_DURING_MAP_RUN.reached();
      }
      if (scope.phase == Phase.WAIT_RETRY) {
        Mark.RETRY_AFTER_LOSS.reached();
      }
      if (scope.task != null && scope.task.earlyReport != null) {
        Mark.LOSS_WITH_AN_EARLY_ANSWER.reached();
      }
    }
  }

  @Override
  public void ended(List<StoreView> stores) {
    for (StoreView store : stores) {
      for (Execution execution : Views.executions(store)) {
        for (int number = 1; number <= execution.lastMapRun; number++) {
          see(MapRunCodec.readRun(number, store.get(Keys.mapRun(execution.id, number))));
        }
      }
    }
  }

  private static void see(MapRun run) {
    if (run.status == ExecutionStatus.SUCCEEDED && run.items.unsuccessful() > 0) {
      Mark.MAP_TOLERATED_FAILURES.reached();
    }
    if (run.status == ExecutionStatus.FAILED) {
      Mark.MAP_RUN_FAILED.reached();
    }
    if (run.express && run.executions.total > 0) {
      Mark.EXPRESS_CHILD.reached();
    }
    if (run.executions.aborted > 0) {
      Mark.CHILDREN_STOPPED.reached();
    }
  }
}
