package pawl.simulation;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import pawl.simulation.world.Mark;
import pawl.simulation.world.Plant;
import pawl.simulation.world.Simulation;

/** Runs seeds and counts what they amount to; goes on after a failure, to see how rare it is. */
final class Tally {
  private static final int SHOWN = 3;

  private final List<AssertionError> failures = new ArrayList<>();
  private long runs;
  private long executions;
  private long steps;
  private long crashes;

  void run(long seed) {
    runs++;
    try {
      Simulation.Summary summary = Simulation.run(seed, Plant.NONE);
      executions += summary.executions();
      steps += summary.steps();
      crashes += summary.crashes();
    } catch (AssertionError e) {
      failures.add(e);
    }
  }

  void print() {
    System.out.printf(
        "Simulation: %,d seeds, %,d executions, %,d steps, %,d crashes, %d failures; %s%n",
        runs, executions, steps, crashes, failures.size(), Mark.counts());
  }

  /** Fails with the first few failures in full. */
  void check() {
    if (!failures.isEmpty()) {
      fail(
          failures.size()
              + " of "
              + runs
              + " seeds failed\n"
              + String.join(
                  "\n\n", failures.stream().limit(SHOWN).map(AssertionError::getMessage).toList()));
    }
  }
}
