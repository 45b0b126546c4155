package pawl.simulation.world;

import pawl.simulation.model.Chance;

/**
 * How rough a simulation is, drawn first of all: one in so many steps brings the fault, 0 means
 * never.
 */
record Faults(int crash, int full, int jump, int back, int read) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0);

  static Faults draw(Chance chance) {
    return new Faults(
        rate(chance, 60),
        rate(chance, 150),
        rate(chance, 40),
        chance.oneIn(3) ? 60 : 0,
        chance.oneIn(2) ? chance.between(5, 60) : 0);
  }

  private static int rate(Chance chance, int most) {
    return chance.oneIn(4) ? 0 : chance.between(10, most);
  }
}
