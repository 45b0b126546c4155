package pawl.integrations.job;

import pawl.asl.Payload;
import pawl.engine.TaskReport;

/** What became of the order that a task gave to a service. */
public sealed interface Start {
  /** All is said: the task is done, has failed or waits for its token. */
  record Answered(TaskReport report) implements Start {}

  /**
   * The job of a {@code .sync} task is under way.
   *
   * @param output the service's answer, for the event TaskSubmitted
   * @param job to be asked for and stopped with
   */
  record Started(Payload output, JobReference job) implements Start {}
}
