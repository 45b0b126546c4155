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
  private RecordCodec() {}

  // Executions

  /** What of an execution never changes: written by its first turn. */
  public static byte[] writeStart(Execution execution, PayloadPlacer placer) {
    var record =
        StartRecord.newBuilder()
            .setArn(execution.arn)
            .setName(execution.name)
            .setMachineArn(execution.machineArn)
            .setMachineName(execution.machineName)
            .setRoleArn(execution.roleArn)
            .setRevision(bytes(execution.revision))
            .setStartMillis(execution.startMillis)
            .setInput(stored(placer.place(execution.input)));
    if (execution.traceHeader != null) {
      record.setTraceHeader(execution.traceHeader);
    }
    if (execution.versionArn != null) {
      record.setVersionArn(execution.versionArn);
    }
    if (execution.aliasArn != null) {
      record.setAliasArn(execution.aliasArn);
    }
    if (execution.testCase != null) {
      record.setTestCase(execution.testCase);
    }
    if (execution.parent != null) {
      record.setParent(
          ParentTask.newBuilder()
              .setTask(address(execution.parent.task()))
              .setPattern(execution.parent.pattern().ordinal()));
    }
    if (execution.mapParent != null) {
      record.setMapParent(MapRunCodec.write(execution.mapParent));
    }
    return record.build().toByteArray();
  }

  /** What of an execution changes: written by every turn. */
  public static byte[] write(Execution execution, PayloadPlacer placer) {
    var record =
        ExecutionRecord.newBuilder()
            .setStatus(execution.status.ordinal())
            .setStopMillis(execution.stopMillis)
            .setLastEvent(execution.lastEvent)
            .setLastScope(execution.lastScope)
            .setLastDelivery(execution.lastDelivery)
            .setLastMapRun(execution.lastMapRun)
            .setTimeoutMillis(execution.timeoutMillis)
            .setQuarantine(execution.quarantine)
            .setRemoving(execution.removing)
            .setRedriveCount(execution.redriveCount)
            .setRedriveMillis(execution.redriveMillis)
            .setRunRedrive(execution.runRedrive)
            .addAllRunnable(execution.runnable)
            .putAllInvocations(execution.invocations);
    if (execution.output != null) {
      record.setOutput(stored(placer.place(execution.output)));
    }
    if (execution.error != null) {
      record.setError(execution.error);
    }
    if (execution.cause != null) {
      record.setCause(execution.cause);
    }
    if (execution.redriveToken != null) {
      record.setRedriveToken(execution.redriveToken);
    }
    if (execution.top != null) {
      record.setTop(record(execution.top, placer));
    }
    return record.build().toByteArray();
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
    return record(scope, placer).toByteArray();
  }

  private static ScopeRecord record(Scope scope, PayloadPlacer placer) {
    var record =
        ScopeRecord.newBuilder()
            .setParent(scope.parent)
            .setIndex(scope.index)
            .setFlow(scope.flow)
            .setStep(scope.step)
            .setPhase(scope.phase.ordinal())
            .setPreviousEvent(scope.previousEvent)
            .setBeforeEntryEvent(scope.beforeEntryEvent)
            .setEnteredEvent(scope.enteredEvent)
            .setEnteredMillis(scope.enteredMillis)
            .setInput(stored(placer.place(scope.input)))
            .setAttempt(scope.attempt)
            .setMapRun(scope.mapRun)
            .addAllRetries(scope.retries);
    scope.variables.forEach(
        (name, value) -> record.putVariables(name, stored(placer.place(value))));
    for (Scope.Timer timer : scope.timers) {
      record.addTimers(
          TimerRecord.newBuilder().setKind(timer.kind().ordinal()).setDueMillis(timer.dueMillis()));
    }
    if (scope.task != null) {
      record.setTask(write(scope.task, placer));
    }
    if (scope.children != null) {
      record.setChildren(
          ChildrenRecord.newBuilder()
              .addAllActive(scope.children.active)
              .setTotal(scope.children.total)
              .setStarted(scope.children.started)
              .setSucceeded(scope.children.succeeded));
    }
    if (scope.error != null) {
      record.setError(write(scope.error));
    }
    return record.build();
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

  private static TaskRecord write(Scope.TaskWait task, PayloadPlacer placer) {
    var record =
        TaskRecord.newBuilder()
            .setCalling(task.calling)
            .setSubmitted(task.submitted)
            .setHeartbeatMillis(task.heartbeatMillis)
            .setTimeoutSeconds(task.timeoutSeconds)
            .setOfferedMillis(task.offeredMillis)
            .setInvocation(task.invocation)
            .setArguments(stored(placer.place(task.arguments)));
    if (task.childExecutionArn != null) {
      record.setChildExecution(task.childExecutionArn);
    }
    if (task.job != null) {
      record.setJob(task.job);
    }
    if (task.credentialsRoleArn != null) {
      record.setCredentials(task.credentialsRoleArn);
    }
    if (task.earlyReport != null) {
      record.setEarlyReport(DeliveryCodec.write(task.earlyReport));
    }
    return record.build();
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
    var record =
        ListingRecord.newBuilder()
            .setArn(execution.arn)
            .setName(execution.name)
            .setStatus(execution.status.ordinal())
            .setStopMillis(execution.stopMillis)
            .setRedriveCount(execution.redriveCount)
            .setRedriveMillis(execution.redriveMillis);
    if (execution.versionArn != null) {
      record.setVersion(Arns.lastPart(execution.versionArn));
    }
    if (execution.aliasArn != null) {
      record.setAlias(Arns.lastPart(execution.aliasArn));
    }
    return record.build().toByteArray();
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

  static PayloadPlace place(StoredPayload.Place place) {
    return PayloadPlace.newBuilder().setChunk(place.chunk()).setIndex(place.index()).build();
  }

  private static pawl.engine.store.proto.StoredPayload stored(StoredPayload payload) {
    var record = pawl.engine.store.proto.StoredPayload.newBuilder();
    switch (payload) {
      case StoredPayload.Inline(Payload value) ->
          record.setJson(ByteString.copyFrom(value.bytes()));
      case StoredPayload.Place place -> record.setPlace(place(place));
    }
    return record.build();
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
