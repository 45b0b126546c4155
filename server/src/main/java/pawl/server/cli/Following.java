package pawl.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import pawl.asl.Json;
import pawl.server.cli.Progress.Note;
import pawl.server.cli.Screen.Style;

/** Stays with an execution until it has ended and then shows its outcome. */
final class Following {
  private static final long FASTEST_MS = 80;
  private static final long SLOWEST_MS = 500;

  private final StatesClient client;
  private final Screen screen;
  private final boolean json;
  private final boolean showsItems;

  Following(StatesClient client, Screen screen, boolean json, boolean showsItems) {
    this.client = client;
    this.screen = screen;
    this.json = json;
    this.showsItems = showsItems;
  }

  /** Returns the exit code: 0 only if the execution has succeeded. */
  int follow(String executionArn) {
    if (!json) {
      screen.line(screen.style(Style.DIM, executionArn));
    }
    watch(executionArn);
    JsonNode outcome = awaitOutcome(executionArn);
    if (json) {
      screen.json(outcome);
    } else {
      tell(outcome);
    }
    return outcome.path("status").asText().equals("SUCCEEDED") ? 0 : 1;
  }

  private void watch(String executionArn) {
    Follower follower = new Follower(client, executionArn);
    Progress progress = new Progress();
    FollowView view = new FollowView(screen, showsItems);
    long pauseMs = FASTEST_MS;
    while (true) {
      List<Note> notes =
          follower.poll().stream().flatMap(event -> progress.apply(event).stream()).toList();
      if (!json) {
        view.show(notes, progress, Instant.now());
      }
      if (progress.hasEnded()) {
        view.end();
        return;
      }
      // On a terminal the clocks of what is going on should move; elsewhere patience costs nothing.
      pauseMs = notes.isEmpty() && !screen.ansi() ? Math.min(SLOWEST_MS, pauseMs * 2) : FASTEST_MS;
      pause(pauseMs);
    }
  }

  /** The history may be a moment ahead of the description. */
  private JsonNode awaitOutcome(String executionArn) {
    var request = StatesClient.request().put("executionArn", executionArn);
    JsonNode description = client.call("DescribeExecution", request);
    while (description.path("status").asText().equals("RUNNING")) {
      pause(FASTEST_MS);
      description = client.call("DescribeExecution", request);
    }
    return description;
  }

  private void tell(JsonNode outcome) {
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

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }
}
