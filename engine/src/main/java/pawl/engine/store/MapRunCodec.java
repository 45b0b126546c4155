package pawl.engine.store;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.execution.MapChild;
import pawl.engine.execution.MapRun;
import pawl.engine.id.ExecutionId;
import pawl.engine.store.proto.BatchingRecord;
import pawl.engine.store.proto.ChildReportDelivery;
import pawl.engine.store.proto.CountsRecord;
import pawl.engine.store.proto.DeliveryRecord;
import pawl.engine.store.proto.MapChildRecord;
import pawl.engine.store.proto.MapParent;
import pawl.engine.store.proto.MapRunRecord;
import pawl.engine.store.proto.ReadingRecord;
import pawl.engine.store.proto.StartChildDelivery;

/** Runs of distributed Maps, their children and what passes between them as bytes, and back. */
public final class MapRunCodec {
  private static final int EXPECTED_BYTES = 512;
  private static final int EXPECTED_CHILD_BYTES = 16;

  private MapRunCodec() {}

  // Runs

  public static byte[] write(MapRun run) {
    var record = new MessageWriter(EXPECTED_BYTES);
    record
        .text(MapRunRecord.ARN_FIELD_NUMBER, run.arn)
        .text(MapRunRecord.LABEL_FIELD_NUMBER, run.labelled)
        .number(MapRunRecord.SCOPE_FIELD_NUMBER, run.scope)
        .number(MapRunRecord.STATUS_FIELD_NUMBER, run.status.ordinal())
        .number(MapRunRecord.START_MILLIS_FIELD_NUMBER, run.startMillis)
        .number(MapRunRecord.STOP_MILLIS_FIELD_NUMBER, run.stopMillis)
        .number(MapRunRecord.MAX_CONCURRENCY_FIELD_NUMBER, run.maxConcurrency)
        .optional(MapRunRecord.TOLERATED_FAILURE_COUNT_FIELD_NUMBER, run.toleratedFailureCount)
        .optional(
            MapRunRecord.TOLERATED_FAILURE_PERCENTAGE_FIELD_NUMBER, run.toleratedFailurePercentage)
        .flag(MapRunRecord.EXPRESS_FIELD_NUMBER, run.express);
    if (run.reading != null) {
      write(record, run.reading);
    }
    if (run.batching != null) {
      write(record, run.batching);
    }
    record
        .number(MapRunRecord.CHILDREN_FIELD_NUMBER, run.children)
        .number(MapRunRecord.STARTED_FIELD_NUMBER, run.started);
    write(record, MapRunRecord.EXECUTIONS_FIELD_NUMBER, run.executions);
    write(record, MapRunRecord.ITEMS_FIELD_NUMBER, run.items);
    return record
        .number(MapRunRecord.OUTPUT_BYTES_FIELD_NUMBER, run.outputBytes)
        .number(MapRunRecord.RESULTS_WRITTEN_FIELD_NUMBER, run.resultsWritten)
        .number(MapRunRecord.REDRIVE_COUNT_FIELD_NUMBER, run.redriveCount)
        .number(MapRunRecord.REDRIVE_MILLIS_FIELD_NUMBER, run.redriveMillis)
        .number(MapRunRecord.REDRIVE_NEXT_FIELD_NUMBER, run.redriveNext)
        .toBytes();
  }

  public static MapRun readRun(int number, byte[] bytes) {
    MapRunRecord record = RecordCodec.parse(bytes, MapRunRecord::parseFrom);
    var run =
        new MapRun(
            number,
            record.getArn(),
            record.getLabel(),
            record.getScope(),
            record.getExpress(),
            record.getStartMillis());
    run.status = ExecutionStatus.values()[record.getStatus()];
    run.stopMillis = record.getStopMillis();
    run.maxConcurrency = record.getMaxConcurrency();
    run.toleratedFailureCount =
        record.hasToleratedFailureCount() ? record.getToleratedFailureCount() : null;
    run.toleratedFailurePercentage =
        record.hasToleratedFailurePercentage() ? record.getToleratedFailurePercentage() : null;
    run.reading = record.hasReading() ? read(record.getReading()) : null;
    run.batching = record.hasBatching() ? read(record.getBatching()) : null;
    run.children = record.getChildren();
    run.started = record.getStarted();
    read(record.getExecutions(), run.executions);
    read(record.getItems(), run.items);
    run.outputBytes = record.getOutputBytes();
    run.resultsWritten = record.getResultsWritten();
    run.redriveCount = record.getRedriveCount();
    run.redriveMillis = record.getRedriveMillis();
    run.redriveNext = record.getRedriveNext();
    return run;
  }

  private static void write(MessageWriter record, int field, MapRun.Counts counts) {
    int start = record.begin(field);
    record
        .number(CountsRecord.SUCCEEDED_FIELD_NUMBER, counts.succeeded)
        .number(CountsRecord.FAILED_FIELD_NUMBER, counts.failed)
        .number(CountsRecord.TIMED_OUT_FIELD_NUMBER, counts.timedOut)
        .number(CountsRecord.ABORTED_FIELD_NUMBER, counts.aborted)
        .number(CountsRecord.TOTAL_FIELD_NUMBER, counts.total)
        .number(CountsRecord.PENDING_FIELD_NUMBER, counts.pending)
        .end(start);
  }

  private static void read(CountsRecord record, MapRun.Counts counts) {
    counts.succeeded = record.getSucceeded();
    counts.failed = record.getFailed();
    counts.timedOut = record.getTimedOut();
    counts.aborted = record.getAborted();
    counts.total = record.getTotal();
    counts.pending = record.getPending();
  }

  private static void write(MessageWriter record, MapRun.Reading reading) {
    int start = record.begin(MapRunRecord.READING_FIELD_NUMBER);
    record
        .bytes(ReadingRecord.PARAMETERS_FIELD_NUMBER, reading.parameters.bytes())
        .flag(ReadingRecord.UNDER_WAY_FIELD_NUMBER, reading.underWay)
        .flag(ReadingRecord.DONE_FIELD_NUMBER, reading.done)
        .optional(ReadingRecord.POSITION_FIELD_NUMBER, reading.position)
        .number(ReadingRecord.LEFT_FIELD_NUMBER, reading.left)
        .end(start);
  }

  private static MapRun.Reading read(ReadingRecord record) {
    var reading = new MapRun.Reading(payload(record.getParameters()));
    reading.underWay = record.getUnderWay();
    reading.done = record.getDone();
    reading.position = record.hasPosition() ? record.getPosition() : null;
    reading.left = record.getLeft();
    return reading;
  }

  private static void write(MessageWriter record, MapRun.Batching batching) {
    int start = record.begin(MapRunRecord.BATCHING_FIELD_NUMBER);
    record
        .number(BatchingRecord.MAX_ITEMS_FIELD_NUMBER, batching.maxItems)
        .number(BatchingRecord.MAX_BYTES_FIELD_NUMBER, batching.maxBytes);
    if (batching.batchInput != null) {
      record.bytes(BatchingRecord.BATCH_INPUT_FIELD_NUMBER, batching.batchInput.bytes());
    }
    for (Payload item : batching.open) {
      record.present(BatchingRecord.OPEN_FIELD_NUMBER, item.bytes());
    }
    record.end(start);
  }

  private static MapRun.Batching read(BatchingRecord record) {
    var batching =
        new MapRun.Batching(
            record.getMaxItems(),
            record.getMaxBytes(),
            record.getBatchInput().isEmpty() ? null : payload(record.getBatchInput()));
    record.getOpenList().forEach(item -> batching.open.add(payload(item)));
    return batching;
  }

  // Children

  public static byte[] write(MapChild child) {
    return new MessageWriter(EXPECTED_CHILD_BYTES)
        .number(MapChildRecord.STATUS_FIELD_NUMBER, child.status().ordinal())
        .number(MapChildRecord.ITEMS_FIELD_NUMBER, child.items())
        .number(MapChildRecord.REDRIVE_FIELD_NUMBER, child.redrive())
        .toBytes();
  }

  public static MapChild readChild(byte[] bytes) {
    MapChildRecord record = RecordCodec.parse(bytes, MapChildRecord::parseFrom);
    return new MapChild(
        ExecutionStatus.values()[record.getStatus()], record.getItems(), record.getRedrive());
  }

  static void write(MessageWriter record, int field, Command.MapParent parent) {
    int start = record.begin(field);
    record
        .number(MapParent.HIGH_FIELD_NUMBER, parent.execution().high())
        .number(MapParent.LOW_FIELD_NUMBER, parent.execution().low())
        .number(MapParent.SCOPE_FIELD_NUMBER, parent.scope())
        .number(MapParent.RUN_FIELD_NUMBER, parent.run())
        .number(MapParent.INDEX_FIELD_NUMBER, parent.index())
        .text(MapParent.MAP_RUN_ARN_FIELD_NUMBER, parent.mapRunArn())
        .end(start);
  }

  static Command.MapParent read(MapParent parent) {
    return new Command.MapParent(
        new ExecutionId(parent.getHigh(), parent.getLow()),
        parent.getScope(),
        parent.getRun(),
        parent.getIndex(),
        parent.getMapRunArn());
  }

  // Deliveries

  public static byte[] startChild(Command.StartChild start) {
    var delivery = new MessageWriter(EXPECTED_BYTES);
    int begin = delivery.begin(DeliveryRecord.START_CHILD_FIELD_NUMBER);
    delivery
        .text(StartChildDelivery.EXECUTION_ARN_FIELD_NUMBER, start.executionArn())
        .text(StartChildDelivery.NAME_FIELD_NUMBER, start.name())
        .text(StartChildDelivery.MACHINE_ARN_FIELD_NUMBER, start.machineArn())
        .text(StartChildDelivery.MACHINE_NAME_FIELD_NUMBER, start.machineName())
        .text(StartChildDelivery.ROLE_ARN_FIELD_NUMBER, start.roleArn())
        .present(
            StartChildDelivery.REVISION_FIELD_NUMBER,
            RecordCodec.bytes(start.revision()).toByteArray())
        .number(StartChildDelivery.FLOW_FIELD_NUMBER, start.flow())
        .bytes(StartChildDelivery.INPUT_FIELD_NUMBER, start.input().bytes())
        .optional(StartChildDelivery.TRACE_HEADER_FIELD_NUMBER, start.traceHeader());
    write(delivery, StartChildDelivery.PARENT_FIELD_NUMBER, start.parent());
    delivery.optional(StartChildDelivery.TEST_CASE_FIELD_NUMBER, start.testCase()).end(begin);
    return delivery.toBytes();
  }

  static Command.StartChild read(StartChildDelivery record) {
    return new Command.StartChild(
        record.getExecutionArn(),
        record.getName(),
        record.getMachineArn(),
        record.getMachineName(),
        record.getRoleArn(),
        RecordCodec.uuid(record.getRevision()),
        record.getFlow(),
        payload(record.getInput()),
        record.hasTraceHeader() ? record.getTraceHeader() : null,
        read(record.getParent()),
        record.hasTestCase() ? record.getTestCase() : null);
  }

  public static byte[] reportChild(Command.ReportChild report) {
    var delivery = new MessageWriter(EXPECTED_BYTES);
    int begin = delivery.begin(DeliveryRecord.CHILD_REPORT_FIELD_NUMBER);
    write(delivery, ChildReportDelivery.PARENT_FIELD_NUMBER, report.parent());
    delivery.number(ChildReportDelivery.STATUS_FIELD_NUMBER, report.status().ordinal());
    if (report.output() != null) {
      delivery.bytes(ChildReportDelivery.OUTPUT_FIELD_NUMBER, report.output().bytes());
    }
    delivery
        .optional(ChildReportDelivery.ERROR_FIELD_NUMBER, report.error())
        .optional(ChildReportDelivery.CAUSE_FIELD_NUMBER, report.cause())
        .number(ChildReportDelivery.REDRIVE_FIELD_NUMBER, report.redrive())
        .end(begin);
    return delivery.toBytes();
  }

  static Command.ReportChild read(ChildReportDelivery record) {
    return new Command.ReportChild(
        read(record.getParent()),
        ExecutionStatus.values()[record.getStatus()],
        output(record),
        record.hasError() ? record.getError() : null,
        record.hasCause() ? record.getCause() : null,
        record.getRedrive());
  }

  private static @Nullable Payload output(ChildReportDelivery record) {
    return record.getOutput().isEmpty() ? null : payload(record.getOutput());
  }

  private static Payload payload(ByteString bytes) {
    return Payload.ofBytes(bytes.toByteArray());
  }
}
