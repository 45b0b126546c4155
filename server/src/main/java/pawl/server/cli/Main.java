package pawl.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pawl.engine.HostException;
import pawl.server.StartException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int code = run(out, new PrintWriter(System.err, true, StandardCharsets.UTF_8), args);
    out.flush();
    System.exit(code);
  }

  /** Runs one command; returns the exit code: 0 fine, 1 it failed, 2 it was not understood. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new PawlCommand())
        .setOut(out)
        .setErr(err)
        // "@file" is how --input names a file, not arguments of ours.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::notUnderstood)
        .setExecutionExceptionHandler((e, command, _) -> failed(e, command))
        .execute(args);
  }

  private static int notUnderstood(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    if (isDebugging()) {
      e.printStackTrace(command.getErr());
    }
    command.getErr().println("pawl: " + firstLine(e.getMessage()));
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println("Try '" + name + " --help'.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception e, CommandLine command) {
    if (isDebugging()) {
      e.printStackTrace(command.getErr());
    }
    String message =
        switch (e) {
          case CliException _, StartException _, HostException _ -> firstLine(e.getMessage());
          default -> "unexpected: " + firstLine(e.toString()) + " (PAWL_DEBUG=1 shows where)";
        };
    command.getErr().println("pawl: " + message);
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String firstLine(@Nullable String text) {
    return Arrays.stream(String.valueOf(text).split("\\R")).findFirst().orElse("");
  }

  private static boolean isDebugging() {
    return System.getenv("PAWL_DEBUG") != null;
  }
}
