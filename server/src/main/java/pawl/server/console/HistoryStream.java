package pawl.server.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
  /** Events may carry a quarter of a megabyte each, so they are read in small steps. */
  private static final int STEP_EVENTS = 50;

  private static final int LINE_EVENTS = 500;
  private static final long LINE_BYTES = 1 << 20;

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
    do {
      ArrayNode line = Json.MAPPER.createArrayNode();
      long bytes = 0;
      do {
        // Retention may have removed it meanwhile: then that was all.
        Page<HistoryEvent> page =
            reads.history(execution, false, STEP_EVENTS, position).orElse(null);
        position = page == null ? null : page.next();
        for (HistoryEvent event : page == null ? List.<HistoryEvent>of() : page.rows()) {
          line.add(HistoryJson.of(event, true));
          bytes += event.payloadBytes();
        }
      } while (position != null && line.size() < LINE_EVENTS && bytes < LINE_BYTES);
      out.write(Json.MAPPER.writeValueAsBytes(line));
      out.write('\n');
      out.flush();
    } while (position != null);
  }
}
