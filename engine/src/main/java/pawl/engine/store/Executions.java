package pawl.engine.store;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.StoreView;
import pawl.engine.execution.Execution;
import pawl.engine.execution.StoredPayload;
import pawl.engine.id.ExecutionId;

/** Reads what stands under several keys of an execution. */
public final class Executions {
  private Executions() {}

  /** The execution with its top scope; null if there is none. */
  public static @Nullable Execution read(StoreView store, ExecutionId id) {
    byte[] changing = store.get(Keys.execution(id));
    if (changing == null) {
      return null;
    }
    byte[] start = store.get(Keys.start(id));
    if (start == null) {
      throw new DamagedException("The execution lacks the record of its start");
    }
    return RecordCodec.readExecution(id, start, changing, place -> payload(store, id, place));
  }

  /** Its ARN even if the rest of it is damaged; null if that can't be read either. */
  public static @Nullable String arn(StoreView store, ExecutionId id) {
    try {
      byte[] start = store.get(Keys.start(id));
      return start == null
          ? null
          : RecordCodec.readStart(id, start, place -> payload(store, id, place)).arn;
    } catch (DamagedException | IllegalArgumentException e) {
      return null;
    }
  }

  /** The ARN of its machine; null if there is no such execution. */
  public static @Nullable String machineArn(StoreView store, ExecutionId id) {
    byte[] start = store.get(Keys.start(id));
    return start == null
        ? null
        : RecordCodec.readStart(id, start, place -> payload(store, id, place)).machineArn;
  }

  /** A payload that stands in the history. */
  public static Payload payload(StoreView store, ExecutionId id, StoredPayload.Place place) {
    byte[] chunk = store.get(Keys.chunk(id, place.chunk()));
    if (chunk == null) {
      throw new DamagedException("The history lacks the chunk of event " + place.chunk());
    }
    return HistoryCodec.payload(chunk, place.index());
  }
}
