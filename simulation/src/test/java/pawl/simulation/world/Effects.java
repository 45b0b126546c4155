package pawl.simulation.world;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import pawl.embedded.SteppedCourier;
import pawl.embedded.SteppedInbox;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskCall;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.host.Outside;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.read.Reads;
import pawl.simulation.model.Chance;

/** Has the courier carry out effects; some of them twice, as may happen after a failed commit. */
final class Effects {
  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final Calls calls;
  private final Outside outside;
  private final Supplier<Reads> reads;
  private final Plant plant;
  private Inbox inbox;
  private SteppedCourier courier;

  Effects(
      World world,
      Calls calls,
      Chance chance,
      Outside outside,
      Supplier<Reads> reads,
      Plant plant) {
    this.world = world;
    this.agenda = world.agenda();
    this.chance = chance;
    this.calls = calls;
    this.outside = outside;
    this.reads = reads;
    this.plant = plant;
  }

  /** A courier of a new process. */
  void open() {
    inbox = new Inbox();
    courier =
        new SteppedCourier(
            world.strands(),
            outside,
            inbox,
            reads,
            world.committed(),
            take -> (Reply.OfTake) submitAndWait(take, () -> false));
  }

  /**
   * For a thread of the process, as the host's callers do.
   *
   * @param unwanted whether the thread may have been interrupted
   */
  Reply submitAndWait(Command<?> command, BooleanSupplier unwanted) {
    var future = new CompletableFuture<Reply>();
    world
        .core()
        .submit(
            command,
            new Asker() {
              @Override
              public void answered(Reply reply) {
                future.complete(reply);
              }

              @Override
              public void refused() {
                future.completeExceptionally(new HostException.Unavailable("Not now"));
              }
            });
    // Whether a thread that waits was interrupted can't be asked from outside: it is at it itself.
    world.strands().await("answered", () -> future.isDone() || unwanted.getAsBoolean());
    if (!future.isDone() && !Thread.currentThread().isInterrupted()) {
      world.strands().await("answered after all", future::isDone);
    }
    if (!future.isDone() || future.isCompletedExceptionally()) {
      throw new HostException.Unavailable("Not now");
    }
    return future.join();
  }

  /** Waits for a task for a worker; for a thread of the process. */
  Optional<ActivityTask> poll(String activityArn, Duration patience) {
    return world.core().poll(courier, activityArn, patience);
  }

  /** Waits for the end of an execution; for a thread of the process. */
  boolean awaitEnd(ExecutionId execution, Duration patience) {
    return world.core().awaitEnd(courier, execution, patience);
  }

  /** What the courier of one process submits: the next process does not answer it. */
  private final class Inbox implements SteppedInbox {
    private boolean dead;

    @Override
    public void submitOwn(Command<?> command) {
      world.core().submit(command, Asker.NOBODY);
    }

    @Override
    public CompletableFuture<Reply> askOwn(Command<?> command) {
      var future = new CompletableFuture<Reply>();
      world
          .core()
          .ask(
              command,
              new Asker() {
                @Override
                public void answered(Reply reply) {
                  if (!dead) {
                    if (command instanceof Command.ReportTask report) {
                      calls.reported(report);
                    }
                    future.complete(reply);
                  }
                }

                @Override
                public void refused() {
                  if (!dead) {
                    future.completeExceptionally(new HostException.Unavailable("Not now"));
                  }
                }
              });
      return future;
    }
  }

  void crash() {
    inbox.dead = true;
    open();
  }

  void carryOut(Effect effect) {
    if (effect instanceof Effect.WakeAt) {
      return; // the core's own
    }
    see(effect);
    if (plant == Plant.LOST_OFFER && effect instanceof Effect.OfferActivityTask) {
      return;
    }
    if (plant == Plant.LOST_STOP
        && effect instanceof Effect.Deliver(ExecutionId from, byte[] key, Command.Stop _)) {
      world.core().ask(new Command.ConfirmDelivery(from, key), Asker.heedless());
      return;
    }
    courier.carryOut(effect);
    twice(effect)
        .filter(_ -> world.isRough() && chance.oneIn(4))
        .ifPresent(
            mark -> {
              mark.reached();
              agenda.inside(mark.name(), () -> courier.carryOut(effect));
            });
  }

  private void see(Effect effect) {
    switch (effect) {
      case Effect.CallTask(TaskCall call) when calls.isCalling(call.task()) ->
          Mark.CALL_UNDER_WAY_NOT_REPEATED.reached();
      case Effect.FollowJob(TaskCall call, String _) when calls.isFollowing(call.task()) ->
          Mark.CALL_UNDER_WAY_NOT_REPEATED.reached();
      case Effect.AbandonTask(TaskRef task) -> calls.abandon(task);
      case Effect.Deliver(ExecutionId _, byte[] _, Command.Stop _) ->
          Mark.NESTED_STOPPED_WITH_ITS_PARENT.reached();
      case Effect.ContinueLater _ -> Mark.LONG_TURN_GOES_ON.reached();
      default -> {}
    }
  }

  /** What it is to be done twice; empty if that can't happen. */
  private static Optional<Mark> twice(Effect effect) {
    return switch (effect) {
      case Effect.Deliver _ -> Optional.of(Mark.DELIVERED_TWICE);
      case Effect.StopJob _ -> Optional.of(Mark.JOB_STOPPED_TWICE);
      case Effect.ReadItems _ -> Optional.of(Mark.ITEMS_REPORTED_TWICE);
      default -> Optional.empty();
    };
  }
}
