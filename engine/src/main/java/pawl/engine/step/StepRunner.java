package pawl.engine.step;

import pawl.asl.Payload;
import pawl.asl.program.Step;
import pawl.engine.Command;
import pawl.engine.ItemPage;
import pawl.engine.TaskReport;
import pawl.engine.execution.Scope;
import pawl.engine.execution.TimerKind;
import pawl.engine.failure.StatesError;

/** Does the work of one kind of state. */
public interface StepRunner {
  /** Begins the work of a step that was entered, or begins it again after a retry. */
  StepOutcome work(Stage stage);

  /** A timer of the scope has fired. */
  default StepOutcome timer(Stage stage, TimerKind kind) {
    throw unexpected("timer " + kind);
  }

  /** A task's outcome was reported. */
  default StepOutcome report(Stage stage, TaskReport report) {
    throw unexpected("report");
  }

  /** Goes on with work that was more than one turn may do. */
  default StepOutcome goOn(Stage stage) {
    throw unexpected("next turn");
  }

  /** A piece of the dataset was read. */
  default StepOutcome itemsRead(Stage stage, ItemPage page) {
    throw unexpected("dataset");
  }

  /** A child of a distributed Map has ended. */
  default StepOutcome childEnded(Stage stage, Command.ReportChild report) {
    throw unexpected("child execution");
  }

  /** The run of a distributed Map has ended without success, and is to go on. */
  default void redrive(Stage stage) {
    throw unexpected("redrive");
  }

  /** Asks again for what was asked for before a restart and has no answer. */
  default void repeatCall(Stage stage) {
    throw unexpected("call");
  }

  /** A branch or iteration has ended with this output. */
  default StepOutcome childSucceeded(Stage stage, Scope child, Payload output) {
    throw unexpected("child");
  }

  /** A branch or iteration has failed; nothing in it has caught that. */
  default StepOutcome childFailed(Stage stage, Scope child, StatesError error) {
    throw unexpected("child");
  }

  private IllegalStateException unexpected(String what) {
    return new IllegalStateException(getClass().getSimpleName() + " does not wait for a " + what);
  }

  /** The runner for a step. */
  static StepRunner of(Step step) {
    return switch (step) {
      case Step.Pass _ -> PassRunner.RUNNER;
      case Step.Task _ -> TaskRunner.RUNNER;
      case Step.Choice _ -> ChoiceRunner.RUNNER;
      case Step.Wait _ -> WaitRunner.RUNNER;
      case Step.Succeed _ -> SucceedRunner.RUNNER;
      case Step.Fail _ -> FailRunner.RUNNER;
      case Step.Parallel _ -> ParallelRunner.RUNNER;
      case Step.Map map ->
          map.distributed() == null ? MapRunner.RUNNER : DistributedMapRunner.RUNNER;
    };
  }
}
