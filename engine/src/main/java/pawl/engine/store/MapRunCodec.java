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
import pawl.engine.store.proto.MapRunRecord;
import pawl.engine.store.proto.ReadingRecord;
import pawl.engine.store.proto.StartChildDelivery;

/** Runs of distributed Maps, their children and what passes between them as bytes, and back. */
public final class MapRunCodec {
  private MapRunCodec() {}

  // Runs

  public static byte[] write(MapRun run) {
    var record =
        MapRunRecord.newBuilder()
            .setArn(run.arn)
            .setLabel(run.labelled)
            .setScope(run.scope)
            .setStatus(run.status.ordinal())
            .setStartMillis(run.startMillis)
            .setStopMillis(run.stopMillis)
            .setMaxConcurrency(run.maxConcurrency)
            .setExpress(run.express)
            .setChildren(run.children)
            .setStarted(run.started)
            .setExecutions(write(run.executions))
            .setItems(write(run.items))
            .setOutputBytes(run.outputBytes)
            .setResultsWritten(run.resultsWritten)
            .setRedriveCount(run.redriveCount)
            .setRedriveMillis(run.redriveMillis)
            .setRedriveNext(run.redriveNext);
    if (run.toleratedFailureCount != null) {
      record.setToleratedFailureCount(run.toleratedFailureCount);
    }
    if (run.toleratedFailurePercentage != null) {
      record.setToleratedFailurePercentage(run.toleratedFailurePercentage);
    }
    if (run.reading != null) {
      record.setReading(write(run.reading));
    }
    if (run.batching != null) {
      record.setBatching(write(run.batching));
    }
    return record.build().toByteArray();
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

  private static CountsRecord write(MapRun.Counts counts) {
    return CountsRecord.newBuilder()
        .setSucceeded(counts.succeeded)
        .setFailed(counts.failed)
        .setTimedOut(counts.timedOut)
        .setAborted(counts.aborted)
        .setTotal(counts.total)
        .setPending(counts.pending)
        .build();
  }

  private static void read(CountsRecord record, MapRun.Counts counts) {
    counts.succeeded = record.getSucceeded();
    counts.failed = record.getFailed();
    counts.timedOut = record.getTimedOut();
    counts.aborted = record.getAborted();
    counts.total = record.getTotal();
    counts.pending = record.getPending();
  }

  private static ReadingRecord write(MapRun.Reading reading) {
    var record =
        ReadingRecord.newBuilder()
            .setParameters(bytes(reading.parameters))
            .setUnderWay(reading.underWay)
            .setDone(reading.done)
            .setLeft(reading.left);
    if (reading.position != null) {
      record.setPosition(reading.position);
    }
    return record.build();
  }

  private static MapRun.Reading read(ReadingRecord record) {
    var reading = new MapRun.Reading(payload(record.getParameters()));
    reading.underWay = record.getUnderWay();
    reading.done = record.getDone();
    reading.position = record.hasPosition() ? record.getPosition() : null;
    reading.left = record.getLeft();
    return reading;
  }

  private static BatchingRecord write(MapRun.Batching batching) {
    var record =
        BatchingRecord.newBuilder().setMaxItems(batching.maxItems).setMaxBytes(batching.maxBytes);
    if (batching.batchInput != null) {
      record.setBatchInput(bytes(batching.batchInput));
    }
    batching.open.forEach(item -> record.addOpen(bytes(item)));
    return record.build();
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
    return MapChildRecord.newBuilder()
        .setStatus(child.status().ordinal())
        .setItems(child.items())
        .setRedrive(child.redrive())
        .build()
        .toByteArray();
  }

  public static MapChild readChild(byte[] bytes) {
    MapChildRecord record = RecordCodec.parse(bytes, MapChildRecord::parseFrom);
    return new MapChild(
        ExecutionStatus.values()[record.getStatus()], record.getItems(), record.getRedrive());
  }

  static pawl.engine.store.proto.MapParent write(Command.MapParent parent) {
    return pawl.engine.store.proto.MapParent.newBuilder()
        .setHigh(parent.execution().high())
        .setLow(parent.execution().low())
        .setScope(parent.scope())
        .setRun(parent.run())
        .setIndex(parent.index())
        .setMapRunArn(parent.mapRunArn())
        .build();
  }

  static Command.MapParent read(pawl.engine.store.proto.MapParent parent) {
    return new Command.MapParent(
        new ExecutionId(parent.getHigh(), parent.getLow()),
        parent.getScope(),
        parent.getRun(),
        parent.getIndex(),
        parent.getMapRunArn());
  }

  // Deliveries

  public static byte[] startChild(Command.StartChild start) {
    var record =
        StartChildDelivery.newBuilder()
            .setExecutionArn(start.executionArn())
            .setName(start.name())
            .setMachineArn(start.machineArn())
            .setMachineName(start.machineName())
            .setRoleArn(start.roleArn())
            .setRevision(RecordCodec.bytes(start.revision()))
            .setFlow(start.flow())
            .setInput(bytes(start.input()))
            .setParent(write(start.parent()));
    if (start.traceHeader() != null) {
      record.setTraceHeader(start.traceHeader());
    }
    if (start.testCase() != null) {
      record.setTestCase(start.testCase());
    }
    return DeliveryRecord.newBuilder().setStartChild(record).build().toByteArray();
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
    var record =
        ChildReportDelivery.newBuilder()
            .setParent(write(report.parent()))
            .setStatus(report.status().ordinal())
            .setRedrive(report.redrive());
    if (report.output() != null) {
      record.setOutput(bytes(report.output()));
    }
    if (report.error() != null) {
      record.setError(report.error());
    }
    if (report.cause() != null) {
      record.setCause(report.cause());
    }
    return DeliveryRecord.newBuilder().setChildReport(record).build().toByteArray();
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

  private static ByteString bytes(Payload payload) {
    return ByteString.copyFrom(payload.bytes());
  }

  private static Payload payload(ByteString bytes) {
    return Payload.ofBytes(bytes.toByteArray());
  }
}
