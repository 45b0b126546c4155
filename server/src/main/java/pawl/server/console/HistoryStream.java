package pawl.server.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import pawl.api.operation.HistoryJson;
import pawl.asl.Json;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Reads;

/**
 * The history of an execution in one answer, a line of JSON for every few hundred events: whoever
 * reads it works on one line while the next is made, and needs no page token to ask for it.
 */
final class HistoryStream implements ConsoleAnswer.Stream {
  private static final int LINE_EVENTS = 500;

  /** Events may carry a quarter of a megabyte each. */
  private static final long LINE_BYTES = 1 << 20;

  private static final int EVENT_BYTES = 256;

  private final Reads reads;
  private final ExecutionId execution;
  private final long after;

  /**
   * @param after the last event that is known; 0 if none is
   */
  HistoryStream(Reads reads, ExecutionId execution, long after) {
    this.reads = reads;
    this.execution = execution;
    this.after = after;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long next = after + 1;
    while (true) {
      // Retention may remove it meanwhile: then that was all.
      List<HistoryEvent> events = reads.historyFrom(execution, next, LINE_EVENTS, LINE_BYTES);
      if (events.isEmpty()) {
        return;
      }
      for (int from = 0; from < events.size(); from += LINE_EVENTS) {
        out.write(line(events.subList(from, Math.min(from + LINE_EVENTS, events.size()))));
        out.flush();
      }
      next = events.getLast().id() + 1;
    }
  }

  private static byte[] line(List<HistoryEvent> events) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * EVENT_BYTES);
    try (JsonGenerator line = Json.MAPPER.createGenerator(bytes)) {
      line.writeStartArray();
      for (HistoryEvent event : events) {
        HistoryJson.write(event, line);
      }
      line.writeEndArray();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
