package pawl.asl.fuzz;

/**
 * Has a bug that is only found by following what input covers: a fuzzer that misses it does not
 * work. Guessing would take some 2^40 inputs.
 */
public final class CanaryFuzz {
  private CanaryFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    if (at(data, 0, 'p') && at(data, 1, 'a') && at(data, 2, 'w') && at(data, 3, 'l')) {
      if (at(data, 4, '!')) {
        throw new IllegalStateException("The planted bug");
      }
    }
  }

  private static boolean at(byte[] data, int index, char expected) {
    return data.length > index && data[index] == expected;
  }
}
