package pawl.simulation.model;

import java.util.List;
import java.util.SplittableRandom;

/** Where every decision of a simulation comes from: one seed, one sequence. */
public final class Chance {
  private final SplittableRandom random;

  public Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** What depends on the seed and the text only, and not on what was drawn before. */
  public static Chance of(long seed, String text) {
    long mixed = seed;
    for (int i = 0; i < text.length(); i++) {
      mixed = mixed * 0x5851F42D4C957F2DL + text.charAt(i) + 0x14057B7EF767814FL;
      mixed ^= mixed >>> 29;
    }
    return new Chance(mixed);
  }

  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** From 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  public int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  public long longBelow(long bound) {
    return random.nextLong(bound);
  }

  public long seed() {
    return random.nextLong();
  }

  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
