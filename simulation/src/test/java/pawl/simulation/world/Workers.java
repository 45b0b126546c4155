package pawl.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pawl.engine.HostException;
import pawl.engine.StoreView;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.id.TaskRef;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Program;

/**
 * Workers that poll for tasks of activities, some before there is any. Each task goes to one of
 * them, and none of them waits while there is one.
 */
final class Workers {
  private static final int MOST_AT_ONCE = 3;
  private static final int LONGEST_MILLIS = 30_000;

  private final World world;
  private final TokenHolders holders;
  private final Chance chance;
  private final Set<TaskRef> handedOut = new HashSet<>();
  private int polling;

  /** How often somebody polls although nothing is offered. */
  private int early;

  Workers(World world, TokenHolders holders, Chance chance) {
    this.world = world;
    this.holders = holders;
    this.chance = chance;
    this.early = chance.below(15);
  }

  void crash() {
    if (polling > 0) {
      Mark.POLL_LOST_AT_A_CRASH.reached();
    }
    polling = 0;
  }

  boolean arePolling() {
    return polling > 0;
  }

  List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    if (polling == 0 && isAnythingOffered()) {
      moves.add(new Move("poll", 4, this::poll));
    } else if (early > 0 && polling < MOST_AT_ONCE && world.mayBeEarly()) {
      moves.add(
          new Move(
              "poll early",
              2,
              () -> {
                early--;
                poll();
              }));
    }
    return moves;
  }

  private boolean isAnythingOffered() {
    byte[] first = Keys.first(KeyKind.OFFER);
    boolean[] found = {false};
    for (StoreView store : world.committed()) {
      store.scan(
          first,
          Keys.after(first),
          (_, _) -> {
            found[0] = true;
            return false;
          });
    }
    return found[0];
  }

  private void poll() {
    polling++;
    var patience = Duration.ofMillis(chance.below(LONGEST_MILLIS));
    world
        .strands()
        .start(
            "look for a task",
            () -> {
              try {
                take(patience);
              } finally {
                polling--;
              }
            });
  }

  private void take(Duration patience) {
    boolean wasOffered = isAnythingOffered();
    try {
      Optional<ActivityTask> task = world.effects().poll(Program.ACTIVITY, patience);
      if (task.isEmpty()) {
        Mark.POLL_IN_VAIN.reached();
      } else {
        if (!wasOffered) {
          Mark.POLL_WAITED.reached();
        }
        taken(world.tokens().read(task.get().taskToken()).orElseThrow());
      }
    } catch (HostException e) {
      Mark.POLL_REFUSED.reached();
    }
  }

  private void taken(TaskRef task) {
    if (!handedOut.add(task)) {
      throw new Violation("a task is handed out once", task + " again");
    }
    Optional<Places.Waiting> waiting = world.committedPlaces().find(task.execution(), task.scope());
    if (waiting.isPresent() && waiting.get().attempt() == task.attempt()) {
      holders.hold(task, world.answer(waiting.get()));
    }
  }

  /** When nothing moves, nobody may still wait for what is there. */
  void nobodyWaitsInVain() {
    if (polling > 0 && isAnythingOffered()) {
      throw new Violation("who polls gets what is offered", polling + " wait on");
    }
  }
}
