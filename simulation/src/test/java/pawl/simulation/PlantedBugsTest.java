package pawl.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pawl.simulation.world.Plant;
import pawl.simulation.world.Simulation;

/** The simulator is tested too: it finds each of sixteen bugs that are planted around the core. */
class PlantedBugsTest {
  private static final int SEEDS = 100;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldFindAPlantedBug(Plant plant) {
    long found = 0;
    for (long seed = 1; seed <= SEEDS && found == 0; seed++) {
      if (fails(seed, plant) && !fails(seed, Plant.NONE)) {
        found = seed;
      }
    }
    assertThat(found).as("seed that finds " + plant).isPositive();
  }

  private static boolean fails(long seed, Plant plant) {
    try {
      Simulation.run(seed, plant);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }
}
