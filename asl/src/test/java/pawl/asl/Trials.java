package pawl.asl;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Runs a property on many seeds. A failure names its seed; {@code -Dtrials.seed=N} runs that one
 * alone, {@code -Dtrials.factor=N} so many times more seeds.
 */
public final class Trials {
  private Trials() {}

  public static void of(int count, Consumer<SplittableRandom> property) {
    Long only = Long.getLong("trials.seed");
    if (only != null) {
      property.accept(new SplittableRandom(only));
      return;
    }
    long trials = (long) count * Integer.getInteger("trials.factor", 1);
    for (long seed = 0; seed < trials; seed++) {
      try {
        property.accept(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("Fails for -Dtrials.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
