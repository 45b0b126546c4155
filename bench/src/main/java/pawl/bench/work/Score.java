package pawl.bench.work;

/**
 * A result that has a goal.
 *
 * @param goal what it is to be
 * @param atLeast whether more than the goal is better, else less
 */
public record Score(String what, double value, double goal, String unit, boolean atLeast) {
  static Score atLeast(String what, double value, double goal, String unit) {
    return new Score(what, value, goal, unit, true);
  }

  static Score atMost(String what, double value, double goal, String unit) {
    return new Score(what, value, goal, unit, false);
  }

  /** Whether it grows with the speed of the processor; else it shrinks. */
  public boolean isRate() {
    return unit.equals("/s");
  }

  public boolean isMet() {
    return atLeast ? value >= goal : value <= goal;
  }
}
