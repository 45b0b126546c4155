package pawl.simulation;

import org.junit.jupiter.api.Test;
import pawl.simulation.world.Mark;
import pawl.simulation.world.Plant;
import pawl.simulation.world.Simulation;

class SimulationTest {
  @Test
  void shouldKeepAllLawsOnTheStandardSeeds() {
    long first = Long.getLong("simulation.first", 1);
    long last = Long.getLong("simulation.last", 300);
    long steps = 0;
    for (long seed = first; seed <= last; seed++) {
      steps +=
          Simulation.run(seed, Plant.NONE).steps();
    }
    System.out.println(steps + " " + Mark.counts());
  }
}
