package pawl.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pawl.embedded.SteppedCourier;
import pawl.embedded.SteppedFeeds;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.Reply;
import pawl.engine.ShardContext;
import pawl.engine.StoreView;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.Turn;
import pawl.engine.history.NewEvents;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.memory.MemoryHost;
import pawl.engine.shard.Shard;
import pawl.engine.store.Keys;
import pawl.engine.turn.RecentExecutions;
import pawl.engine.turn.Settings;
import pawl.simulation.invariant.Step;
import pawl.simulation.invariant.Violation;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Chance;

/**
 * The host in memory. It carries a command out to its end before it answers, and passes time from
 * timer to timer, so there is nothing under way that a crash could take. What a crash takes is what
 * the host remembers, and whoever makes the calls that it has asked for.
 */
final class MemoryCore implements Core {
  private static final String CALLS = "the calls that wait are those that were asked for";
  private static final String TIME = "time passes from timer to timer";

  private final Settings settings;
  private final SimClock clock;
  private final Witness witness;
  private final BiConsumer<Long, Effect> courier;
  private final Consumer<Effect> unseenCourier;
  private final Supplier<SteppedFeeds> feeds;
  private final MemoryHost host;

  /** Reads every execution anew. */
  private final Shard cold;

  private Shard warm;

  /** Calls that were asked for and not yet reported, as somebody was asked for them. */
  private final Map<TaskRef, Effect> calls = new LinkedHashMap<>();

  /** What has left the core since somebody last looked, by turn. */
  private final List<Map.Entry<Long, Effect>> leaving = new ArrayList<>();

  private long lastTurn;

  /** Worked out last; its writes are in the store when the next begins. */
  private @Nullable Step unseen;

  MemoryCore(
      Chance chance,
      Settings settings,
      CatalogueStore catalogue,
      SimClock clock,
      World.Surroundings around) {
    this.settings = settings;
    this.clock = clock;
    this.witness = around.witness();
    this.courier = around.courier();
    this.unseenCourier = around.unseenCourier();
    this.feeds = around.feeds();
    this.cold = new Shard(settings);
    this.warm = new Shard(settings);
    this.host =
        new MemoryHost(
            settings,
            this::handle,
            clock.millis(),
            new SplittableRandom(chance.seed()),
            around.outside());
    catalogue.movesTo(host);
  }

  // Turns

  private Turn handle(Command<?> command, ShardContext context) {
    show();
    checkTime(command, context.nowMillis());
    long seed = context.random().nextLong();
    Turn coldTurn = cold.handle(command, context(context, seed, new RecentExecutions()));
    Turn turn = warm.handle(command, context(context, seed, context.recent()));
    unseen = new Step(++lastTurn, 0, command, turn, coldTurn, context.nowMillis(), context.store());
    return turn;
  }

  private static ShardContext context(ShardContext of, long seed, RecentExecutions recent) {
    return Turns.of(of.store(), of.catalogue(), of.nowMillis(), seed, recent);
  }

  /** The host is never late: whatever is due is due now. */
  private static void checkTime(Command<?> command, long nowMillis) {
    if (command instanceof Command.FireTimers fire) {
      for (byte[] key : fire.keys()) {
        if (Keys.timerDue(key) > nowMillis) {
          throw new Violation(TIME, "due " + Keys.timerDue(key) + ", fired " + nowMillis);
        }
      }
    }
  }

  private void show() {
    Step step = unseen;
    unseen = null;
    if (step == null) {
      return;
    }
    witness.handled(step);
    witness.committed(step);
    NewEvents news = step.turn().newEvents();
    if (news != null) {
      feeds.get().add(news);
    }
    step.turn().effects().forEach(effect -> leaving.add(Map.entry(step.number(), effect)));
  }

  /** Looks at what the host has done, and has others do what it leaves to them. */
  private void settle() {
    show();
    List<Map.Entry<Long, Effect>> now = List.copyOf(leaving);
    leaving.clear();
    for (Map.Entry<Long, Effect> entry : now) {
      Effect effect = entry.getValue();
      switch (effect) {
        case Effect.CallTask(TaskCall call) -> calls.put(call.task(), effect);
        case Effect.FollowJob(TaskCall call, String _) -> calls.put(call.task(), effect);
        case Effect.AbandonTask(TaskRef task) -> calls.remove(task);
        default -> {}
      }
      if (isOthers(effect)) {
        courier.accept(entry.getKey(), effect);
      } else {
        witness.left(entry.getKey(), effect);
      }
    }
    List<TaskRef> waiting = host.calls().stream().map(TaskCall::task).toList();
    if (!waiting.equals(List.copyOf(calls.keySet()))) {
      throw new Violation(CALLS, waiting + " instead of " + calls.keySet());
    }
    if (!host.bugs().isEmpty()) {
      throw new Violation("the core has no bugs", String.join("\n", host.bugs()));
    }
  }

  private static boolean isOthers(Effect effect) {
    return effect instanceof Effect.CallTask
        || effect instanceof Effect.FollowJob
        || effect instanceof Effect.AbandonTask
        || effect instanceof Effect.OfferActivityTask
        || effect instanceof Effect.AnnounceEnd;
  }

  /** Up to the next timer, which is a step of its own. */
  private void letTimePass() {
    host.advanceTo(
        Math.min(clock.millis(), host.nextDue().map(due -> due - 1).orElse(Long.MAX_VALUE)));
  }

  private boolean isTimerDue() {
    return host.nextDue().filter(due -> due <= clock.millis()).isPresent();
  }

  private void fireTimers() {
    host.advanceTo(clock.millis());
    settle();
  }

  // What the world asks for

  @Override
  public int shards() {
    return 1;
  }

  @Override
  public StoreView committed(int shard) {
    return host.store();
  }

  @Override
  public StoreView pending(int shard) {
    return host.store();
  }

  @Override
  public List<Step> underWay() {
    return List.of();
  }

  @Override
  public void submit(Command<?> command, Asker asker) {
    letTimePass();
    takeCall(command);
    long own = lastTurn + 1;
    Reply reply = host.submit(command);
    settle();
    if (asker != Asker.NOBODY) {
      witness.answered(own, reply);
      asker.answered(reply);
    }
  }

  /**
   * A report takes its call away, unless it comes again while the job that it began is followed.
   */
  private void takeCall(Command<?> command) {
    if (command instanceof Command.ReportTask(TaskRef task, TaskReport report, boolean byToken)
        && !byToken
        && !(report instanceof TaskReport.JobStarted && calls.get(task) instanceof Effect.FollowJob)
        && calls.remove(task) != null) {
      host.takeCall(task);
    }
  }

  @Override
  public Optional<ActivityTask> poll(
      SteppedCourier embedded, String activityArn, Duration patience) {
    letTimePass();
    Optional<ActivityTask> task = host.pollActivity(activityArn, "w", patience);
    settle();
    return task;
  }

  @Override
  public boolean awaitEnd(SteppedCourier embedded, ExecutionId execution, Duration patience) {
    return host.awaitEnd(execution, patience);
  }

  @Override
  public List<Move> moves() {
    return isTimerDue() ? List.of(new Move("timers", 6, this::fireTimers)) : List.of();
  }

  @Override
  public void crash() {
    host.forget();
    warm = new Shard(settings);
    calls.values().forEach(unseenCourier);
    witness.recovered(List.of(host.store()));
  }

  /** There is no disk. */
  @Override
  public void fill(boolean full) {}

  @Override
  public boolean isFull() {
    return false;
  }

  /** Not past a timer: whoever passes time in the host is told of what happens on the way. */
  @Override
  public long latestMillis() {
    return host.nextDue().orElse(Core.super.latestMillis());
  }

  @Override
  public boolean isIdle() {
    return !isTimerDue();
  }
}
