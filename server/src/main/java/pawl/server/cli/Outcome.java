package pawl.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import pawl.asl.Json;
import pawl.server.cli.Screen.Style;

/** Shows how an execution has ended. */
final class Outcome {
  private final Screen screen;
  private final boolean json;

  Outcome(Screen screen, boolean json) {
    this.screen = screen;
    this.json = json;
  }

  /** Returns the exit code: 0 only if the execution has succeeded. */
  int tell(JsonNode outcome) {
    if (json) {
      screen.json(outcome);
    } else {
      show(outcome);
    }
    return outcome.path("status").asText().equals("SUCCEEDED") ? 0 : 1;
  }

  private void show(JsonNode outcome) {
    String status = outcome.path("status").asText();
    Duration took =
        Duration.between(
            Text.instant(outcome.path("startDate")), Text.instant(outcome.path("stopDate")));
    boolean succeeded = status.equals("SUCCEEDED");
    screen.line(
        screen.style(succeeded ? Style.GREEN : Style.RED, status)
            + " after "
            + Text.duration(took));
    if (outcome.hasNonNull("error")) {
      screen.line(screen.style(Style.RED, outcome.path("error").asText()));
    }
    if (outcome.hasNonNull("cause")) {
      screen.line(outcome.path("cause").asText());
    }
    if (outcome.hasNonNull("output")) {
      screen.line(pretty(outcome.path("output").asText()));
    }
  }

  private static String pretty(String json) {
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      return json;
    }
  }
}
