package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.Input;
import pawl.engine.history.HistoryEvent;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.Page;

/** Reads the events of an execution, oldest or newest first. */
final class GetExecutionHistory implements Operation {
  /** Events may carry a quarter of a megabyte each, so a page is gathered in small steps. */
  private static final int STEP_EVENTS = 50;

  /** A page with more payload than that ends early; clients go on with the token. */
  private static final long PAGE_BYTES = 4 << 20;

  private final Host host;
  private final Paging paging;

  GetExecutionHistory(Host host, Paging paging) {
    this.host = host;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("executionArn");
    ExecutionId id = ResourceArn.execution(arn);
    boolean reverse = input.flag("reverseOrder", false);
    boolean withData = input.flag("includeExecutionData", true);
    int wanted = Paging.maxResults(input);
    String question = String.join("\n", "GetExecutionHistory", arn, "" + reverse);
    byte @Nullable [] position = paging.position(input, question);

    ObjectNode answer = Answers.object();
    ArrayNode events = answer.putArray("events");
    long bytes = 0;
    do {
      int step = Math.min(STEP_EVENTS, wanted - events.size());
      Page<HistoryEvent> page =
          host.reads()
              .history(id, reverse, step, position)
              .orElseThrow(() -> Executions.doesNotExist(arn));
      for (HistoryEvent event : page.rows()) {
        events.add(HistoryJson.of(event, withData));
        bytes += event.payloadBytes();
      }
      position = page.next();
    } while (position != null && events.size() < wanted && bytes < PAGE_BYTES);
    paging.addNext(answer, question, position);
    return answer;
  }
}
