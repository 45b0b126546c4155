package pawl.engine.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.execution.StoredPayload;
import pawl.engine.execution.TimerKind;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventType;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.proto.ChildrenRecord;
import pawl.engine.store.proto.ErrorRecord;
import pawl.engine.store.proto.ExecutionRecord;
import pawl.engine.store.proto.ListingRecord;
import pawl.engine.store.proto.ParentTask;
import pawl.engine.store.proto.PayloadPlace;
import pawl.engine.store.proto.ScopeRecord;
import pawl.engine.store.proto.StartRecord;
import pawl.engine.store.proto.TaskAddress;
import pawl.engine.store.proto.TaskRecord;
import pawl.engine.store.proto.TimerRecord;

/** Executions, scopes and listings as bytes, and back. */
public final class RecordCodec {
  private static final int EXPECTED_BYTES = 256;

  /** Fields of an entry of a map. */
  private static final int MAP_KEY = 1;

  private static final int MAP_VALUE = 2;

  private static final int INLINE = pawl.engine.store.proto.StoredPayload.JSON_FIELD_NUMBER;
  private static final int PLACE = pawl.engine.store.proto.StoredPayload.PLACE_FIELD_NUMBER;

  private RecordCodec() {}

  // Executions

  /** What of an execution never changes: written by its first turn. */
  public static byte[] writeStart(Execution execution, PayloadPlacer placer) {
    var record = new MessageWriter(EXPECTED_BYTES);
    record
        .text(StartRecord.ARN_FIELD_NUMBER, execution.arn)
        .text(StartRecord.NAME_FIELD_NUMBER, execution.name)
        .text(StartRecord.MACHINE_ARN_FIELD_NUMBER, execution.machineArn)
        .text(StartRecord.MACHINE_NAME_FIELD_NUMBER, execution.machineName)
        .text(StartRecord.ROLE_ARN_FIELD_NUMBER, execution.roleArn)
        .bytes(StartRecord.REVISION_FIELD_NUMBER, bytes(execution.revision).toByteArray())
        .number(StartRecord.START_MILLIS_FIELD_NUMBER, execution.startMillis);
    write(record, StartRecord.INPUT_FIELD_NUMBER, placer.place(execution.input));
    record.optional(StartRecord.TRACE_HEADER_FIELD_NUMBER, execution.traceHeader);
    if (execution.parent != null) {
      record.present(StartRecord.PARENT_FIELD_NUMBER, write(execution.parent));
    }
    if (execution.mapParent != null) {
      MapRunCodec.write(record, StartRecord.MAP_PARENT_FIELD_NUMBER, execution.mapParent);
    }
    return record
        .optional(StartRecord.VERSION_ARN_FIELD_NUMBER, execution.versionArn)
        .optional(StartRecord.ALIAS_ARN_FIELD_NUMBER, execution.aliasArn)
        .optional(StartRecord.TEST_CASE_FIELD_NUMBER, execution.testCase)
        .toBytes();
  }

  private static byte[] write(Command.Parent parent) {
    return ParentTask.newBuilder()
        .setTask(address(parent.task()))
        .setPattern(parent.pattern().ordinal())
        .build()
        .toByteArray();
  }

  /** What of an execution changes: written by every turn. */
  public static byte[] write(Execution execution, PayloadPlacer placer) {
    var record = new MessageWriter(EXPECTED_BYTES);
    record
        .number(ExecutionRecord.STATUS_FIELD_NUMBER, execution.status.ordinal())
        .number(ExecutionRecord.STOP_MILLIS_FIELD_NUMBER, execution.stopMillis);
    if (execution.output != null) {
      write(record, ExecutionRecord.OUTPUT_FIELD_NUMBER, placer.place(execution.output));
    }
    record
        .optional(ExecutionRecord.ERROR_FIELD_NUMBER, execution.error)
        .optional(ExecutionRecord.CAUSE_FIELD_NUMBER, execution.cause)
        .number(ExecutionRecord.LAST_EVENT_FIELD_NUMBER, execution.lastEvent)
        .number(ExecutionRecord.LAST_SCOPE_FIELD_NUMBER, execution.lastScope)
        .number(ExecutionRecord.LAST_DELIVERY_FIELD_NUMBER, execution.lastDelivery)
        .number(ExecutionRecord.LAST_MAP_RUN_FIELD_NUMBER, execution.lastMapRun)
        .numbers(ExecutionRecord.RUNNABLE_FIELD_NUMBER, execution.runnable)
        .number(ExecutionRecord.TIMEOUT_MILLIS_FIELD_NUMBER, execution.timeoutMillis)
        .text(ExecutionRecord.QUARANTINE_FIELD_NUMBER, execution.quarantine);
    if (execution.top != null) {
      int start = record.begin(ExecutionRecord.TOP_FIELD_NUMBER);
      write(record, execution.top, placer);
      record.end(start);
    }
    record
        .flag(ExecutionRecord.REMOVING_FIELD_NUMBER, execution.removing)
        .number(ExecutionRecord.REDRIVE_COUNT_FIELD_NUMBER, execution.redriveCount)
        .number(ExecutionRecord.REDRIVE_MILLIS_FIELD_NUMBER, execution.redriveMillis)
        .optional(ExecutionRecord.REDRIVE_TOKEN_FIELD_NUMBER, execution.redriveToken)
        .number(ExecutionRecord.RUN_REDRIVE_FIELD_NUMBER, execution.runRedrive);
    execution.invocations.forEach(
        (state, count) -> {
          int entry = record.begin(ExecutionRecord.INVOCATIONS_FIELD_NUMBER);
          record.optional(MAP_KEY, state).optional(MAP_VALUE, (long) count).end(entry);
        });
    return record.toBytes();
  }

  /**
   * Reads an execution.
   *
   * @param start what {@link #writeStart} has written
   * @param changing what {@link #write(Execution, PayloadPlacer)} has written
   */
  public static Execution readExecution(
      ExecutionId id, byte[] start, byte[] changing, Function<StoredPayload.Place, Payload> fetch) {
    Execution execution = read(id, parse(start, StartRecord::parseFrom), fetch);
    ExecutionRecord record = parse(changing, ExecutionRecord::parseFrom);
    execution.status = ExecutionStatus.values()[record.getStatus()];
    execution.stopMillis = record.getStopMillis();
    execution.output = record.hasOutput() ? held(record.getOutput(), fetch) : null;
    execution.error = record.hasError() ? record.getError() : null;
    execution.cause = record.hasCause() ? record.getCause() : null;
    execution.lastEvent = record.getLastEvent();
    execution.lastScope = record.getLastScope();
    execution.lastDelivery = record.getLastDelivery();
    execution.lastMapRun = record.getLastMapRun();
    execution.timeoutMillis = record.getTimeoutMillis();
    execution.quarantine = record.getQuarantine();
    execution.removing = record.getRemoving();
    execution.redriveCount = record.getRedriveCount();
    execution.redriveMillis = record.getRedriveMillis();
    execution.redriveToken = record.hasRedriveToken() ? record.getRedriveToken() : null;
    execution.runRedrive = record.getRunRedrive();
    execution.runnable.addAll(record.getRunnableList());
    execution.invocations.putAll(record.getInvocationsMap());
    execution.top = record.hasTop() ? read(Scope.TOP, record.getTop(), fetch) : null;
    return execution;
  }

  /** What {@link #writeStart} has written, by itself. */
  static Execution readStart(
      ExecutionId id, byte[] start, Function<StoredPayload.Place, Payload> fetch) {
    return read(id, parse(start, StartRecord::parseFrom), fetch);
  }

  private static Execution read(
      ExecutionId id, StartRecord record, Function<StoredPayload.Place, Payload> fetch) {
    var execution =
        new Execution(
            id,
            record.getArn(),
            record.getName(),
            record.getMachineArn(),
            record.getMachineName(),
            record.getRoleArn(),
            uuid(record.getRevision()),
            record.getStartMillis(),
            held(record.getInput(), fetch),
            record.hasTraceHeader() ? record.getTraceHeader() : null,
            record.hasParent()
                ? new Command.Parent(
                    taskRef(record.getParent().getTask()),
                    TaskResource.Pattern.values()[record.getParent().getPattern()])
                : null);
    execution.versionArn = record.hasVersionArn() ? record.getVersionArn() : null;
    execution.aliasArn = record.hasAliasArn() ? record.getAliasArn() : null;
    execution.testCase = record.hasTestCase() ? record.getTestCase() : null;
    execution.mapParent = record.hasMapParent() ? MapRunCodec.read(record.getMapParent()) : null;
    return execution;
  }

  // Scopes

  public static byte[] write(Scope scope, PayloadPlacer placer) {
    var record = new MessageWriter(EXPECTED_BYTES);
    write(record, scope, placer);
    return record.toBytes();
  }

  private static void write(MessageWriter record, Scope scope, PayloadPlacer placer) {
    record
        .number(ScopeRecord.PARENT_FIELD_NUMBER, scope.parent)
        .number(ScopeRecord.INDEX_FIELD_NUMBER, scope.index)
        .number(ScopeRecord.FLOW_FIELD_NUMBER, scope.flow)
        .number(ScopeRecord.STEP_FIELD_NUMBER, scope.step)
        .number(ScopeRecord.PHASE_FIELD_NUMBER, scope.phase.ordinal())
        .number(ScopeRecord.PREVIOUS_EVENT_FIELD_NUMBER, scope.previousEvent)
        .number(ScopeRecord.BEFORE_ENTRY_EVENT_FIELD_NUMBER, scope.beforeEntryEvent)
        .number(ScopeRecord.ENTERED_EVENT_FIELD_NUMBER, scope.enteredEvent)
        .number(ScopeRecord.ENTERED_MILLIS_FIELD_NUMBER, scope.enteredMillis);
    write(record, ScopeRecord.INPUT_FIELD_NUMBER, placer.place(scope.input));
    record
        .number(ScopeRecord.ATTEMPT_FIELD_NUMBER, scope.attempt)
        .numbers(ScopeRecord.RETRIES_FIELD_NUMBER, scope.retries);
    scope.variables.forEach(
        (name, value) -> {
          int entry = record.begin(ScopeRecord.VARIABLES_FIELD_NUMBER);
          record.optional(MAP_KEY, name);
          write(record, MAP_VALUE, placer.place(value));
          record.end(entry);
        });
    for (Scope.Timer timer : scope.timers) {
      int start = record.begin(ScopeRecord.TIMERS_FIELD_NUMBER);
      record
          .number(TimerRecord.KIND_FIELD_NUMBER, timer.kind().ordinal())
          .number(TimerRecord.DUE_MILLIS_FIELD_NUMBER, timer.dueMillis())
          .end(start);
    }
    if (scope.task != null) {
      int start = record.begin(ScopeRecord.TASK_FIELD_NUMBER);
      write(record, scope.task, placer);
      record.end(start);
    }
    if (scope.children != null) {
      int start = record.begin(ScopeRecord.CHILDREN_FIELD_NUMBER);
      record
          .numbers(ChildrenRecord.ACTIVE_FIELD_NUMBER, scope.children.active)
          .number(ChildrenRecord.TOTAL_FIELD_NUMBER, scope.children.total)
          .number(ChildrenRecord.STARTED_FIELD_NUMBER, scope.children.started)
          .number(ChildrenRecord.SUCCEEDED_FIELD_NUMBER, scope.children.succeeded)
          .end(start);
    }
    if (scope.error != null) {
      record.present(ScopeRecord.ERROR_FIELD_NUMBER, write(scope.error).toByteArray());
    }
    record.number(ScopeRecord.MAP_RUN_FIELD_NUMBER, scope.mapRun);
  }

  public static Scope readScope(
      int id, byte[] bytes, Function<StoredPayload.Place, Payload> fetch) {
    return read(id, parse(bytes, ScopeRecord::parseFrom), fetch);
  }

  private static Scope read(
      int id, ScopeRecord record, Function<StoredPayload.Place, Payload> fetch) {
    var scope =
        new Scope(
            id,
            record.getParent(),
            record.getIndex(),
            record.getFlow(),
            record.getStep(),
            held(record.getInput(), fetch));
    scope.phase = Phase.values()[record.getPhase()];
    scope.previousEvent = record.getPreviousEvent();
    scope.beforeEntryEvent = record.getBeforeEntryEvent();
    scope.enteredEvent = record.getEnteredEvent();
    scope.enteredMillis = record.getEnteredMillis();
    scope.attempt = record.getAttempt();
    scope.mapRun = record.getMapRun();
    scope.retries.addAll(record.getRetriesList());
    record
        .getVariablesMap()
        .forEach((name, value) -> scope.variables.put(name, held(value, fetch)));
    for (TimerRecord timer : record.getTimersList()) {
      scope.timers.add(new Scope.Timer(TimerKind.values()[timer.getKind()], timer.getDueMillis()));
    }
    if (record.hasTask()) {
      scope.task = read(record.getTask(), fetch);
    }
    if (record.hasChildren()) {
      var children = new Scope.Children();
      children.active.addAll(record.getChildren().getActiveList());
      children.total = record.getChildren().getTotal();
      children.started = record.getChildren().getStarted();
      children.succeeded = record.getChildren().getSucceeded();
      scope.children = children;
    }
    if (record.hasError()) {
      scope.error = read(record.getError());
    }
    return scope;
  }

  private static void write(MessageWriter record, Scope.TaskWait task, PayloadPlacer placer) {
    record
        .flag(TaskRecord.CALLING_FIELD_NUMBER, task.calling)
        .flag(TaskRecord.SUBMITTED_FIELD_NUMBER, task.submitted)
        .number(TaskRecord.HEARTBEAT_MILLIS_FIELD_NUMBER, task.heartbeatMillis)
        .optional(TaskRecord.CHILD_EXECUTION_FIELD_NUMBER, task.childExecutionArn);
    if (task.earlyReport != null) {
      record.present(
          TaskRecord.EARLY_REPORT_FIELD_NUMBER,
          DeliveryCodec.write(task.earlyReport).toByteArray());
    }
    record.number(TaskRecord.OFFERED_MILLIS_FIELD_NUMBER, task.offeredMillis);
    write(record, TaskRecord.ARGUMENTS_FIELD_NUMBER, placer.place(task.arguments));
    record
        .number(TaskRecord.TIMEOUT_SECONDS_FIELD_NUMBER, task.timeoutSeconds)
        .optional(TaskRecord.CREDENTIALS_FIELD_NUMBER, task.credentialsRoleArn)
        .optional(TaskRecord.JOB_FIELD_NUMBER, task.job)
        .number(TaskRecord.INVOCATION_FIELD_NUMBER, task.invocation);
  }

  private static Scope.TaskWait read(
      TaskRecord record, Function<StoredPayload.Place, Payload> fetch) {
    var task = new Scope.TaskWait(held(record.getArguments(), fetch));
    task.calling = record.getCalling();
    task.submitted = record.getSubmitted();
    task.heartbeatMillis = record.getHeartbeatMillis();
    task.timeoutSeconds = record.getTimeoutSeconds();
    task.offeredMillis = record.getOfferedMillis();
    task.invocation = record.getInvocation();
    task.childExecutionArn = record.hasChildExecution() ? record.getChildExecution() : null;
    task.job = record.hasJob() ? record.getJob() : null;
    task.credentialsRoleArn = record.hasCredentials() ? record.getCredentials() : null;
    task.earlyReport = record.hasEarlyReport() ? DeliveryCodec.read(record.getEarlyReport()) : null;
    return task;
  }

  private static ErrorRecord write(StatesError error) {
    var record =
        ErrorRecord.newBuilder()
            .setCatchable(error.catchable())
            .setTimeout(error.timeout())
            .setClosingEvent(error.closing() == null ? 0 : error.closing().ordinal() + 1);
    if (error.error() != null) {
      record.setError(error.error());
    }
    if (error.cause() != null) {
      record.setCause(error.cause());
    }
    if (error.alias() != null) {
      record.setAlias(error.alias());
    }
    return record.build();
  }

  private static StatesError read(ErrorRecord record) {
    return new StatesError(
        record.hasError() ? record.getError() : null,
        record.hasCause() ? record.getCause() : null,
        record.getCatchable(),
        record.getTimeout(),
        record.hasAlias() ? record.getAlias() : null,
        record.getClosingEvent() == 0 ? null : EventType.values()[record.getClosingEvent() - 1]);
  }

  // Listings

  /**
   * What a listing says of an execution besides what stands in the key.
   *
   * @param version number of the version that it was started through
   * @param alias name of the alias that it was started through
   * @param redriveMillis when it was last redriven
   */
  public record Listing(
      String arn,
      String name,
      ExecutionStatus status,
      @Nullable Long stopMillis,
      @Nullable String version,
      @Nullable String alias,
      int redriveCount,
      @Nullable Long redriveMillis) {}

  public static byte[] listing(Execution execution) {
    return new MessageWriter(EXPECTED_BYTES)
        .text(ListingRecord.ARN_FIELD_NUMBER, execution.arn)
        .text(ListingRecord.NAME_FIELD_NUMBER, execution.name)
        .number(ListingRecord.STATUS_FIELD_NUMBER, execution.status.ordinal())
        .number(ListingRecord.STOP_MILLIS_FIELD_NUMBER, execution.stopMillis)
        .optional(ListingRecord.VERSION_FIELD_NUMBER, lastPart(execution.versionArn))
        .optional(ListingRecord.ALIAS_FIELD_NUMBER, lastPart(execution.aliasArn))
        .number(ListingRecord.REDRIVE_COUNT_FIELD_NUMBER, execution.redriveCount)
        .number(ListingRecord.REDRIVE_MILLIS_FIELD_NUMBER, execution.redriveMillis)
        .toBytes();
  }

  private static @Nullable String lastPart(@Nullable String arn) {
    return arn == null ? null : Arns.lastPart(arn);
  }

  public static Listing readListing(byte[] bytes) {
    ListingRecord record = parse(bytes, ListingRecord::parseFrom);
    return new Listing(
        record.getArn(),
        record.getName(),
        ExecutionStatus.values()[record.getStatus()],
        record.getStopMillis() == 0 ? null : record.getStopMillis(),
        record.hasVersion() ? record.getVersion() : null,
        record.hasAlias() ? record.getAlias() : null,
        record.getRedriveCount(),
        record.getRedriveMillis() == 0 ? null : record.getRedriveMillis());
  }

  // Shared

  static void write(MessageWriter record, int field, StoredPayload.Place place) {
    int start = record.begin(field);
    record
        .number(PayloadPlace.CHUNK_FIELD_NUMBER, place.chunk())
        .number(PayloadPlace.INDEX_FIELD_NUMBER, place.index())
        .end(start);
  }

  private static void write(MessageWriter record, int field, StoredPayload payload) {
    int start = record.begin(field);
    switch (payload) {
      case StoredPayload.Inline(Payload value) -> record.present(INLINE, value.bytes());
      case StoredPayload.Place place -> write(record, PLACE, place);
    }
    record.end(start);
  }

  private static HeldPayload held(
      pawl.engine.store.proto.StoredPayload record, Function<StoredPayload.Place, Payload> fetch) {
    return record.hasPlace()
        ? HeldPayload.at(
            new StoredPayload.Place(record.getPlace().getChunk(), record.getPlace().getIndex()),
            fetch)
        : HeldPayload.of(Payload.ofBytes(record.getJson().toByteArray()));
  }

  static TaskAddress address(TaskRef task) {
    return TaskAddress.newBuilder()
        .setHigh(task.execution().high())
        .setLow(task.execution().low())
        .setScope(task.scope())
        .setAttempt(task.attempt())
        .build();
  }

  static TaskRef taskRef(TaskAddress address) {
    return new TaskRef(
        new ExecutionId(address.getHigh(), address.getLow()),
        address.getScope(),
        address.getAttempt());
  }

  static ByteString bytes(UUID uuid) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits())
            .array());
  }

  static UUID uuid(ByteString bytes) {
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** Reads a message that this program wrote: other bytes mean a damaged store. */
  static <T> T parse(byte[] bytes, Parser<T> parser) {
    try {
      return parser.parse(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new DamagedException("A stored record can't be read: " + e.getMessage(), e);
    }
  }

  interface Parser<T> {
    T parse(byte[] bytes) throws InvalidProtocolBufferException;
  }
}
