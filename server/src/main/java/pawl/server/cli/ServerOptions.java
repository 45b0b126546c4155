package pawl.server.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.server.Config;
import picocli.CommandLine.Option;

/** What {@code serve} and {@code dev} understand; each option is also a variable. */
final class ServerOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "${env:PAWL_HOST:-127.0.0.1}",
      description = "The address to listen on (PAWL_HOST; default 127.0.0.1).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "${env:PAWL_PORT:-8083}",
      description = "The port to listen on, 0 for any (PAWL_PORT; default 8083).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:PAWL_DATA}",
      description = "The folder that holds all state (PAWL_DATA; default .pawl).")
  private @Nullable Path data;

  @Option(
      names = "--region",
      defaultValue = "${env:PAWL_REGION:-us-east-1}",
      description = "The region in ARNs (PAWL_REGION; default us-east-1).")
  private String region;

  @Option(
      names = "--account",
      defaultValue = "${env:PAWL_ACCOUNT:-123456789012}",
      description = "The account in ARNs (PAWL_ACCOUNT; default 123456789012).")
  private String account;

  @Option(
      names = "--profile",
      defaultValue = "${env:PAWL_PROFILE:-aws}",
      description = "Whose limits hold: ${COMPLETION-CANDIDATES} (PAWL_PROFILE; default aws).")
  private Config.Profile profile;

  @Option(
      names = "--durability",
      paramLabel = "sync|os",
      defaultValue = "${env:PAWL_DURABILITY:-sync}",
      description =
          "When an answer leaves: once the disk has what it says (sync), or once the operating"
              + " system has it (os: faster, but a power cut loses the last seconds)"
              + " (PAWL_DURABILITY; default sync).")
  private Config.Durability durability;

  @Option(
      names = "--retention",
      paramLabel = "DAYS",
      defaultValue = "${env:PAWL_RETENTION:-90}",
      description =
          "How long executions are kept after their end; a machine's tag pawl:retention-days counts"
              + " more (PAWL_RETENTION; default 90).")
  private int retentionDays;

  @Option(
      names = "--mock-config",
      paramLabel = "FILE",
      defaultValue = "${env:SFN_MOCK_CONFIG}",
      description =
          "Test cases with mocked answers for Task states, in the format of Step Functions Local;"
              + " an execution is started with one by MACHINE-ARN#TESTCASE (SFN_MOCK_CONFIG).")
  private @Nullable Path mocks;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      defaultValue = "${env:PAWL_ALLOW_ORIGIN}",
      description =
          "An origin whose web pages may call the server besides those of this machine, such as"
              + " https://example.org; * for all (PAWL_ALLOW_ORIGIN, with commas between several).")
  private @Nullable List<String> origins;

  @Option(names = "--json", description = "Print the first lines as one JSON object.")
  private boolean json;

  /** The configuration that was asked for; the folder counts if no other was named. */
  Config config(Path usualData) {
    return new Config(
        host,
        port,
        data == null ? usualData : data,
        region,
        account,
        profile,
        durability,
        retentionDays,
        Config.origins(origins),
        mocks == null || mocks.toString().isEmpty() ? null : mocks);
  }

  boolean json() {
    return json;
  }
}
