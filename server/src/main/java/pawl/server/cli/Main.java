package pawl.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pawl.engine.HostException;
import pawl.server.StartException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
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
    return commands(args)
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

  /**
   * What {@code args} may mean. To read what every command understands takes as long as to start a
   * server, so that is left out where a server is to start.
   */
  private static CommandLine commands(String[] args) {
    return switch (args.length == 0 ? "" : args[0]) {
      case "serve" -> alone("serve", new ServeCommand());
      case "dev" -> alone("dev", new DevCommand());
      default -> new CommandLine(new PawlCommand());
    };
  }

  private static CommandLine alone(String name, Object command) {
    return new CommandLine(CommandSpec.create().name("pawl")).addSubcommand(name, command);
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
