package pawl.server.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that makes a shell complete Pawl's commands. */
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh: source <(pawl completion)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("pawl", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}
