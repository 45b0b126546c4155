package pawl.server.cli;

import java.io.PrintWriter;

/** Runs commands within the test's process. */
public final class Commands {
  private Commands() {}

  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return Main.run(out, err, arguments);
  }
}
