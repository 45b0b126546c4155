package pawl.engine;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;

/**
 * What can be asked of an execution. A command may arrive twice, late, or for something that is
 * gone; then its turn is empty but for the reply.
 *
 * @param <R> what it is answered with
 */
public sealed interface Command<R extends Reply> {
  /** The execution it concerns, which says the shard. */
  ExecutionId execution();

  /**
   * Starts an execution.
   *
   * @param executionArn decides the identity; see {@link pawl.engine.id.Arns}
   * @param machineArn the machine, or a version or an alias of it
   * @param inputText the input as it was sent, valid JSON
   * @param parent the task that waits for this execution ({@code startExecution.sync}), else null
   * @param testCase whose mocked answers its tasks get; null if they shall call
   */
  record Start(
      String executionArn,
      String name,
      String machineArn,
      Payload inputText,
      @Nullable String traceHeader,
      @Nullable Parent parent,
      @Nullable String testCase)
      implements Command<Reply.OfStart> {
    /** The start of an execution whose tasks call. */
    public Start(
        String executionArn,
        String name,
        String machineArn,
        Payload inputText,
        @Nullable String traceHeader,
        @Nullable Parent parent) {
      this(executionArn, name, machineArn, inputText, traceHeader, parent, null);
    }

    @Override
    public ExecutionId execution() {
      return ExecutionId.of(executionArn);
    }
  }

  /**
   * A waiting {@code startExecution.sync} task; the pattern says whether outputs are text or
   * values.
   */
  record Parent(TaskRef task, TaskResource.Pattern pattern) {}

  /** The run of a distributed Map that an execution is a child of, and its number there. */
  record MapParent(ExecutionId execution, int scope, int run, int index, String mapRunArn) {}

  /**
   * Starts a child of a distributed Map: an execution of its own that runs the Map's processor.
   *
   * @param machineArn the machine's with the run's label behind it
   * @param revision of the machine that the parent runs
   * @param flow id of the processor's flow
   * @param testCase of the parent, or null
   */
  record StartChild(
      String executionArn,
      String name,
      String machineArn,
      String machineName,
      String roleArn,
      UUID revision,
      int flow,
      Payload input,
      @Nullable String traceHeader,
      MapParent parent,
      @Nullable String testCase)
      implements Command<Reply> {
    /** The start of a child whose tasks call. */
    public StartChild(
        String executionArn,
        String name,
        String machineArn,
        String machineName,
        String roleArn,
        UUID revision,
        int flow,
        Payload input,
        @Nullable String traceHeader,
        MapParent parent) {
      this(
          executionArn,
          name,
          machineArn,
          machineName,
          roleArn,
          revision,
          flow,
          input,
          traceHeader,
          parent,
          null);
    }

    @Override
    public ExecutionId execution() {
      return ExecutionId.of(executionArn);
    }
  }

  /**
   * A child of a distributed Map has ended.
   *
   * @param status final
   * @param output null unless it succeeded
   * @param redrive the redrive of the run that the child went on with; 0 for none
   */
  record ReportChild(
      MapParent parent,
      ExecutionStatus status,
      @Nullable Payload output,
      @Nullable String error,
      @Nullable String cause,
      int redrive)
      implements Command<Reply> {
    @Override
    public ExecutionId execution() {
      return parent.execution();
    }
  }

  /**
   * A piece of the dataset of a distributed Map was read.
   *
   * @param position where the piece begins, as it was asked for
   */
  record ReportItems(
      ExecutionId execution, int scope, int run, @Nullable String position, ItemPage page)
      implements Command<Reply> {}

  /**
   * Changes the settings of a run of a distributed Map that has not ended; null leaves one as it
   * is.
   *
   * @param execution whose run it is
   * @param maxConcurrency 0 means no limit of its own
   */
  record UpdateMapRun(
      ExecutionId execution,
      String mapRunArn,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage)
      implements Command<Reply.OfUpdateMapRun> {}

  /**
   * Takes up an execution that has ended without success.
   *
   * @param clientToken the same request has the same
   */
  record Redrive(ExecutionId execution, @Nullable String clientToken)
      implements Command<Reply.OfRedrive> {}

  /**
   * Takes up a child of a distributed Map whose run is redriven.
   *
   * @param redrive which redrive of the run this is
   * @param anew whether it begins from its start
   */
  record RedriveChild(ExecutionId execution, int redrive, boolean anew) implements Command<Reply> {}

  /**
   * Ends a child of a distributed Map whose run has ended.
   *
   * @param redrive the run's redrives by then: a child that a later one has taken up is not meant
   */
  record StopChild(ExecutionId execution, int redrive) implements Command<Reply> {}

  /** Ends an execution as ABORTED. */
  record Stop(ExecutionId execution, @Nullable String error, @Nullable String cause)
      implements Command<Reply.OfStop> {}

  /**
   * The outcome of a task, or news of it.
   *
   * @param byToken whether it came through a task token (SendTaskSuccess, SendTaskFailure,
   *     SendTaskHeartbeat) and not from the integration that made the call
   */
  record ReportTask(TaskRef task, TaskReport report, boolean byToken)
      implements Command<Reply.OfReport> {
    @Override
    public ExecutionId execution() {
      return task.execution();
    }
  }

  /**
   * A nested execution runs that a task waits for. The task hears of it from whoever has started it
   * as well, but that may come too late or never: who goes on without the nested execution stops
   * it.
   */
  record ReportStarted(TaskRef task, String executionArn) implements Command<Reply> {
    @Override
    public ExecutionId execution() {
      return task.execution();
    }
  }

  /**
   * An activity worker takes the task that a scope has offered.
   *
   * @param offeredMillis when it was offered: another offer of the same scope is not meant
   */
  record TakeActivityTask(
      ExecutionId execution, int scope, long offeredMillis, @Nullable String workerName)
      implements Command<Reply.OfTake> {}

  /** Timers of an execution are due; {@code keys} are their store keys. */
  record FireTimers(ExecutionId execution, List<byte[]> keys) implements Command<Reply> {}

  /** Lets an execution go on that was set aside. */
  record Release(ExecutionId execution) implements Command<Reply.OfRelease> {}

  /**
   * Removes an execution that has ended, with all that belongs to it.
   *
   * @param ended the key that says when it ended, so that another of the same name is not meant;
   *     null for a child of a distributed Map, whose name is never used again
   */
  record Remove(ExecutionId execution, byte @Nullable [] ended) implements Command<Reply> {}

  /** Goes on with an execution whose last turn ended because it had become long. */
  record Continue(ExecutionId execution) implements Command<Reply> {}

  /** What an {@link Effect.Deliver} carried has arrived: forget it. */
  record ConfirmDelivery(ExecutionId execution, byte[] key) implements Command<Reply> {}

  /**
   * After a restart: repeat what was under way and has no durable answer; {@code key} is the record
   * that says so.
   */
  record Resume(ExecutionId execution, byte[] key) implements Command<Reply> {}
}
