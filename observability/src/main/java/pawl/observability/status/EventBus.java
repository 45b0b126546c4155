package pawl.observability.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.asl.Json;
import pawl.integrations.sdk.SdkBridge;
import pawl.observability.AwsSender;
import pawl.observability.AwsSender.Result;
import pawl.observability.Losses;

/** A bus of EventBridge, reached as Task states reach it. */
public final class EventBus implements EventReceiver {
  // PutEvents takes so much at a time.
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BYTES = 256 << 10;

  private final String bus;
  private final String source;
  private final AwsSender sender;

  /**
   * A bus.
   *
   * @param bus name or ARN
   * @param source of the events: AWS itself takes no {@code aws.states} from its users
   */
  public EventBus(String bus, String source, SdkBridge bridge) {
    this.bus = bus;
    this.source = source;
    this.sender = new AwsSender(bridge, "eventbridge");
  }

  @Override
  public void take(List<ObjectNode> events, Losses losses) throws InterruptedException {
    ArrayNode entries = Json.MAPPER.createArrayNode();
    long bytes = 0;
    for (ObjectNode event : events) {
      ObjectNode entry = entry(event);
      int size = entry.toString().getBytes(UTF_8).length;
      if (entries.size() == MOST_ENTRIES || (!entries.isEmpty() && bytes + size > MOST_BYTES)) {
        put(entries, losses);
        entries = Json.MAPPER.createArrayNode();
        bytes = 0;
      }
      entries.add(entry);
      bytes += size;
    }
    if (!entries.isEmpty()) {
      put(entries, losses);
    }
  }

  private ObjectNode entry(ObjectNode event) {
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("EventBusName", bus);
    entry.put("Source", source);
    entry.set("DetailType", event.path("detail-type"));
    entry.set("Time", event.path("time"));
    entry.set("Resources", event.path("resources"));
    entry.put("Detail", event.path("detail").toString());
    return entry;
  }

  private void put(ArrayNode entries, Losses losses) throws InterruptedException {
    ObjectNode request = Json.MAPPER.createObjectNode();
    request.set("Entries", entries);
    switch (sender.send("putEvents", request, null)) {
      case Result.Done(ObjectNode output) -> {
        int failed = output.path("FailedEntryCount").asInt(0);
        if (failed > 0) {
          losses.add(failed, reason(output));
        }
      }
      case Result.Failed(String _, String reason) -> losses.add(entries.size(), reason);
    }
  }

  private static String reason(ObjectNode output) {
    for (JsonNode entry : output.path("Entries")) {
      if (entry.path("ErrorCode").isTextual()) {
        return entry.path("ErrorCode").asText() + ": " + entry.path("ErrorMessage").asText();
      }
    }
    return "the bus does not say why";
  }
}
