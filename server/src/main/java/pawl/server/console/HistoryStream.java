package pawl.server.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.api.operation.HistoryJson;
import pawl.asl.Json;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Page;
import pawl.engine.read.Reads;
import pawl.engine.store.Keys;

/**
 * The history of an execution in one answer, a line of JSON for every few hundred events: whoever
 * reads it works on one line while the next is made, and needs no page token to ask for it.
 */
final class HistoryStream implements ConsoleAnswer.Stream {
  /** Events may carry a quarter of a megabyte each, so the first are read in a small step. */
  private static final int LEAST_EVENTS = 50;

  private static final int LINE_EVENTS = 500;
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
    byte @Nullable [] position = after == 0 ? null : Keys.number(after + 1);
    int step = LEAST_EVENTS;
    do {
      // Retention may have removed it meanwhile: then that was all.
      Page<HistoryEvent> page = reads.history(execution, false, step, position).orElse(null);
      List<HistoryEvent> events = page == null ? List.of() : page.rows();
      position = page == null ? null : page.next();
      out.write(line(events));
      out.flush();
      step = stepAfter(events);
    } while (position != null);
  }

  private static byte[] line(List<HistoryEvent> events) throws IOException {
    ArrayNode line = Json.MAPPER.createArrayNode();
    events.forEach(event -> line.add(HistoryJson.of(event, true)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * EVENT_BYTES);
    Json.MAPPER.writeValue(bytes, line);
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /** So many as should fit into a line: events are stored in large pieces, read as a whole. */
  private static int stepAfter(List<HistoryEvent> events) {
    long bytes = 1;
    for (HistoryEvent event : events) {
      bytes += event.payloadBytes();
    }
    return (int) Math.clamp(LINE_BYTES * events.size() / bytes, LEAST_EVENTS, LINE_EVENTS);
  }
}
