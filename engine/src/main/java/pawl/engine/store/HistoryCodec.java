package pawl.engine.store;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.execution.StoredPayload;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.store.proto.AssignedRecord;
import pawl.engine.store.proto.EventRecord;
import pawl.engine.store.proto.HistoryChunk;
import pawl.engine.store.proto.PayloadPlace;

/**
 * Chunks of history as bytes, and back. A payload that the history has already is referred to, not
 * written again.
 */
public final class HistoryCodec {
  private static final int EXPECTED_EVENT_BYTES = 64;

  private HistoryCodec() {}

  /**
   * Decides where a payload of an event stands: in this chunk (as its next payload, if new) or in
   * an earlier one.
   */
  public interface PayloadTable {
    StoredPayload.Place place(Payload payload);

    /** The payloads that were new, in the order of their indexes. */
    List<Payload> added();
  }

  /** Finds a payload of another chunk of the same execution. */
  @FunctionalInterface
  public interface PayloadFinder {
    Payload find(StoredPayload.Place place);
  }

  /** The bytes of a chunk that begins with the first of {@code events}. */
  public static byte[] write(List<HistoryEvent> events, PayloadTable payloads) {
    var chunk = new MessageWriter(EXPECTED_EVENT_BYTES * events.size());
    long first = events.getFirst().id();
    for (HistoryEvent event : events) {
      int start = chunk.begin(HistoryChunk.EVENTS_FIELD_NUMBER);
      write(event, chunk, payload -> local(payloads.place(payload), first));
      chunk.end(start);
    }
    for (Payload payload : payloads.added()) {
      chunk.present(HistoryChunk.PAYLOADS_FIELD_NUMBER, payload.bytes());
    }
    return chunk.toBytes();
  }

  /** Within a chunk the number of the chunk itself is left out. */
  private static StoredPayload.Place local(StoredPayload.Place place, long chunk) {
    return place.chunk() == chunk ? new StoredPayload.Place(0, place.index()) : place;
  }

  private interface Placer {
    StoredPayload.Place place(Payload payload);
  }

  private static void write(HistoryEvent event, MessageWriter record, Placer placer) {
    record
        .number(EventRecord.TYPE_FIELD_NUMBER, event.type().ordinal())
        .number(EventRecord.PREVIOUS_FIELD_NUMBER, event.previousId())
        .number(EventRecord.MILLIS_FIELD_NUMBER, event.epochMillis());
    switch (event.details()) {
      case EventDetails.None _ -> {}
      case EventDetails.ExecutionStarted(Payload input, String roleArn) -> {
        writePayload(record, placer, input);
        record.optional(EventRecord.ROLE_FIELD_NUMBER, roleArn);
      }
      case EventDetails.ExecutionSucceeded(Payload output) -> writePayload(record, placer, output);
      case EventDetails.Failure(String error, String cause) -> writeFailure(record, error, cause);
      case EventDetails.StateEntered(String name, Payload input) -> {
        writePayload(record, placer, input);
        record.optional(EventRecord.NAME_FIELD_NUMBER, name);
      }
      case EventDetails.StateExited(String name, Payload output, Map<String, Payload> assigned) -> {
        writePayload(record, placer, output);
        record.optional(EventRecord.NAME_FIELD_NUMBER, name);
        assigned.forEach((variable, value) -> writeAssigned(record, variable, placer.place(value)));
      }
      case EventDetails.FunctionScheduled scheduled -> {
        writePayload(record, placer, scheduled.input());
        record
            .optional(EventRecord.RESOURCE_FIELD_NUMBER, scheduled.resource())
            .optional(EventRecord.ROLE_FIELD_NUMBER, scheduled.credentialsRoleArn())
            .optional(EventRecord.TIMEOUT_SECONDS_FIELD_NUMBER, scheduled.timeoutSeconds());
      }
      case EventDetails.ActivityScheduled scheduled -> {
        writePayload(record, placer, scheduled.input());
        record
            .optional(EventRecord.RESOURCE_FIELD_NUMBER, scheduled.resource())
            .optional(EventRecord.TIMEOUT_SECONDS_FIELD_NUMBER, scheduled.timeoutSeconds())
            .optional(EventRecord.HEARTBEAT_SECONDS_FIELD_NUMBER, scheduled.heartbeatSeconds());
      }
      case EventDetails.ActivityStarted(String workerName) ->
          record.optional(EventRecord.NAME_FIELD_NUMBER, workerName);
      case EventDetails.Succeeded(Payload output) -> writePayload(record, placer, output);
      case EventDetails.TaskScheduled scheduled -> {
        writePayload(record, placer, scheduled.parameters());
        writeResource(record, scheduled.resourceType(), scheduled.resource());
        record
            .optional(EventRecord.REGION_FIELD_NUMBER, scheduled.region())
            .optional(EventRecord.ROLE_FIELD_NUMBER, scheduled.credentialsRoleArn())
            .optional(EventRecord.TIMEOUT_SECONDS_FIELD_NUMBER, scheduled.timeoutSeconds())
            .optional(EventRecord.HEARTBEAT_SECONDS_FIELD_NUMBER, scheduled.heartbeatSeconds());
      }
      case EventDetails.TaskStarted(String resourceType, String resource) ->
          writeResource(record, resourceType, resource);
      case EventDetails.TaskOutput(String resourceType, String resource, Payload output) -> {
        writePayload(record, placer, output);
        writeResource(record, resourceType, resource);
      }
      case EventDetails.TaskFailure failure -> {
        writeResource(record, failure.resourceType(), failure.resource());
        writeFailure(record, failure.error(), failure.cause());
      }
      case EventDetails.MapStateStarted(int length) ->
          record.number(EventRecord.NUMBER_FIELD_NUMBER, length);
      case EventDetails.MapRunStarted(String mapRunArn) ->
          record.optional(EventRecord.NAME_FIELD_NUMBER, mapRunArn);
      case EventDetails.MapRunRedriven(String mapRunArn, int count) ->
          record
              .optional(EventRecord.NAME_FIELD_NUMBER, mapRunArn)
              .number(EventRecord.NUMBER_FIELD_NUMBER, count);
      case EventDetails.ExecutionRedriven(int count) ->
          record.number(EventRecord.NUMBER_FIELD_NUMBER, count);
      case EventDetails.MapIteration(String name, int index) ->
          record
              .optional(EventRecord.NAME_FIELD_NUMBER, name)
              .number(EventRecord.NUMBER_FIELD_NUMBER, index);
      case EventDetails.EvaluationFailed failed -> {
        record.optional(EventRecord.NAME_FIELD_NUMBER, failed.state());
        writeFailure(record, failed.error(), failed.cause());
        record.optional(EventRecord.LOCATION_FIELD_NUMBER, failed.location());
      }
    }
  }

  private static void writePayload(MessageWriter record, Placer placer, Payload payload) {
    RecordCodec.write(record, EventRecord.PAYLOAD_FIELD_NUMBER, placer.place(payload));
  }

  private static void writeAssigned(
      MessageWriter record, String variable, StoredPayload.Place place) {
    int start = record.begin(EventRecord.ASSIGNED_FIELD_NUMBER);
    record.text(AssignedRecord.NAME_FIELD_NUMBER, variable);
    RecordCodec.write(record, AssignedRecord.PAYLOAD_FIELD_NUMBER, place);
    record.end(start);
  }

  private static void writeResource(MessageWriter record, String type, String resource) {
    record
        .optional(EventRecord.RESOURCE_FIELD_NUMBER, resource)
        .optional(EventRecord.RESOURCE_TYPE_FIELD_NUMBER, type);
  }

  private static void writeFailure(
      MessageWriter record, @Nullable String error, @Nullable String cause) {
    record
        .optional(EventRecord.ERROR_FIELD_NUMBER, error)
        .optional(EventRecord.CAUSE_FIELD_NUMBER, cause);
  }

  /** One payload of a chunk; the rest of it is passed over. */
  public static Payload payload(byte[] chunk, int index) {
    byte[] payload =
        RecordCodec.parse(chunk, bytes -> payload(CodedInputStream.newInstance(bytes), index));
    return Payload.ofBytes(payload);
  }

  private static byte[] payload(CodedInputStream chunk, int index)
      throws InvalidProtocolBufferException {
    try {
      int passed = 0;
      for (int tag = chunk.readTag(); tag != 0; tag = chunk.readTag()) {
        boolean isPayload = WireFormat.getTagFieldNumber(tag) == HistoryChunk.PAYLOADS_FIELD_NUMBER;
        if (isPayload && passed++ == index) {
          return chunk.readByteArray();
        }
        chunk.skipField(tag);
      }
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    throw new InvalidProtocolBufferException("The chunk has no payload number " + index);
  }

  /** The events of the chunk that begins with {@code firstEvent}. */
  public static List<HistoryEvent> read(byte[] bytes, long firstEvent, PayloadFinder others) {
    HistoryChunk chunk = RecordCodec.parse(bytes, HistoryChunk::parseFrom);
    PayloadFinder finder =
        place ->
            place.chunk() == 0
                ? Payload.ofBytes(chunk.getPayloads(place.index()).toByteArray())
                : others.find(place);
    List<HistoryEvent> events = new ArrayList<>(chunk.getEventsCount());
    for (EventRecord record : chunk.getEventsList()) {
      EventType type = EventType.values()[record.getType()];
      events.add(
          new HistoryEvent(
              firstEvent + events.size(),
              record.getPrevious(),
              record.getMillis(),
              type,
              read(type, record, finder)));
    }
    return events;
  }

  private static EventDetails read(EventType type, EventRecord record, PayloadFinder finder) {
    return switch (type) {
      case EXECUTION_STARTED ->
          new EventDetails.ExecutionStarted(payload(record, finder), record.getRole());
      case EXECUTION_SUCCEEDED -> new EventDetails.ExecutionSucceeded(payload(record, finder));
      case EXECUTION_FAILED,
          EXECUTION_ABORTED,
          EXECUTION_TIMED_OUT,
          ACTIVITY_FAILED,
          ACTIVITY_SCHEDULE_FAILED,
          ACTIVITY_TIMED_OUT,
          LAMBDA_FUNCTION_FAILED,
          LAMBDA_FUNCTION_SCHEDULE_FAILED,
          LAMBDA_FUNCTION_START_FAILED,
          LAMBDA_FUNCTION_TIMED_OUT,
          MAP_RUN_FAILED ->
          new EventDetails.Failure(error(record), cause(record));
      case CHOICE_STATE_ENTERED,
          FAIL_STATE_ENTERED,
          MAP_STATE_ENTERED,
          PARALLEL_STATE_ENTERED,
          PASS_STATE_ENTERED,
          SUCCEED_STATE_ENTERED,
          TASK_STATE_ENTERED,
          WAIT_STATE_ENTERED ->
          new EventDetails.StateEntered(record.getName(), payload(record, finder));
      case CHOICE_STATE_EXITED,
          MAP_STATE_EXITED,
          PARALLEL_STATE_EXITED,
          PASS_STATE_EXITED,
          SUCCEED_STATE_EXITED,
          TASK_STATE_EXITED,
          WAIT_STATE_EXITED ->
          new EventDetails.StateExited(
              record.getName(), payload(record, finder), assigned(record, finder));
      case LAMBDA_FUNCTION_SCHEDULED ->
          new EventDetails.FunctionScheduled(
              record.getResource(),
              payload(record, finder),
              timeout(record),
              record.hasRole() ? record.getRole() : null);
      case ACTIVITY_SCHEDULED ->
          new EventDetails.ActivityScheduled(
              record.getResource(), payload(record, finder), timeout(record), heartbeat(record));
      case ACTIVITY_STARTED ->
          new EventDetails.ActivityStarted(record.hasName() ? record.getName() : null);
      case LAMBDA_FUNCTION_SUCCEEDED, ACTIVITY_SUCCEEDED ->
          new EventDetails.Succeeded(payload(record, finder));
      case TASK_SCHEDULED ->
          new EventDetails.TaskScheduled(
              record.getResourceType(),
              record.getResource(),
              record.getRegion(),
              payload(record, finder),
              timeout(record),
              heartbeat(record),
              record.hasRole() ? record.getRole() : null);
      case TASK_STARTED ->
          new EventDetails.TaskStarted(record.getResourceType(), record.getResource());
      case TASK_SUBMITTED, TASK_SUCCEEDED ->
          new EventDetails.TaskOutput(
              record.getResourceType(), record.getResource(), payload(record, finder));
      case TASK_FAILED, TASK_TIMED_OUT, TASK_START_FAILED, TASK_SUBMIT_FAILED ->
          new EventDetails.TaskFailure(
              record.getResourceType(), record.getResource(), error(record), cause(record));
      case MAP_STATE_STARTED -> new EventDetails.MapStateStarted(record.getNumber());
      case MAP_ITERATION_STARTED,
          MAP_ITERATION_SUCCEEDED,
          MAP_ITERATION_FAILED,
          MAP_ITERATION_ABORTED ->
          new EventDetails.MapIteration(record.getName(), record.getNumber());
      case EVALUATION_FAILED ->
          new EventDetails.EvaluationFailed(
              record.getName(),
              record.getError(),
              record.getCause(),
              record.hasLocation() ? record.getLocation() : null);
      case LAMBDA_FUNCTION_STARTED,
          MAP_STATE_ABORTED,
          MAP_STATE_FAILED,
          MAP_STATE_SUCCEEDED,
          PARALLEL_STATE_ABORTED,
          PARALLEL_STATE_FAILED,
          PARALLEL_STATE_STARTED,
          PARALLEL_STATE_SUCCEEDED,
          TASK_STATE_ABORTED,
          WAIT_STATE_ABORTED,
          MAP_RUN_ABORTED,
          MAP_RUN_SUCCEEDED ->
          EventDetails.None.NONE;
      case MAP_RUN_STARTED -> new EventDetails.MapRunStarted(record.getName());
      case MAP_RUN_REDRIVEN ->
          new EventDetails.MapRunRedriven(record.getName(), record.getNumber());
      case EXECUTION_REDRIVEN -> new EventDetails.ExecutionRedriven(record.getNumber());
    };
  }

  private static Payload payload(EventRecord record, PayloadFinder finder) {
    return find(record.getPayload(), finder);
  }

  private static Payload find(PayloadPlace place, PayloadFinder finder) {
    return finder.find(new StoredPayload.Place(place.getChunk(), place.getIndex()));
  }

  private static Map<String, Payload> assigned(EventRecord record, PayloadFinder finder) {
    Map<String, Payload> assigned = new LinkedHashMap<>();
    for (AssignedRecord variable : record.getAssignedList()) {
      assigned.put(variable.getName(), find(variable.getPayload(), finder));
    }
    return assigned;
  }

  private static @Nullable String error(EventRecord record) {
    return record.hasError() ? record.getError() : null;
  }

  private static @Nullable String cause(EventRecord record) {
    return record.hasCause() ? record.getCause() : null;
  }

  private static @Nullable Long timeout(EventRecord record) {
    return record.hasTimeoutSeconds() ? record.getTimeoutSeconds() : null;
  }

  private static @Nullable Long heartbeat(EventRecord record) {
    return record.hasHeartbeatSeconds() ? record.getHeartbeatSeconds() : null;
  }
}
