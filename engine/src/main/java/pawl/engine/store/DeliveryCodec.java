package pawl.engine.store;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.TaskReport;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.proto.ChildDelivery;
import pawl.engine.store.proto.DeliveryRecord;
import pawl.engine.store.proto.RemoveDelivery;
import pawl.engine.store.proto.ReportDelivery;
import pawl.engine.store.proto.ReportRecord;
import pawl.engine.store.proto.StartedDelivery;
import pawl.engine.store.proto.StopDelivery;
import pawl.engine.store.proto.StopJobDelivery;

/** What executions send each other, and the outside, as bytes and back. */
public final class DeliveryCodec {
  private static final int SUCCEEDED = 1;
  private static final int FAILED = 2;
  private static final int TIMED_OUT = 3;

  private DeliveryCodec() {}

  public static byte[] report(TaskRef task, TaskReport report) {
    return DeliveryRecord.newBuilder()
        .setReport(
            ReportDelivery.newBuilder().setTask(RecordCodec.address(task)).setReport(write(report)))
        .build()
        .toByteArray();
  }

  public static byte[] write(Command.ReportStarted report) {
    return DeliveryRecord.newBuilder()
        .setStarted(
            StartedDelivery.newBuilder()
                .setTask(RecordCodec.address(report.task()))
                .setExecutionArn(report.executionArn()))
        .build()
        .toByteArray();
  }

  public static byte[] stopJob(String job) {
    return DeliveryRecord.newBuilder()
        .setStopJob(StopJobDelivery.newBuilder().setJob(job))
        .build()
        .toByteArray();
  }

  public static byte[] stop(String executionArn, @Nullable String error, @Nullable String cause) {
    var stop = StopDelivery.newBuilder().setExecutionArn(executionArn);
    if (error != null) {
      stop.setError(error);
    }
    if (cause != null) {
      stop.setCause(cause);
    }
    return DeliveryRecord.newBuilder().setStop(stop).build().toByteArray();
  }

  public static byte[] remove(ExecutionId id) {
    return DeliveryRecord.newBuilder()
        .setRemove(RemoveDelivery.newBuilder().setHigh(id.high()).setLow(id.low()))
        .build()
        .toByteArray();
  }

  public static byte[] write(Command.StopChild stop) {
    return DeliveryRecord.newBuilder()
        .setStopChild(child(stop.execution(), stop.redrive()))
        .build()
        .toByteArray();
  }

  public static byte[] write(Command.RedriveChild redrive) {
    return DeliveryRecord.newBuilder()
        .setRedriveChild(child(redrive.execution(), redrive.redrive()).setAnew(redrive.anew()))
        .build()
        .toByteArray();
  }

  private static ChildDelivery.Builder child(ExecutionId id, int redrive) {
    return ChildDelivery.newBuilder().setHigh(id.high()).setLow(id.low()).setRedrive(redrive);
  }

  private static ExecutionId child(ChildDelivery record) {
    return new ExecutionId(record.getHigh(), record.getLow());
  }

  /** What an execution sends, as it sets out again. */
  public static Effect readDelivery(ExecutionId from, byte[] key, byte[] bytes) {
    DeliveryRecord record = RecordCodec.parse(bytes, DeliveryRecord::parseFrom);
    return record.hasStopJob()
        ? new Effect.StopJob(from, key, record.getStopJob().getJob())
        : new Effect.Deliver(from, key, command(record));
  }

  /** The command that an execution was sent, or sends another one. */
  public static Command<?> readCommand(byte[] bytes) {
    return command(RecordCodec.parse(bytes, DeliveryRecord::parseFrom));
  }

  private static Command<?> command(DeliveryRecord record) {
    return switch (record.getCommandCase()) {
      case REPORT ->
          new Command.ReportTask(
              RecordCodec.taskRef(record.getReport().getTask()),
              read(record.getReport().getReport()),
              true);
      case STOP -> {
        StopDelivery stop = record.getStop();
        yield new Command.Stop(
            ExecutionId.of(stop.getExecutionArn()),
            stop.hasError() ? stop.getError() : null,
            stop.hasCause() ? stop.getCause() : null);
      }
      case START_CHILD -> MapRunCodec.read(record.getStartChild());
      case CHILD_REPORT -> MapRunCodec.read(record.getChildReport());
      case REMOVE ->
          new Command.Remove(
              new ExecutionId(record.getRemove().getHigh(), record.getRemove().getLow()), null);
      case STOP_CHILD ->
          new Command.StopChild(child(record.getStopChild()), record.getStopChild().getRedrive());
      case REDRIVE_CHILD ->
          new Command.RedriveChild(
              child(record.getRedriveChild()),
              record.getRedriveChild().getRedrive(),
              record.getRedriveChild().getAnew());
      case STARTED ->
          new Command.ReportStarted(
              RecordCodec.taskRef(record.getStarted().getTask()),
              record.getStarted().getExecutionArn());
      case STOP_JOB -> throw new DamagedException("The end of a job is no command");
      case COMMAND_NOT_SET -> throw new DamagedException("A delivery without a command");
    };
  }

  static ReportRecord write(TaskReport report) {
    var record = ReportRecord.newBuilder();
    switch (report) {
      case TaskReport.Succeeded(Payload output) ->
          record.setKind(SUCCEEDED).setOutput(ByteString.copyFrom(output.bytes()));
      case TaskReport.Failed(String error, String cause) -> {
        record.setKind(FAILED);
        if (error != null) {
          record.setError(error);
        }
        if (cause != null) {
          record.setCause(cause);
        }
      }
      case TaskReport.TimedOut() -> record.setKind(TIMED_OUT);
      case TaskReport.Submitted _, TaskReport.JobStarted _, TaskReport.Heartbeat _ ->
          throw new IllegalStateException("Only outcomes are kept, not " + report);
    }
    return record.build();
  }

  static TaskReport read(ReportRecord record) {
    return switch (record.getKind()) {
      case SUCCEEDED -> new TaskReport.Succeeded(Payload.ofBytes(record.getOutput().toByteArray()));
      case FAILED ->
          new TaskReport.Failed(
              record.hasError() ? record.getError() : null,
              record.hasCause() ? record.getCause() : null);
      case TIMED_OUT -> new TaskReport.TimedOut();
      default -> throw new DamagedException("Unknown kind of report " + record.getKind());
    };
  }
}
