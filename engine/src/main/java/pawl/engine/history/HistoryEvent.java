package pawl.engine.history;

import pawl.asl.Payload;

/**
 * One event of a history.
 *
 * @param id from 1, gapless
 * @param previousId the causal predecessor, 0 for none
 */
public record HistoryEvent(
    long id, long previousId, long epochMillis, EventType type, EventDetails details) {
  /** How many bytes its payloads have; nearly all of its size, if it has any. */
  public long payloadBytes() {
    return switch (details) {
      case EventDetails.ExecutionStarted started -> started.input().size();
      case EventDetails.ExecutionSucceeded succeeded -> succeeded.output().size();
      case EventDetails.StateEntered entered -> entered.input().size();
      case EventDetails.StateExited exited -> {
        long sum = exited.output().size();
        for (Payload assigned : exited.assigned().values()) {
          sum += assigned.size();
        }
        yield sum;
      }
      case EventDetails.FunctionScheduled scheduled -> scheduled.input().size();
      case EventDetails.ActivityScheduled scheduled -> scheduled.input().size();
      case EventDetails.Succeeded succeeded -> succeeded.output().size();
      case EventDetails.TaskScheduled scheduled -> scheduled.parameters().size();
      case EventDetails.TaskOutput output -> output.output().size();
      case EventDetails.None _,
          EventDetails.Failure _,
          EventDetails.ActivityStarted _,
          EventDetails.TaskStarted _,
          EventDetails.TaskFailure _,
          EventDetails.MapStateStarted _,
          EventDetails.MapRunStarted _,
          EventDetails.MapRunRedriven _,
          EventDetails.ExecutionRedriven _,
          EventDetails.MapIteration _,
          EventDetails.EvaluationFailed _ ->
          0;
    };
  }
}
