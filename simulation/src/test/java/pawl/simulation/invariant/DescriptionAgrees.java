package pawl.simulation.invariant;

import java.util.List;
import java.util.Objects;
import pawl.engine.ExecutionStatus;
import pawl.engine.StoreView;
import pawl.engine.history.EventDetails;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;

/** What DescribeExecution says is what the history says. */
public final class DescriptionAgrees implements Witness {
  private static final String LAW = "description and history agree";

  @Override
  public void handled(Step step) {
    if (!step.turn().writes().isEmpty()) {
      check(step.after(), step.command().execution());
    }
  }

  @Override
  public void recovered(List<StoreView> stores) {
    for (StoreView store : stores) {
      Views.executions(store).forEach(execution -> check(store, execution.id));
    }
  }

  private static void check(StoreView store, ExecutionId id) {
    ExecutionView view = Views.reads(store).execution(id).orElse(null);
    if (view == null) {
      return;
    }
    List<HistoryEvent> events = Views.history(store, id);
    HistoryEvent last = events.getLast();
    ExecutionStatus status =
        switch (last.type()) {
          case EXECUTION_SUCCEEDED -> ExecutionStatus.SUCCEEDED;
          case EXECUTION_FAILED -> ExecutionStatus.FAILED;
          case EXECUTION_ABORTED -> ExecutionStatus.ABORTED;
          case EXECUTION_TIMED_OUT -> ExecutionStatus.TIMED_OUT;
          default -> ExecutionStatus.RUNNING;
        };
    boolean agrees =
        view.status() == status
            && (view.stopMillis() == null) == (status == ExecutionStatus.RUNNING)
            && switch (last.details()) {
              case EventDetails.ExecutionSucceeded(var output) -> output.equals(view.output());
              case EventDetails.Failure(String error, String cause) ->
                  status == ExecutionStatus.TIMED_OUT
                      || !status.isFinal()
                      || (Objects.equals(error, view.error())
                          && Objects.equals(cause, view.cause()));
              default -> view.output() == null;
            };
    if (!agrees) {
      throw new Violation(LAW, view + " after " + last);
    }
  }
}
