package pawl.engine.execution;

import pawl.asl.Payload;

/** A payload as a record holds it: by value, or by the place where the history has it already. */
public sealed interface StoredPayload {
  record Inline(Payload payload) implements StoredPayload {}

  /** The payload with this index in the history chunk that begins with event {@code chunk}. */
  record Place(long chunk, int index) implements StoredPayload {}
}
