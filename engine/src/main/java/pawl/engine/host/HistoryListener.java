package pawl.engine.host;

import java.util.List;
import pawl.engine.history.NewEvents;

/**
 * Is told what executions do, as soon as it is durable. It has a thread and a bounded queue of its
 * own: it may take its time and even hang without holding up an execution or another listener, but
 * what comes while its queue is full it is never told. What was committed just before the process
 * was killed it may never be told either.
 */
public interface HistoryListener {
  /** A word for logs and metrics. */
  String name();

  /**
   * Whether to be told of this at all. Asked before it is queued, on a thread that others wait for,
   * so the answer must come at once.
   */
  default boolean wants(NewEvents news) {
    return true;
  }

  /**
   * What has happened since the last call, at least one turn, an execution's in their order.
   *
   * @throws InterruptedException if the host is closing and can't wait any longer
   */
  void heard(List<NewEvents> news) throws InterruptedException;
}
