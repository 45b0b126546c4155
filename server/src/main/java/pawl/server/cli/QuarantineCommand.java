package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists executions that were set aside. */
@Command(
    name = "quarantine",
    description = "List the executions that were set aside, and why.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class QuarantineCommand implements Runnable {
  @Mixin private ClientOptions options;

  @Override
  public void run() {
    JsonNode answer = options.admin().get("quarantine");
    if (options.json()) {
      options.screen().json(answer);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : answer.path("executions")) {
      rows.add(
          List.of(
              row.path("executionArn").asText(row.path("id").asText()),
              Text.time(Instant.parse(row.path("since").asText())),
              row.path("command").asText(),
              row.path("reason").asText()));
    }
    options.screen().table(List.of("EXECUTION", "SINCE", "AT", "REASON"), rows);
  }
}
