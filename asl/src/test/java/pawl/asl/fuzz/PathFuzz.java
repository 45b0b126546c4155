package pawl.asl.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Paths: input that is nearly one. */
public final class PathFuzz {
  private PathFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    ExpressionFuzz.fuzzerTestOneInput(("$" + new String(data, UTF_8)).getBytes(UTF_8));
  }
}
