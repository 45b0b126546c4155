package pawl.engine.step;

import pawl.asl.program.Step;
import pawl.engine.history.EventType;

/** The events of entering and leaving, by kind of state. */
public final class StateEvents {
  private StateEvents() {}

  public static EventType entered(Step step) {
    return switch (step) {
      case Step.Pass _ -> EventType.PASS_STATE_ENTERED;
      case Step.Task _ -> EventType.TASK_STATE_ENTERED;
      case Step.Choice _ -> EventType.CHOICE_STATE_ENTERED;
      case Step.Wait _ -> EventType.WAIT_STATE_ENTERED;
      case Step.Succeed _ -> EventType.SUCCEED_STATE_ENTERED;
      case Step.Fail _ -> EventType.FAIL_STATE_ENTERED;
      case Step.Parallel _ -> EventType.PARALLEL_STATE_ENTERED;
      case Step.Map _ -> EventType.MAP_STATE_ENTERED;
    };
  }

  public static EventType exited(Step step) {
    return switch (step) {
      case Step.Pass _ -> EventType.PASS_STATE_EXITED;
      case Step.Task _ -> EventType.TASK_STATE_EXITED;
      case Step.Choice _ -> EventType.CHOICE_STATE_EXITED;
      case Step.Wait _ -> EventType.WAIT_STATE_EXITED;
      case Step.Succeed _ -> EventType.SUCCEED_STATE_EXITED;
      case Step.Parallel _ -> EventType.PARALLEL_STATE_EXITED;
      case Step.Map _ -> EventType.MAP_STATE_EXITED;
      case Step.Fail _ -> throw new IllegalArgumentException("A Fail state is never left");
    };
  }
}
