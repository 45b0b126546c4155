package pawl.observability.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.observability.Losses;

/** Who takes status change events. */
@FunctionalInterface
public interface EventReceiver {
  /**
   * Delivers events, trying for a while if need be.
   *
   * @param events whole events as EventBridge hands them on, those of an execution in order
   * @param losses counts what could not be delivered
   */
  void take(List<ObjectNode> events, Losses losses) throws InterruptedException;
}
