package pawl.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import pawl.observability.log.LogLevel;
import pawl.server.Config;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What {@code serve} and {@code dev} can be told, each as an option and as a variable of the
 * environment; an option counts more.
 */
enum ServerOption {
  HOST(
      String.class,
      "--host",
      "ADDRESS",
      "PAWL_HOST",
      "127.0.0.1",
      "The address to listen on (PAWL_HOST; default 127.0.0.1)."),
  PORT(
      int.class,
      "--port",
      "NUMBER",
      "PAWL_PORT",
      "8083",
      "The port to listen on, 0 for any (PAWL_PORT; default 8083)."),
  DATA(
      Path.class,
      "--data",
      "DIR",
      "PAWL_DATA",
      null,
      "The folder that holds all state (PAWL_DATA; default .pawl)."),
  REGION(
      String.class,
      "--region",
      "REGION",
      "PAWL_REGION",
      "us-east-1",
      "The region in ARNs (PAWL_REGION; default us-east-1)."),
  ACCOUNT(
      String.class,
      "--account",
      "NUMBER",
      "PAWL_ACCOUNT",
      "123456789012",
      "The account in ARNs (PAWL_ACCOUNT; default 123456789012)."),
  PROFILE(
      Config.Profile.class,
      "--profile",
      "aws|open",
      "PAWL_PROFILE",
      "aws",
      "Whose limits hold (PAWL_PROFILE; default aws)."),
  DURABILITY(
      Config.Durability.class,
      "--durability",
      "sync|os",
      "PAWL_DURABILITY",
      "sync",
      "When an answer leaves: once the disk has what it says (sync), or once the operating"
          + " system has it (os: faster, but a power cut loses the last seconds)"
          + " (PAWL_DURABILITY; default sync)."),
  RETENTION(
      int.class,
      "--retention",
      "DAYS",
      "PAWL_RETENTION",
      "90",
      "How long executions are kept after their end; a machine's tag pawl:retention-days counts"
          + " more (PAWL_RETENTION; default 90)."),
  MOCK_CONFIG(
      Path.class,
      "--mock-config",
      "FILE",
      "SFN_MOCK_CONFIG",
      null,
      "Test cases with mocked answers for Task states, in the format of Step Functions Local;"
          + " an execution is started with one by MACHINE-ARN#TESTCASE (SFN_MOCK_CONFIG)."),
  CONNECTIONS(
      Path.class,
      "--connections",
      "FILE",
      "PAWL_CONNECTIONS",
      null,
      "Connections of HTTP Tasks: how APIs are reached, by which credentials and certificates"
          + " (PAWL_CONNECTIONS; default for dev: connections.json beside the template)."),
  ALLOW_ORIGIN(
      String.class,
      "--allow-origin",
      "ORIGIN",
      "PAWL_ALLOW_ORIGIN",
      null,
      "An origin whose web pages may call the server besides those of this machine, such as"
          + " https://example.org; * for all (PAWL_ALLOW_ORIGIN, with commas between several)."),
  LOG_EXECUTIONS(
      String.class,
      "--log-executions",
      "stdout|FILE",
      "PAWL_LOG_EXECUTIONS",
      null,
      "Write what executions do as lines of JSON, in the form of CloudWatch Logs, to standard"
          + " output or to a file (PAWL_LOG_EXECUTIONS; default: nowhere)."),
  LOG_LEVEL(
      LogLevel.class,
      "--log-level",
      "ALL|ERROR|FATAL",
      "PAWL_LOG_LEVEL",
      "ALL",
      "How much of it: everything, failures, or bad ends alone (PAWL_LOG_LEVEL; default ALL)."),
  LOG_DATA(
      boolean.class,
      "--log-data",
      "",
      "PAWL_LOG_DATA",
      "false",
      "Write inputs and outputs as well (PAWL_LOG_DATA; default false)."),
  EVENTS_BUS(
      String.class,
      "--events-bus",
      "NAME|ARN",
      "PAWL_EVENTS_BUS",
      null,
      "Put status changes of executions on this bus of EventBridge (PAWL_EVENTS_BUS; default:"
          + " none)."),
  EVENTS_SOURCE(
      String.class,
      "--events-source",
      "NAME",
      "PAWL_EVENTS_SOURCE",
      "aws.states",
      "What they say they come from; AWS itself takes no aws.states from its users"
          + " (PAWL_EVENTS_SOURCE; default aws.states)."),
  EVENTS_WEBHOOK(
      String.class,
      "--events-webhook",
      "URL",
      "PAWL_EVENTS_WEBHOOK",
      null,
      "Post status changes of executions to this address (PAWL_EVENTS_WEBHOOK; default: none)."),
  TRACE_ALL(
      boolean.class,
      "--trace-all",
      "",
      "PAWL_TRACE_ALL",
      "false",
      "Trace all machines, not only those with a tracingConfiguration. Traces go to"
          + " OTEL_EXPORTER_OTLP_ENDPOINT (PAWL_TRACE_ALL; default false)."),
  JSON(boolean.class, "--json", "", null, "false", "Print the first lines as one JSON object.");

  private final Class<?> type;
  private final String option;
  private final String label;
  private final @Nullable String variable;
  private final @Nullable String usual;
  private final String description;

  ServerOption(
      Class<?> type,
      String option,
      String label,
      @Nullable String variable,
      @Nullable String usual,
      String description) {
    this.type = type;
    this.option = option;
    this.label = label;
    this.variable = variable;
    this.usual = usual;
    this.description = description;
  }

  /** As it is written on a command line. */
  String option() {
    return option;
  }

  /** The variable that says the same; null if none does. */
  @Nullable String variable() {
    return variable;
  }

  /** What holds if nothing is said; null for nothing. */
  @Nullable String usual() {
    return usual;
  }

  /** There or not, without a value. */
  boolean isFlag() {
    return type == boolean.class;
  }

  /** May be given several times; the values are joined by commas. */
  boolean isRepeatable() {
    return this == ALLOW_ORIGIN;
  }

  /**
   * The value that text means.
   *
   * @throws IllegalArgumentException if it means none
   */
  Object value(String text) {
    if (type == int.class) {
      return Integer.valueOf(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (constant.toString().equalsIgnoreCase(text)) {
          return constant;
        }
      }
      throw new IllegalArgumentException(text);
    }
    return isFlag() ? Boolean.valueOf(text) : text;
  }

  /** As picocli reads, explains and checks it. */
  OptionSpec.Builder spec() {
    OptionSpec.Builder spec = OptionSpec.builder(option).description(description);
    if (isFlag()) {
      return spec.type(boolean.class).arity("0");
    }
    return spec.type(isRepeatable() ? String[].class : type).arity("1").paramLabel(label);
  }
}
