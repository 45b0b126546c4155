package pawl.simulation.world;

/** What the hosts take for the time. It moves when the simulation says so, also backwards. */
final class SimClock {
  private long millis;

  SimClock(long millis) {
    this.millis = millis;
  }

  long millis() {
    return millis;
  }

  void set(long to) {
    millis = to;
  }
}
