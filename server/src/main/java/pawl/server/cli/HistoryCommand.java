package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pawl.asl.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the events of an execution. */
@Command(
    name = "history",
    description = "Show the events of an execution.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class HistoryCommand implements Runnable {
  private static final int DETAILS_WIDTH = 100;

  @Parameters(paramLabel = "EXECUTION", description = "An ARN, or MACHINE/EXECUTION.")
  private String execution;

  @Mixin private ClientOptions options;

  @Override
  public void run() {
    StatesClient client = options.client();
    List<JsonNode> events =
        client.all(
            "GetExecutionHistory",
            StatesClient.request()
                .put("executionArn", Arn.execution(client, execution))
                .put("maxResults", 1_000),
            "events");
    if (options.json()) {
      ObjectNode all = Json.MAPPER.createObjectNode();
      all.putArray("events").addAll(events);
      options.screen().json(all);
      return;
    }
    Instant start =
        events.isEmpty() ? Instant.EPOCH : Text.instant(events.getFirst().path("timestamp"));
    options
        .screen()
        .table(
            List.of("ID", "PREV", "AFTER", "TYPE", "DETAILS"),
            events.stream().map(event -> row(event, start)).toList());
  }

  private static List<String> row(JsonNode event, Instant start) {
    return List.of(
        event.path("id").asText(),
        event.path("previousEventId").asText(),
        Text.duration(Duration.between(start, Text.instant(event.path("timestamp")))),
        event.path("type").asText(),
        details(event));
  }

  /** The details member's own members; what is said elsewhere (sizes, truncation) left out. */
  private static String details(JsonNode event) {
    StringBuilder text = new StringBuilder();
    for (var member : event.properties()) {
      if (!member.getKey().endsWith("EventDetails")) {
        continue;
      }
      for (var detail : member.getValue().properties()) {
        if (!detail.getKey().endsWith("Details")) {
          text.append(text.isEmpty() ? "" : "  ")
              .append(detail.getKey())
              .append('=')
              .append(detail.getValue().asText());
        }
      }
    }
    return Text.shorten(text.toString(), DETAILS_WIDTH);
  }
}
