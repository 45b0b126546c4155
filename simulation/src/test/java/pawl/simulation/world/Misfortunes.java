package pawl.simulation.world;

import pawl.simulation.model.Chance;

/** Lets things go wrong, as often as the run's faults say. */
final class Misfortunes {
  private final World world;
  private final Faults faults;
  private final Chance chance;
  private final SimClock clock;
  private final Deadlines deadlines;

  Misfortunes(World world, Faults faults, Chance chance, SimClock clock, Deadlines deadlines) {
    this.world = world;
    this.faults = faults;
    this.chance = chance;
    this.clock = clock;
    this.deadlines = deadlines;
  }

  /** Says whether something has gone wrong just now. */
  boolean strike() {
    if (hits(faults.crash())) {
      world.trace().add("CRASH");
      world.crash();
      return true;
    }
    if (hits(faults.full()) && !world.core().isFull()) {
      world.trace().add("FULL DISK");
      world.core().fill(true);
      return true;
    }
    if (hits(faults.jump())) {
      long to =
          Math.min(clock.millis() + chance.longBelow(3_600_000), deadlines.earliestProtected() - 1);
      if (to > clock.millis()) {
        world.trace().add("CLOCK JUMPS AHEAD " + (to - clock.millis()));
        Mark.CLOCK_AHEAD.reached();
        clock.set(to);
      }
      return true;
    }
    if (hits(faults.back())) {
      long by = chance.longBelow(60_000);
      world.trace().add("CLOCK JUMPS BACK " + by);
      Mark.CLOCK_BACK.reached();
      clock.set(clock.millis() - by);
      return true;
    }
    return false;
  }

  private boolean hits(int rate) {
    return rate > 0 && chance.oneIn(rate);
  }
}
