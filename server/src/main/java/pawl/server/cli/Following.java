package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
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
    return new Outcome(screen, json).tell(outcome);
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

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }
}
