package pawl.simulation.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How a flow, or an execution, may end. */
public sealed interface Result {
  record Success(JsonNode output) implements Result {}

  /**
   * @param catchable whether Retry and Catch are asked
   */
  record Failure(String error, @Nullable String cause, boolean catchable) implements Result {
    boolean isTimeout() {
      return error.equals("States.Timeout");
    }
  }
}
