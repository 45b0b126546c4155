package pawl.engine;

import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

/**
 * What is to be done once a turn is committed. Lost in a crash, it is derived again from the store.
 */
public sealed interface Effect {
  /** Make this call on its own thread and report with {@link Command.ReportTask}. */
  record CallTask(TaskCall call) implements Effect {}

  /** Wait for the end of a job that this call has started, and report as for the call. */
  record FollowJob(TaskCall call, String job) implements Effect {}

  /**
   * Ask the service to stop this job, then submit {@link Command.ConfirmDelivery} with {@code key}.
   */
  record StopJob(ExecutionId from, byte[] key, String job) implements Effect {}

  /** Read this piece of a dataset and submit {@link Command.ReportItems}. */
  record ReadItems(ExecutionId execution, int scope, int run, ItemRequest request)
      implements Effect {}

  /** Write the results of a distributed Map's children and report as for a call. */
  record WriteResults(TaskRef task, int run, ResultRequest request) implements Effect {}

  /** Nobody waits any more for the call of this task, or its job: let go of it. */
  record AbandonTask(TaskRef task) implements Effect {}

  /** A timer was armed for this time; scan for due timers then. */
  record WakeAt(long epochMillis) implements Effect {}

  /** Submit {@link Command.Continue}. */
  record ContinueLater(ExecutionId execution) implements Effect {}

  /**
   * Submit {@code command} to its shard, then {@link Command.ConfirmDelivery} with {@code key} to
   * this one.
   */
  record Deliver(ExecutionId from, byte[] key, Command<?> command) implements Effect {}

  /** A task of this activity waits for a worker, since this time. */
  record OfferActivityTask(String activityArn, long offeredMillis) implements Effect {}

  /** The execution has ended; wake who waits for that. */
  record AnnounceEnd(ExecutionId execution) implements Effect {}
}
