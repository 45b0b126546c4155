package pawl.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that talks to a server understands. */
final class ClientOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      defaultValue = "${env:PAWL_ENDPOINT:-http://127.0.0.1:8083}",
      description = "Where the server is (PAWL_ENDPOINT; default ${DEFAULT-VALUE}).")
  private String endpoint;

  @Option(names = "--json", description = "Print what the API answers, as JSON.")
  private boolean json;

  StatesClient client() {
    return new StatesClient(endpoint.replaceFirst("/+$", ""));
  }

  AdminClient admin() {
    return new AdminClient(endpoint.replaceFirst("/+$", ""));
  }

  boolean json() {
    return json;
  }

  Screen screen() {
    return Screen.of(out());
  }

  /** Says that a call without an answer of its own went well. */
  void confirm(String text) {
    if (json) {
      screen().json(StatesClient.request());
    } else {
      screen().line(text);
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
