package pawl.simulation.world;

import java.util.List;
import java.util.Optional;
import pawl.engine.HostException;
import pawl.engine.StoreView;
import pawl.engine.host.Host.ActivityTask;
import pawl.engine.id.TaskRef;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;
import pawl.simulation.model.Program;

/** Workers that take tasks of activities; they stand in line, so one looks at a time. */
final class Workers {
  private final World world;
  private final TokenHolders holders;
  private boolean polling;

  Workers(World world, TokenHolders holders) {
    this.world = world;
    this.holders = holders;
  }

  void crash() {
    polling = false;
  }

  List<Move> moves() {
    return !polling && isAnythingOffered() ? List.of(new Move("poll", 4, this::poll)) : List.of();
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
    polling = true;
    world
        .strands()
        .start(
            "look for a task",
            () -> {
              take();
              polling = false;
            });
  }

  private void take() {
    try {
      Optional<ActivityTask> task = world.effects().take(Program.ACTIVITY);
      task.ifPresent(found -> taken(world.tokens().read(found.taskToken()).orElseThrow()));
    } catch (HostException e) {
      Mark.POLL_REFUSED.reached();
    }
  }

  private void taken(TaskRef task) {
    Optional<Places.Waiting> waiting = world.committedPlaces().find(task.execution(), task.scope());
    if (waiting.isPresent() && waiting.get().attempt() == task.attempt()) {
      holders.hold(task, world.answer(waiting.get()));
    }
  }
}
