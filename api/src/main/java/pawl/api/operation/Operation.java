package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;

/** An action of the API. */
@FunctionalInterface
public interface Operation {
  /**
   * Carries it out.
   *
   * @return the body of the answer
   * @throws pawl.api.contract.ApiException if it cannot be done; the error says why
   * @throws pawl.engine.HostException if the host cannot do it now
   */
  ObjectNode handle(Input input);
}
