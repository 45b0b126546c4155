package pawl.engine.store;

import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.StoredPayload;

/** Says how a record shall hold a payload: by value, or by the place where the history has it. */
@FunctionalInterface
public interface PayloadPlacer {
  StoredPayload place(HeldPayload payload);
}
