package pawl.observability.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.api.operation.HistoryJson;
import pawl.asl.Json;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;

/** One entry of an execution's log, in AWS's form: numbers are text. */
final class LogEntry {
  /** Of a payload as it stands escaped in the entry: AWS's 248 KB. */
  static final int CLOUDWATCH_PAYLOAD_BYTES = 248 << 10;

  private static final List<String> PAYLOADS = List.of("input", "output", "parameters");

  private LogEntry() {}

  /**
   * Writes an entry.
   *
   * @param withData whether inputs, outputs, parameters and variables are in it
   * @param mostBytes of a payload; what is longer is cut off
   */
  static String of(NewEvents news, HistoryEvent event, boolean withData, int mostBytes) {
    ObjectNode details = HistoryJson.details(event, withData);
    if (!withData) {
      details.remove("parameters");
    }
    PAYLOADS.forEach(member -> cut(details, member, mostBytes));
    ObjectNode entry = Json.MAPPER.createObjectNode();
    entry.put("id", Long.toString(event.id()));
    entry.put("type", event.type().apiName());
    entry.set("details", details);
    entry.put("previous_event_id", Long.toString(event.previousId()));
    entry.put("event_timestamp", Long.toString(event.epochMillis()));
    entry.put("execution_arn", news.execution().arn());
    entry.put("redrive_count", Integer.toString(news.redriveCount()));
    return entry.toString();
  }

  private static void cut(ObjectNode details, String member, int mostBytes) {
    String text = details.path(member).textValue();
    if (text == null || text.length() <= mostBytes / MOST_GROWTH) {
      return;
    }
    int keep = kept(text, mostBytes);
    if (keep < text.length()) {
      details.put(member, text.substring(0, keep));
      details.putObject(member + "Details").put("truncated", true);
    }
  }

  /** A control character becomes six bytes. */
  private static final int MOST_GROWTH = 6;

  /** How many characters fit once they are escaped. */
  private static int kept(String text, int mostBytes) {
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    if (encoder.quoteAsUTF8(text).length <= mostBytes) {
      return text.length();
    }
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (encoder.quoteAsUTF8(text.substring(0, whole(text, middle))).length <= mostBytes) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return whole(text, low);
  }

  /** Not between the two halves of a character. */
  private static int whole(String text, int end) {
    return end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))
        ? end - 1
        : end;
  }
}
