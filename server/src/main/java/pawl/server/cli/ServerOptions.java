package pawl.server.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.observability.log.LogLevel;
import pawl.server.Config;
import pawl.server.Observation;
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
      names = "--connections",
      paramLabel = "FILE",
      defaultValue = "${env:PAWL_CONNECTIONS}",
      description =
          "Connections of HTTP Tasks: how APIs are reached, by which credentials and certificates"
              + " (PAWL_CONNECTIONS; default for dev: connections.json beside the template).")
  private @Nullable Path connections;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      defaultValue = "${env:PAWL_ALLOW_ORIGIN}",
      description =
          "An origin whose web pages may call the server besides those of this machine, such as"
              + " https://example.org; * for all (PAWL_ALLOW_ORIGIN, with commas between several).")
  private @Nullable List<String> origins;

  @Option(
      names = "--log-executions",
      paramLabel = "stdout|FILE",
      defaultValue = "${env:PAWL_LOG_EXECUTIONS}",
      description =
          "Write what executions do as lines of JSON, in the form of CloudWatch Logs, to standard"
              + " output or to a file (PAWL_LOG_EXECUTIONS; default: nowhere).")
  private @Nullable String log;

  @Option(
      names = "--log-level",
      paramLabel = "ALL|ERROR|FATAL",
      defaultValue = "${env:PAWL_LOG_LEVEL:-ALL}",
      description =
          "How much of it: everything, failures, or bad ends alone (PAWL_LOG_LEVEL; default ALL).")
  private LogLevel logLevel;

  @Option(
      names = "--log-data",
      description = "Write inputs and outputs as well (PAWL_LOG_DATA; default false).")
  private boolean logData;

  @Option(
      names = "--events-bus",
      paramLabel = "NAME|ARN",
      defaultValue = "${env:PAWL_EVENTS_BUS}",
      description =
          "Put status changes of executions on this bus of EventBridge (PAWL_EVENTS_BUS; default:"
              + " none).")
  private @Nullable String eventBus;

  @Option(
      names = "--events-source",
      paramLabel = "NAME",
      defaultValue = "${env:PAWL_EVENTS_SOURCE:-aws.states}",
      description =
          "What they say they come from; AWS itself takes no aws.states from its users"
              + " (PAWL_EVENTS_SOURCE; default aws.states).")
  private String eventSource;

  @Option(
      names = "--events-webhook",
      paramLabel = "URL",
      defaultValue = "${env:PAWL_EVENTS_WEBHOOK}",
      description =
          "Post status changes of executions to this address (PAWL_EVENTS_WEBHOOK; default: none).")
  private @Nullable String webhook;

  @Option(
      names = "--trace-all",
      description =
          "Trace all machines, not only those with a tracingConfiguration. Traces go to"
              + " OTEL_EXPORTER_OTLP_ENDPOINT (PAWL_TRACE_ALL; default false).")
  private boolean traceAll;

  @Option(names = "--json", description = "Print the first lines as one JSON object.")
  private boolean json;

  /**
   * The configuration that was asked for.
   *
   * @param usualData the folder if no other was named
   * @param usualConnections the file of connections if no other was named
   */
  Config config(Path usualData, @Nullable Path usualConnections) {
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
        given(mocks, null),
        given(connections, usualConnections),
        new Observation(
            given(log),
            logLevel,
            logData || isOn("PAWL_LOG_DATA"),
            given(eventBus),
            eventSource,
            given(webhook),
            traceAll || isOn("PAWL_TRACE_ALL")));
  }

  /** A flag's default would turn the flag round, so its variable is looked at here. */
  private static boolean isOn(String variable) {
    return "true".equalsIgnoreCase(System.getenv(variable));
  }

  /** An empty variable is as good as none. */
  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  /** A path; the usual one if none, or an empty one, was named. */
  private static @Nullable Path given(@Nullable Path path, @Nullable Path usual) {
    return path == null || path.toString().isEmpty() ? usual : path;
  }

  boolean json() {
    return json;
  }
}
