package pawl.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where {@code pawl bench} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    System.exit(code);
  }

  /** Returns the exit code: 0 fine, 1 a workload failed, 2 it was not understood. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new BenchCommand())
        .setOut(out)
        .setErr(err)
        .setOverwrittenOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(
            (e, command, _) -> {
              command.getErr().println("pawl bench: " + e.getMessage());
              return 1;
            })
        .execute(args);
  }
}
