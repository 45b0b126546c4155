package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a server has. */
@Command(
    name = "list",
    description = "List state machines, the executions of one, or activities.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ListCommand implements Runnable {
  /** What there is to list. */
  enum What {
    MACHINES,
    EXECUTIONS,
    ACTIVITIES;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      defaultValue = "machines",
      description = "${COMPLETION-CANDIDATES} (default machines).")
  private What what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MACHINE",
      description = "With executions: name or ARN of their state machine.")
  private @Nullable String machine;

  @Option(
      names = "--status",
      description = "With executions: only RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED ones.")
  private @Nullable String status;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    StatesClient client = options.client();
    switch (what) {
      case MACHINES ->
          show(
              "stateMachines",
              client.all("ListStateMachines", StatesClient.request(), "stateMachines"),
              List.of("NAME", "TYPE", "CREATED", "ARN"),
              row ->
                  List.of(
                      row.path("name").asText(),
                      row.path("type").asText(),
                      Text.time(row.path("creationDate")),
                      row.path("stateMachineArn").asText()));
      case EXECUTIONS ->
          show(
              "executions",
              client.all("ListExecutions", executions(client), "executions"),
              List.of("NAME", "STATUS", "STARTED", "TOOK", "ARN"),
              row ->
                  List.of(
                      row.path("name").asText(),
                      row.path("status").asText(),
                      Text.time(row.path("startDate")),
                      took(row),
                      row.path("executionArn").asText()));
      case ACTIVITIES ->
          show(
              "activities",
              client.all("ListActivities", StatesClient.request(), "activities"),
              List.of("NAME", "CREATED", "ARN"),
              row ->
                  List.of(
                      row.path("name").asText(),
                      Text.time(row.path("creationDate")),
                      row.path("activityArn").asText()));
    }
  }

  private ObjectNode executions(StatesClient client) {
    if (machine == null) {
      throw new CliException("whose executions? Say: pawl list executions MACHINE");
    }
    ObjectNode request =
        StatesClient.request().put("stateMachineArn", Arn.machine(client, machine));
    if (status != null) {
      request.put("statusFilter", status);
    }
    return request;
  }

  private static String took(JsonNode execution) {
    JsonNode end = execution.path("stopDate");
    return end.isNumber()
        ? Text.duration(
            Duration.between(Text.instant(execution.path("startDate")), Text.instant(end)))
        : "";
  }

  private void show(
      String member,
      List<JsonNode> elements,
      List<String> head,
      Function<JsonNode, List<String>> row) {
    Screen screen = options.screen();
    if (options.json()) {
      ObjectNode all = Json.MAPPER.createObjectNode();
      all.putArray(member).addAll(elements);
      screen.json(all);
    } else {
      screen.table(head, elements.stream().map(row).toList());
    }
  }
}
