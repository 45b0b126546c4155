package pawl.asl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Intrinsic functions: input that is nearly a call of one. */
public final class IntrinsicFuzz {
  private IntrinsicFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    ExpressionFuzz.fuzzerTestOneInput(("States." + new String(data, UTF_8)).getBytes(UTF_8));
  }
}
