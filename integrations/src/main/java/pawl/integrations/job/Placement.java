package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.integrations.sdk.SdkOutcome;

/**
 * How an action gives its order to the service: which calls it makes of the parameters of the task,
 * and what it makes of their answer.
 */
@FunctionalInterface
interface Placement {
  SdkOutcome place(Caller caller, ObjectNode parameters) throws InterruptedException;

  /** The order is one call, with the parameters as they are. */
  static Placement calling(String operation) {
    return (caller, parameters) -> caller.ask(operation, parameters);
  }

  /** Changes the answer of a call that was made. */
  @FunctionalInterface
  interface Change {
    void of(ObjectNode answer, ObjectNode parameters);
  }

  /** The same with a changed answer. */
  default Placement answering(Change change) {
    return (caller, parameters) -> {
      ObjectNode asked = parameters.deepCopy();
      return switch (place(caller, parameters)) {
        case SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http) -> {
          ObjectNode changed = output.deepCopy();
          change.of(changed, asked);
          yield new SdkOutcome.Answered(changed, http);
        }
        case SdkOutcome other -> other;
      };
    };
  }

  /** The same with a parameter that is added unless the task gives it. */
  default Placement adding(String parameter, JsonNode value) {
    return (caller, parameters) -> {
      JsonNode given = parameters.path(parameter);
      return place(
          caller,
          given.isMissingNode() || given.isNull()
              ? parameters.deepCopy().<ObjectNode>set(parameter, value)
              : parameters);
    };
  }
}
