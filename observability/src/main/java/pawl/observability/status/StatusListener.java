package pawl.observability.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Payload;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.HistoryListener;
import pawl.engine.host.Host;
import pawl.engine.read.ExecutionView;
import pawl.observability.Losses;
import pawl.observability.RevisionSettings;

/**
 * Tells one receiver when executions of Standard machines begin and end. AWS sends no such events
 * of Express machines.
 */
public final class StatusListener implements HistoryListener {
  private static final Logger LOG = LoggerFactory.getLogger(StatusListener.class);

  private final String name;
  private final CompletableFuture<? extends Host> host;
  private final EventReceiver receiver;
  private final Losses losses;

  /**
   * A listener for one receiver.
   *
   * @param host that knows the inputs of executions, as soon as it is open
   */
  public StatusListener(
      String name, CompletableFuture<? extends Host> host, EventReceiver receiver) {
    this.name = name;
    this.host = host;
    this.receiver = receiver;
    this.losses = new Losses(LOG, "Status change events for " + name);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean wants(NewEvents news) {
    if (news.execution().isExpress()) {
      return false;
    }
    // A change begins a turn or ends it.
    return isChange(news.events().getFirst()) || isChange(news.events().getLast());
  }

  private static boolean isChange(HistoryEvent event) {
    EventType type = event.type();
    return switch (type) {
      case EXECUTION_STARTED,
          EXECUTION_REDRIVEN,
          EXECUTION_SUCCEEDED,
          EXECUTION_FAILED,
          EXECUTION_ABORTED,
          EXECUTION_TIMED_OUT ->
          true;
      default -> false;
    };
  }

  @Override
  public void heard(List<NewEvents> news) throws InterruptedException {
    List<ObjectNode> events = new ArrayList<>();
    for (NewEvents one : news) {
      Payload input = null;
      for (HistoryEvent event : one.events()) {
        if (event.details() instanceof EventDetails.ExecutionStarted started) {
          input = started.input();
        }
        StatusChange change = StatusChange.of(one, event).orElse(null);
        if (change != null) {
          input = input == null ? storedInput(one) : input;
          events.add(change.envelope(input));
        }
      }
    }
    receiver.take(events, losses);
  }

  private @Nullable Payload storedInput(NewEvents news) throws InterruptedException {
    return RevisionSettings.open(host)
        .reads()
        .execution(news.execution().id())
        .map(ExecutionView::input)
        .orElse(null);
  }

  /** How many events could not be delivered. */
  public Losses losses() {
    return losses;
  }
}
