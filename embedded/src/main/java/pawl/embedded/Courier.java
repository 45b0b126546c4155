package pawl.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.read.Reads;

/**
 * Carries out the effects of committed turns, each on a thread of its own where it may take time.
 * Nothing waits for a command of the courier to become durable: what the store refuses is asked
 * again later.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Threads threads;
  private final Outside outside;
  private final Function<ExecutionId, ? extends Inbox> shards;
  private final Supplier<Reads> reads;
  private final ActivityWaits activities;
  private final EndWaits ends;
  private final Map<Work, Thread> calls = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /** What one thread does for a task: makes its call, or follows the job that the call started. */
  private record Work(TaskRef task, boolean following) {
    static Work call(TaskRef task) {
      return new Work(task, false);
    }
  }

  Courier(
      Threads threads,
      Outside outside,
      Function<ExecutionId, ? extends Inbox> shards,
      Supplier<Reads> reads,
      ActivityWaits activities,
      EndWaits ends) {
    this.threads = threads;
    this.outside = outside;
    this.shards = shards;
    this.reads = reads;
    this.activities = activities;
    this.ends = ends;
  }

  void carryOut(Effect effect) {
    switch (effect) {
      case Effect.CallTask(TaskCall call) ->
          threads.start(() -> call(Work.call(call.task()), () -> report(call)));
      case Effect.FollowJob(TaskCall call, String job) ->
          threads.start(() -> call(new Work(call.task(), true), () -> follow(call, job)));
      case Effect.StopJob stop -> threads.start(() -> stop(stop));
      case Effect.WriteResults write ->
          threads.start(() -> call(Work.call(write.task()), () -> report(write)));
      case Effect.ReadItems read -> threads.start(() -> read(read));
      case Effect.AbandonTask(TaskRef task) -> abandon(task);
      case Effect.ContinueLater(ExecutionId execution) ->
          shards.apply(execution).submitOwn(new Command.Continue(execution));
      case Effect.Deliver deliver -> deliver(deliver);
      case Effect.OfferActivityTask(String activityArn, long millis) ->
          activities.offered(activityArn, millis);
      case Effect.AnnounceEnd(ExecutionId execution) -> ends.ended(execution);
      case Effect.WakeAt _ -> throw new IllegalStateException("Timers are the shard's own");
    }
  }

  private void call(Work work, Supplier<TaskReport> answer) {
    Thread self = Thread.currentThread();
    if (calls.putIfAbsent(work, self) != null) {
      return; // the same call is under way already
    }
    TaskReport report;
    try {
      report = answer.get();
    } catch (Throwable e) {
      calls.remove(work, self);
      throw e;
    }
    if (stopping) { // it is made again at the next start
      calls.remove(work, self);
    } else {
      // Only when the report is durable the call counts as over: until then, asking for the call
      // again must not repeat it.
      untilDurable(
          new Command.ReportTask(work.task(), report, false), () -> calls.remove(work, self));
    }
  }

  private TaskReport report(TaskCall call) {
    return report(call, () -> outside.tasks().call(call));
  }

  private TaskReport follow(TaskCall call, String job) {
    return report(call, () -> outside.tasks().follow(call, job));
  }

  private TaskReport report(TaskCall call, Supplier<TaskReport> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      if (!stopping) {
        LOG.error(
            "The call of {} in {} failed unexpectedly", call.stateName(), call.executionArn(), e);
      }
      return new TaskReport.Failed("States.Runtime", "The task could not be called: " + e);
    }
  }

  private TaskReport report(Effect.WriteResults write) {
    try {
      return outside
          .results()
          .write(write.request(), reads.get().childResults(write.task().execution(), write.run()));
    } catch (RuntimeException e) {
      if (!stopping) {
        LOG.error("The results of {} could not be written", write.request().mapRunArn(), e);
      }
      return new TaskReport.Failed(
          "States.ResultWriterFailed", "The results could not be written: " + e);
    }
  }

  /** Reading again what is being read already does no harm: a piece counts once. */
  private void read(Effect.ReadItems read) {
    ItemPage page = page(read.request());
    untilDurable(
        new Command.ReportItems(
            read.execution(), read.scope(), read.run(), read.request().position(), page),
        () -> {});
  }

  private ItemPage page(ItemRequest request) {
    try {
      return outside.items().read(request);
    } catch (RuntimeException e) {
      if (!stopping) {
        LOG.error("The dataset {} could not be read", request, e);
      }
      return new ItemPage.Failed("States.ItemReaderFailed", "The dataset could not be read: " + e);
    }
  }

  private void abandon(TaskRef task) {
    for (boolean following : new boolean[] {false, true}) {
      Thread thread = calls.remove(new Work(task, following));
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  private void deliver(Effect.Deliver deliver) {
    untilDurable(
        deliver.command(),
        () -> untilDurable(new Command.ConfirmDelivery(deliver.from(), deliver.key()), () -> {}));
  }

  private void stop(Effect.StopJob stop) {
    try {
      outside.tasks().stop(stop.job());
    } catch (RuntimeException e) {
      LOG.error("The job {} could not be stopped", stop.job(), e);
    }
    untilDurable(new Command.ConfirmDelivery(stop.from(), stop.key()), () -> {});
  }

  private void untilDurable(Command<?> command, Runnable then) {
    untilDurable(command, then, FIRST_PAUSE);
  }

  /** Asks again as long as the disk takes no writes; gives up only when the host stops. */
  private void untilDurable(Command<?> command, Runnable then, Duration pause) {
    if (stopping) {
      return;
    }
    shards
        .apply(command.execution())
        .askOwn(command)
        .whenComplete(
            (_, refused) -> {
              if (refused == null) {
                then.run();
              } else {
                threads.later(pause, () -> untilDurable(command, then, longer(pause)));
              }
            });
  }

  private static Duration longer(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  void stop() {
    stopping = true;
    calls.values().forEach(Thread::interrupt);
  }
}
