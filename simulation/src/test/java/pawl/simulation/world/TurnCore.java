package pawl.simulation.world;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.StoreView;
import pawl.engine.history.NewEvents;
import pawl.simulation.invariant.Step;
import pawl.simulation.invariant.Witness;
import pawl.simulation.model.Chance;

/**
 * The turn-level host: shards over simulated stores, one log of turns. Every turn may become
 * durable by itself or together with those before it; a crash keeps as many of them as chance will.
 */
final class TurnCore implements Core {
  private final Chance chance;
  private final List<SimShard> shards;
  private final World.Surroundings around;
  private final Witness witness;
  private final BiConsumer<Long, Effect> courier;
  private final Plant plant;

  /** Turns in the order in which they were worked out, oldest first, not yet durable. */
  private final List<SimTurn> underWay = new ArrayList<>();

  private boolean full;

  TurnCore(Chance chance, List<SimShard> shards, World.Surroundings around, Plant plant) {
    this.chance = chance;
    this.shards = shards;
    this.around = around;
    this.witness = around.witness();
    this.courier = around.courier();
    this.plant = plant;
  }

  @Override
  public int shards() {
    return shards.size();
  }

  @Override
  public StoreView committed(int shard) {
    return shards.get(shard).committed();
  }

  @Override
  public StoreView pending(int shard) {
    return shards.get(shard).pending();
  }

  @Override
  public List<Step> underWay() {
    return underWay.stream().map(SimTurn::step).toList();
  }

  @Override
  public void submit(Command<?> command, Asker asker) {
    if (full && asker != Asker.NOBODY) {
      asker.refused();
      return;
    }
    shards.get(command.execution().shard(shards.size())).queue(command, asker);
  }

  @Override
  public List<Move> moves() {
    List<Move> moves = new ArrayList<>();
    if (!full) {
      for (SimShard shard : shards) {
        if (shard.hasCommand()) {
          moves.add(new Move("handle " + shard.number(), 12, () -> work(shard.handleOne(chance))));
        }
        if (shard.hasDueTimer(plant)) {
          moves.add(
              new Move("timers " + shard.number(), 6, () -> work(shard.fireTimers(chance, plant))));
        }
      }
    }
    if (!underWay.isEmpty()) {
      moves.add(new Move("commit", full ? 0 : 10, this::commitSome));
      if (full) {
        moves.add(new Move("fail commit", 10, this::failCommit));
      }
    }
    return moves;
  }

  private void work(SimTurn turn) {
    underWay.add(turn);
    witness.handled(turn.step());
    if (plant == Plant.EARLY_EFFECT && chance.oneIn(10)) {
      turn.step().turn().effects().forEach(effect -> courier.accept(turn.step().number(), effect));
    }
    if (plant == Plant.EARLY_END) {
      turn.step().turn().effects().stream()
          .filter(Effect.AnnounceEnd.class::isInstance)
          .forEach(around.unseenCourier());
    }
    if (plant == Plant.EARLY_NEWS && chance.oneIn(10)) {
      tell(turn);
    }
  }

  private void tell(SimTurn turn) {
    NewEvents news = turn.step().turn().newEvents();
    if (news != null) {
      around.feeds().get().add(news);
    }
  }

  private void commitSome() {
    commit(chance.oneIn(2) ? underWay.size() : chance.between(1, underWay.size()));
  }

  private void commit(int count) {
    List<SimTurn> together = new ArrayList<>(underWay.subList(0, count));
    underWay.subList(0, count).clear();
    together.forEach(this::makeDurable);
    for (SimTurn turn : together) {
      turn.asker().answered(turn.reply(plant, chance));
      witness.answered(turn.step().number(), turn.step().turn().reply());
      tell(turn);
      turn.step().turn().effects().forEach(effect -> courier.accept(turn.step().number(), effect));
    }
  }

  private void makeDurable(SimTurn turn) {
    shards.get(turn.step().shard()).commit(turn, plant, chance);
    witness.committed(turn.step());
  }

  /** All that is under way is void, and with it what the shards remember. */
  private void failCommit() {
    if (underWay.size() > 1) {
      Mark.FAILED_COMMIT_OF_SEVERAL.reached();
    }
    List<SimTurn> failed = new ArrayList<>(underWay);
    underWay.clear();
    shards.forEach(shard -> shard.fallBack(plant));
    failed.forEach(turn -> turn.asker().refused());
    witness.recovered(stores());
  }

  @Override
  public void fill(boolean nowFull) {
    full = nowFull;
    if (full) {
      shards.forEach(SimShard::refuseQueued);
    } else {
      failCommit();
      shards.forEach(SimShard::repeatUnfinished);
    }
  }

  @Override
  public boolean isFull() {
    return full;
  }

  /** The log is durable up to some turn, whose answers and effects are lost all the same. */
  @Override
  public void crash() {
    int kept = chance.below(underWay.size() + 1);
    Iterator<SimTurn> turns = underWay.iterator();
    for (int i = 0; i < kept; i++) {
      makeDurable(turns.next());
      Mark.CRASH_AFTER_UNANSWERED_COMMIT.reached();
    }
    if (turns.hasNext()) {
      Mark.CRASH_LOSES_TURNS.reached();
      if (plant == Plant.HALF_WRITE) {
        SimTurn half = turns.next();
        shards.get(half.step().shard()).commitHalf(half, chance);
      }
    }
    List<SimTurn> lost = new ArrayList<>(underWay);
    underWay.clear();
    full = false;
    shards.forEach(SimShard::restart);
    lost.forEach(turn -> turn.asker().refused());
    witness.recovered(stores());
    shards.forEach(SimShard::repeatUnfinished);
  }

  @Override
  public boolean isIdle() {
    return underWay.isEmpty() && !full && shards.stream().noneMatch(SimShard::hasCommand);
  }

  private List<StoreView> stores() {
    return shards.stream().<StoreView>map(SimShard::committed).toList();
  }
}
