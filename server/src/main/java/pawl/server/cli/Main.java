package pawl.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.engine.HostException;
import pawl.server.Preparation;
import pawl.server.StartException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Where the program begins. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // What Helidon would look for in every jar is given to it by name.
    System.setProperty("io.helidon.metadata.mode", "none");
    if (startsServer(args)) {
      Preparation.begin();
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    int code = run(out, new PrintWriter(System.err, true, StandardCharsets.UTF_8), args);
    out.flush();
    System.exit(code);
  }

  /** Runs one command; returns the exit code: 0 fine, 1 it failed, 2 it was not understood. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Runnable plain = plain(out, args);
    if (plain != null) {
      try {
        plain.run();
        return ExitCode.OK;
      } catch (RuntimeException e) {
        explain(e, err);
        return ExitCode.SOFTWARE;
      }
    }
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

  private static boolean startsServer(String[] args) {
    return args.length > 0 && (args[0].equals("serve") || args[0].equals("dev"));
  }

  /**
   * What starts a server, if that is said plainly. To read what every command understands takes as
   * long as the start of a server, so that is left out there.
   */
  private static @Nullable Runnable plain(PrintWriter out, String[] args) {
    if (!startsServer(args)) {
      return null;
    }
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    return args[0].equals("serve") ? ServeCommand.plain(rest, out) : DevCommand.plain(rest, out);
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
    explain(e, command.getErr());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static void explain(Exception e, PrintWriter err) {
    if (isDebugging()) {
      e.printStackTrace(err);
    }
    String message =
        switch (e) {
          case CliException _, StartException _, HostException _ -> firstLine(e.getMessage());
          default -> "unexpected: " + firstLine(e.toString()) + " (PAWL_DEBUG=1 shows where)";
        };
    err.println("pawl: " + message);
  }

  private static String firstLine(@Nullable String text) {
    return Arrays.stream(String.valueOf(text).split("\\R")).findFirst().orElse("");
  }

  private static boolean isDebugging() {
    return System.getenv("PAWL_DEBUG") != null;
  }
}
