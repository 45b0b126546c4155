package pawl.simulation.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a flow, or an execution, may end. */
public sealed interface Result {
  record Success(JsonNode output) implements Result {}

  /**
   * @param catchable whether Retry and Catch are asked
   */
  record Failure(String error, @Nullable String cause, boolean catchable) implements Result {
    /** Whether one of the names in ErrorEquals means this failure. */
    boolean isNamedBy(List<String> names) {
      boolean timeout = error.equals("States.Timeout");
      return names.stream()
          .anyMatch(
              name ->
                  name.equals("States.ALL")
                      || (name.equals("States.TaskFailed") && !timeout)
                      || name.equals(error));
    }
  }
}
