package pawl.integrations.job;

import pawl.engine.TaskReport;

/** How a job stands. */
public sealed interface Poll {
  /** It is not over. */
  record Running() implements Poll {}

  /** It is over, or nobody will ever know; the report is the task's outcome. */
  record Ended(TaskReport report) implements Poll {}

  /**
   * The service could not say at the moment; to be asked again later.
   *
   * @param why in a sentence, for a log
   */
  record Unknown(String why) implements Poll {}
}
