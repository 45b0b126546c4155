package pawl.simulation;

import pawl.simulation.world.Plant;
import pawl.simulation.world.Simulation;

/** Runs seeds from the command line and shows every failure. */
final class LongRun {
  private LongRun() {}

  public static void main(String[] args) {
    long failed = 0;
    for (long seed = Long.parseLong(args[0]); seed <= Long.parseLong(args[1]); seed++) {
      try {
        Simulation.run(seed, Plant.NONE);
      } catch (AssertionError e) {
        if (failed++ < 5) {
          System.out.println("FAILED " + e.getMessage());
        } else {
          System.out.println("FAILED " + seed + " " + e.getMessage().lines().findFirst().orElse(""));
        }
      }
    }
    System.out.println(failed + " failed");
    System.out.println(pawl.simulation.world.Mark.counts());
  }
}
