package pawl.engine.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.StoreView;
import pawl.engine.id.ExecutionId;

/**
 * Reads any record, whatever its kind: for who looks at a store as a whole. Everybody else knows
 * what he wants and asks the codec for it.
 */
public final class StoredRecords {
  /** What a key says when there is nothing behind it. */
  public record Mark(KeyKind kind, List<Object> parts) {}

  /** An activity with its tags. */
  public record TaggedActivity(
      pawl.engine.catalogue.Activity activity, java.util.Map<String, String> tags) {}

  private StoredRecords() {}

  /** Which kind a key is of. */
  public static KeyKind kind(byte[] key) {
    for (KeyKind kind : KeyKind.values()) {
      if (Keys.isOf(key, kind)) {
        return kind;
      }
    }
    throw new DamagedException("A key of no kind that is known");
  }

  /**
   * Reads a record.
   *
   * @param store where it stands, for what it refers to
   * @throws DamagedException if it is not what Pawl writes under this key
   */
  public static Object read(StoreView store, byte[] key, byte[] value) {
    try {
      return decode(store, key, value);
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | java.nio.BufferUnderflowException e) {
      throw new DamagedException("A stored record can't be read: " + e, e);
    }
  }

  private static Object decode(StoreView store, byte[] key, byte[] value) {
    return switch (kind(key)) {
      case EXECUTION -> part(store, Keys.executionOf(key), key, value);
      case TIMER ->
          mark(
              key,
              value,
              Keys.timerDue(key),
              Keys.timerExecution(key),
              Keys.timerScope(key),
              pawl.engine.execution.TimerKind.values()[Keys.timerKind(key)]);
      case CALL -> mark(key, value, Keys.executionOf(key), Keys.callScope(key));
      case READY -> mark(key, value, Keys.executionOf(key));
      case DELIVERY ->
          switch (DeliveryCodec.readDelivery(Keys.executionOf(key), key, value)) {
            case Effect.Deliver(var _, var _, Command<?> command) -> command;
            case Effect.StopJob(var _, var _, String job) -> "stop the job " + job;
            case Effect other -> throw new IllegalStateException("No delivery: " + other);
          };
      case LISTING -> RecordCodec.readListing(value);
      case OFFER ->
          mark(key, value, Keys.offerMillis(key), Keys.offerExecution(key), Keys.offerScope(key));
      case MAP_RUN -> new Mark(KeyKind.MAP_RUN, List.of(mapRunKey(value)));
      case MACHINE -> CatalogueCodec.readStored(store, value);
      case REVISION -> CatalogueCodec.revision(store, Keys.revisionKey(key));
      case DEFINITION -> new String(value, StandardCharsets.UTF_8);
      case ACTIVITY ->
          new TaggedActivity(
              CatalogueCodec.readActivity(value), CatalogueCodec.activityTags(value));
      case VERSION -> VersionCodec.readVersion(value);
      case ALIAS -> VersionCodec.readAlias(value);
      case ENDED -> mark(key, value, Keys.endedMillis(key), Keys.endedExecution(key));
      case QUARANTINE ->
          Keys.isParked(key)
              ? DeliveryCodec.readCommand(value)
              : QuarantineCodec.readQuarantine(value);
    };
  }

  private static Object part(StoreView store, ExecutionId id, byte[] key, byte[] value) {
    return switch (Keys.part(key)) {
      case 'b' -> RecordCodec.readStart(id, value, place -> Executions.payload(store, id, place));
      case 'm' -> {
        byte[] start = store.get(Keys.start(id));
        if (start == null) {
          throw new DamagedException("The execution lacks the record of its start");
        }
        yield RecordCodec.readExecution(
            id, start, value, place -> Executions.payload(store, id, place));
      }
      case 's' ->
          RecordCodec.readScope(
              Keys.lastNumber(key), value, place -> Executions.payload(store, id, place));
      case 'h' ->
          HistoryCodec.read(
              value, Keys.chunkFirstEvent(key), place -> Executions.payload(store, id, place));
      case 'i', 'r' -> Payload.ofBytes(value);
      case 'u' -> MapRunCodec.readRun(Keys.lastNumber(key), value);
      case 'k' -> MapRunCodec.readChild(value);
      default -> throw new DamagedException("A key of an execution that says no known part");
    };
  }

  /** The value of an index of map runs is the key of the run. */
  private static ExecutionId mapRunKey(byte[] value) {
    ExecutionId id = Keys.executionOf(value);
    if (!Arrays.equals(value, Keys.mapRun(id, Keys.lastNumber(value)))) {
      throw new DamagedException("The index of map runs does not name one");
    }
    return id;
  }

  private static Mark mark(byte[] key, byte[] value, Object... parts) {
    if (value.length != 0) {
      throw new DamagedException("There is something behind a key that stands for itself");
    }
    return new Mark(kind(key), List.of(parts));
  }
}
