package pawl.simulation.invariant;

import java.util.HashSet;
import java.util.Set;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.id.TaskRef;

/** Of all outcomes of one attempt of a task one is accepted through its token. */
public final class TokenCountsOnce implements Witness {
  private final Set<TaskRef> accepted = new HashSet<>();

  @Override
  public void committed(Step step) {
    if (step.turn().reply() instanceof Reply.Accepted
        && step.command()
            instanceof Command.ReportTask(TaskRef task, TaskReport report, boolean byToken)
        && byToken
        && !(report instanceof TaskReport.Heartbeat)
        && !accepted.add(task)) {
      throw new Violation("a token is accepted once", task + " again: " + report);
    }
  }
}
