package pawl.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.MapRun;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.Keys;
import pawl.engine.store.MapRunCodec;
import pawl.simulation.invariant.Views;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Fates;

/** Somebody who changes the settings of distributed Maps while they run, and asks until told. */
final class MapRunChanges {
  private static final String LAW = "an acknowledged change of a map run is kept";

  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final Fates fates;

  /** By the run's ARN. */
  private final Map<String, Settings> acknowledged = new HashMap<>();

  private final Set<String> underWay = new HashSet<>();

  private record Running(Execution execution, MapRun run) {}

  private record Settings(
      ExecutionId execution, int run, long concurrency, @Nullable Long tolerated) {
    static Settings of(ExecutionId execution, MapRun run) {
      return new Settings(execution, run.number, run.maxConcurrency, run.toleratedFailureCount);
    }
  }

  MapRunChanges(World world, Chance chance, Fates fates) {
    this.world = world;
    this.fates = fates;
    this.agenda = world.agenda();
    this.chance = chance;
  }

  /** Changes a run if there is one. */
  void changeOne() {
    List<Running> running = running();
    if (running.isEmpty()) {
      return;
    }
    Running one = chance.pick(running);
    boolean ofTolerance = chance.oneIn(2);
    Long concurrency = !ofTolerance || chance.oneIn(2) ? (long) chance.below(4) : null;
    Long tolerated = ofTolerance ? (long) chance.below(4) : null;
    if (tolerated != null) {
      fates.tolerate(world.committedPlaces().root(one.execution), tolerated.intValue());
    }
    underWay.add(one.run.arn);
    var update =
        new Command.UpdateMapRun(one.execution.id, one.run.arn, concurrency, tolerated, null);
    agenda.outside("update map run", () -> submit(update));
  }

  private List<Running> running() {
    List<Running> running = new ArrayList<>();
    for (StoreView store : world.committed()) {
      for (Execution execution : Views.executions(store)) {
        for (int number = 1; number <= execution.lastMapRun; number++) {
          MapRun run = read(store, execution.id, number);
          if (run.status == ExecutionStatus.RUNNING && !underWay.contains(run.arn)) {
            running.add(new Running(execution, run));
          }
        }
      }
    }
    return running;
  }

  private static MapRun read(StoreView store, ExecutionId execution, int number) {
    return MapRunCodec.readRun(number, store.get(Keys.mapRun(execution, number)));
  }

  private void submit(Command.UpdateMapRun update) {
    world
        .core()
        .submit(
            update,
            new Asker() {
              @Override
              public void answered(Reply reply) {
                MapRunChanges.this.answered(update, reply);
              }

              @Override
              public void refused() {
                Mark.MAP_RUN_UPDATE_REPEATED.reached();
                agenda.outside("update map run once more", () -> submit(update));
              }
            });
  }

  private void answered(Command.UpdateMapRun update, Reply reply) {
    underWay.remove(update.mapRunArn());
    switch (reply) {
      case Reply.Done _ -> {
        Mark.MAP_RUN_UPDATED.reached();
        kept(update);
      }
      case Reply.MapRunEnded _ -> {
        Mark.MAP_RUN_UPDATED_TOO_LATE.reached();
        acknowledged.remove(update.mapRunArn()); // asked before a crash, it may have counted
      }
      default -> throw new Violation("a change of a map run is answered", reply.toString());
    }
  }

  private void kept(Command.UpdateMapRun update) {
    StoreView store = world.core().committed(update.execution().shard(world.core().shards()));
    byte[] key = Objects.requireNonNull(store.get(Keys.mapRunPlace(update.mapRunArn())));
    MapRun run = read(store, update.execution(), Keys.lastNumber(key));
    boolean kept =
        run.status != ExecutionStatus.RUNNING
            || (update.maxConcurrency() == null || update.maxConcurrency() == run.maxConcurrency)
                && (update.toleratedFailureCount() == null
                    || update.toleratedFailureCount().equals(run.toleratedFailureCount));
    if (!kept) {
      throw new Violation(LAW, update + " left " + Settings.of(update.execution(), run));
    }
    acknowledged.put(run.arn, Settings.of(update.execution(), run));
  }

  /** What was acknowledged still holds. */
  void check() {
    acknowledged.forEach(
        (arn, settings) -> {
          StoreView store = world.core().committed(settings.execution.shard(world.core().shards()));
          Settings now =
              Settings.of(settings.execution, read(store, settings.execution, settings.run));
          if (!underWay.contains(arn) && !now.equals(settings)) {
            throw new Violation(LAW, settings + " became " + now);
          }
        });
  }
}
