package pawl.server.cli;

import java.io.PrintWriter;

/** Lets tests of the whole server run commands. */
public final class CommandLineRunner {
  private CommandLineRunner() {}

  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return Main.run(out, err, args);
  }
}
