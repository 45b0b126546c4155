package pawl.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of an execution that have come since the last time. Asks for the page it stopped
 * at, not for the whole history again.
 */
final class Follower {
  private static final int PAGE = 1_000;

  private final StatesClient client;
  private final String executionArn;
  private @Nullable String pageToken;
  private long lastSeen;

  Follower(StatesClient client, String executionArn) {
    this.client = client;
    this.executionArn = executionArn;
  }

  /** The new events, in order; empty if nothing has happened. */
  List<JsonNode> poll() {
    List<JsonNode> fresh = new ArrayList<>();
    while (true) {
      ObjectNode request =
          StatesClient.request().put("executionArn", executionArn).put("maxResults", PAGE);
      if (pageToken != null) {
        request.put("nextToken", pageToken);
      }
      JsonNode page = client.call("GetExecutionHistory", request);
      for (JsonNode event : page.path("events")) {
        long id = event.path("id").asLong();
        if (id > lastSeen) {
          lastSeen = id;
          fresh.add(event);
        }
      }
      if (!page.hasNonNull("nextToken")) {
        return fresh;
      }
      pageToken = page.path("nextToken").asText();
    }
  }
}
