package pawl.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.Turn;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.memory.MemoryStore;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.StoreReads;
import pawl.engine.store.Keys;
import pawl.engine.turn.RecentExecutions;

/**
 * One Express execution: its store, its commands, its calls. One thread at a time works on it;
 * calls have threads of their own and report by a command.
 */
final class ExpressRun {
  private final ShardPool shards;
  private final Surroundings around;
  private final ExecutionId id;
  private final MemoryStore store;
  private final StoreReads reads;
  private final LinkedBlockingQueue<Command<?>> commands = new LinkedBlockingQueue<>();
  private final Map<TaskRef, Thread> calls = new HashMap<>();
  private ShardContext context;
  private boolean ended;

  /**
   * What is the same for all runs of a host.
   *
   * @param stores makes the store of each
   * @param chance makes that of each
   */
  record Surroundings(
      Arns arns,
      StoreView catalogue,
      Outside outside,
      HistoryFeeds feeds,
      Threads threads,
      Clock clock,
      Supplier<MemoryStore> stores,
      Supplier<RandomGenerator> chance) {}

  ExpressRun(ShardPool shards, Surroundings around, ExecutionId id) {
    this.shards = shards;
    this.around = around;
    this.id = id;
    this.store = around.stores.get();
    this.context =
        new ShardContext(
            store,
            around.catalogue,
            around.clock.millis(),
            around.chance.get(),
            new RecentExecutions());
    this.reads = new StoreReads(around.arns, List.of(store), around.catalogue);
  }

  /** The first turn. If the execution has not begun, that is all there is. */
  Reply.OfStart begin(Command.Start start) {
    return (Reply.OfStart) handle(start);
  }

  /** Goes on to the end. */
  ExecutionView finish() throws InterruptedException {
    try {
      while (!ended) {
        Command<?> command = next();
        if (handle(command) instanceof Reply.Quarantined(String what)) {
          throw new IllegalStateException(what);
        }
      }
      return reads.execution(id).orElseThrow();
    } finally {
      calls.values().forEach(Thread::interrupt);
    }
  }

  private Command<?> next() throws InterruptedException {
    while (true) {
      byte @Nullable [] timer = firstTimer();
      long due = timer == null ? Long.MAX_VALUE : Keys.timerDue(timer);
      long patience = due == Long.MAX_VALUE ? Long.MAX_VALUE : due - around.clock.millis();
      if (timer != null && patience <= 0) {
        return new Command.FireTimers(id, dueTimers());
      }
      Command<?> command = around.threads.poll(commands, patience);
      if (command != null) {
        return command;
      }
    }
  }

  private byte @Nullable [] firstTimer() {
    List<byte[]> timers = timers(Long.MAX_VALUE, 1);
    return timers.isEmpty() ? null : timers.getFirst();
  }

  private List<byte[]> dueTimers() {
    return timers(around.clock.millis() + 1, Integer.MAX_VALUE);
  }

  private List<byte[]> timers(long before, int most) {
    List<byte[]> keys = new ArrayList<>();
    store.scan(
        Keys.timersFrom(0),
        Keys.timersFrom(before),
        (key, _) -> {
          keys.add(key);
          return keys.size() < most;
        });
    return keys;
  }

  private Reply handle(Command<?> command) {
    context = context.at(Math.max(context.nowMillis(), around.clock.millis()));
    Turn turn = shards.handle(command, context);
    store.apply(turn.writes());
    if (turn.newEvents() != null && !around.feeds.isEmpty()) {
      around.feeds.add(List.of(turn.newEvents()));
    }
    turn.effects().forEach(this::carryOut);
    return turn.reply();
  }

  private void carryOut(Effect effect) {
    switch (effect) {
      case Effect.CallTask(TaskCall call) ->
          calls.put(call.task(), around.threads.start(() -> call(call)));
      case Effect.AbandonTask(TaskRef task) -> {
        Thread call = calls.remove(task);
        if (call != null) {
          call.interrupt();
        }
      }
      case Effect.ContinueLater(ExecutionId execution) ->
          commands.add(new Command.Continue(execution));
      case Effect.AnnounceEnd _ -> ended = true;
      case Effect.WakeAt _ -> {} // the next timer is looked for before every wait
      case Effect.Deliver _,
          Effect.FollowJob _,
          Effect.StopJob _,
          Effect.OfferActivityTask _,
          Effect.ReadItems _,
          Effect.WriteResults _ ->
          throw new IllegalStateException("Express machines can't ask for " + effect);
    }
  }

  private void call(TaskCall call) {
    TaskReport report;
    try {
      report = around.outside.tasks().call(call);
    } catch (RuntimeException e) {
      report = new TaskReport.Failed("States.Runtime", "The task could not be called: " + e);
    }
    commands.add(new Command.ReportTask(call.task(), report, false));
  }
}
