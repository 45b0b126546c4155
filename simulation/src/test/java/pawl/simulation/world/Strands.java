package pawl.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pawl.embedded.SteppedDoor;
import pawl.embedded.SteppedThreads;
import pawl.simulation.invariant.Violation;
import pawl.simulation.model.Chance;

/** The threads of the simulated process. Where they wait, the agenda has them go on. */
final class Strands implements SteppedThreads {
  private final Agenda agenda;
  private final SimClock clock;
  private final Chance chance;
  private final Plant plant;
  private final BooleanSupplier full;
  private final Set<Strand> alive = new LinkedHashSet<>();
  private @Nullable Strand current;

  /** {@code full} says whether the disk takes no writes. */
  Strands(Agenda agenda, SimClock clock, Chance chance, Plant plant, BooleanSupplier full) {
    this.agenda = agenda;
    this.clock = clock;
    this.chance = chance;
    this.plant = plant;
    this.full = full;
  }

  @Override
  public Thread start(Runnable work) {
    return start("begin", work);
  }

  Thread start(String what, Runnable work) {
    Strand strand = new Strand(work);
    alive.add(strand);
    agenda.inside(what, () -> goOn(strand));
    return strand.thread();
  }

  @Override
  public void later(Duration pause, Runnable work) {
    Mark.ASKED_AGAIN.reached();
    if (plant == Plant.LOST_RETRY && chance.oneIn(3)) {
      return;
    }
    boolean patient = chance.oneIn(2);
    agenda.inside("ask again", () -> !patient || !full.getAsBoolean(), work);
  }

  @Override
  public <T> @Nullable T poll(BlockingQueue<T> queue, long patienceMillis) {
    long end = clock.millis() + patienceMillis;
    boolean forEver = end < 0 || patienceMillis == Long.MAX_VALUE;
    linger("poll", () -> !queue.isEmpty() || !forEver && clock.millis() >= end);
    return queue.poll();
  }

  @Override
  public SteppedDoor door() {
    return new StrandDoor(this, clock);
  }

  /** Has the current thread wait until it is ready and its turn has come. */
  void await(String what, BooleanSupplier ready) {
    Strand strand = current();
    agenda.inside(what, ready, () -> goOn(strand));
    strand.pause();
  }

  /** Has the current thread wait for what may never come. */
  void linger(String what, BooleanSupplier ready) {
    Strand strand = current();
    agenda.perhaps(what, ready, () -> goOn(strand));
    strand.pause();
  }

  /** Has the current thread wait for its turn. */
  void giveWay(String what) {
    await(what, () -> true);
  }

  /** The thread that runs now. */
  Object self() {
    return current();
  }

  private Strand current() {
    if (current == null) {
      throw new IllegalStateException("No thread of the simulated process runs now");
    }
    return current;
  }

  /** Which thread runs now, to be told from others; null if none does. */
  @Nullable Object running() {
    return current;
  }

  private void goOn(Strand strand) {
    current = strand;
    boolean waits = strand.goOn();
    current = null;
    if (!waits) {
      alive.remove(strand);
      rethrow(strand.failure());
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** All threads die where they are. */
  void crash() {
    List<Strand> all = new ArrayList<>(alive);
    alive.clear();
    all.forEach(Strand::kill);
  }

  /** When everything has come to its end nobody may still be at work. */
  void haveEnded() {
    int left = alive.size();
    crash();
    if (left > 0) {
      throw new Violation("what nobody waits for is let go of", left + " threads are left");
    }
  }
}
