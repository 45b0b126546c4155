package pawl.engine.step;

import java.util.List;
import pawl.asl.data.Outcome;
import pawl.engine.execution.Scope;
import pawl.engine.failure.StatesError;

/** What became of a step's work for now. */
public sealed interface StepOutcome {
  /**
   * Done: the scope leaves the state with this output and goes to {@code next}, or its flow ends.
   */
  record Left(Outcome outcome, int next) implements StepOutcome {}

  /** The flow ends with this state (Succeed); as {@link Left} without a next state. */
  static Left ended(Outcome outcome) {
    return new Left(outcome, pawl.asl.program.Step.END);
  }

  /** Waits for a timer, a report or its children; what it waits for is on record. */
  record Waiting() implements StepOutcome {
    public static final Waiting WAITING = new Waiting();
  }

  /** Waits for children, of which these have just been opened and can run. */
  record Opened(List<Scope> children) implements StepOutcome {}

  /** Failed; Retry and Catch are still to be asked. */
  record Failed(StatesError error) implements StepOutcome {}
}
