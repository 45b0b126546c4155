package pawl.engine;

import pawl.asl.Payload;

/** Answers of the core; sealed for each kind of command. */
public sealed interface Reply {
  /** Nothing to say. */
  record Done() implements OfUpdateMapRun {
    public static final Done DONE = new Done();
  }

  /** The core failed on this command (a bug): the execution is quarantined, the shard goes on. */
  record Quarantined(String what)
      implements OfStart, OfStop, OfReport, OfTake, OfUpdateMapRun, OfRelease, OfRedrive {}

  /** Answers to {@link Command.Start}. */
  sealed interface OfStart extends Reply {}

  /** Started now, or before by the same request ({@code repeated}). */
  record Started(String executionArn, long startMillis, boolean repeated) implements OfStart {}

  /** The name is taken by an execution with another input, or by one that has ended. */
  record NameTaken(String executionArn) implements OfStart {}

  /** There is no such machine. */
  record NoSuchMachine(String machineArn) implements OfStart {}

  /** Answers to {@link Command.Stop}. */
  sealed interface OfStop extends Reply {}

  /** It has ended, now or before. */
  record Stopped(long stopMillis) implements OfStop {}

  record NoSuchExecution() implements OfStop, OfRelease, OfRedrive {}

  /** Answers to {@link Command.Redrive}. */
  sealed interface OfRedrive extends Reply {}

  /** It goes on, since now or since the same request came before. */
  record Redriven(long redriveMillis) implements OfRedrive {}

  /** {@code reason} as DescribeExecution gives it. */
  record NotRedrivable(String reason) implements OfRedrive {}

  /** Answers to {@link Command.Release}. */
  sealed interface OfRelease extends Reply {}

  /** It goes on. */
  record Released() implements OfRelease {}

  /** It was not set aside. */
  record NotQuarantined() implements OfRelease {}

  /** Answers to {@link Command.UpdateMapRun}. */
  sealed interface OfUpdateMapRun extends Reply {}

  record NoSuchMapRun() implements OfUpdateMapRun {}

  /** Its settings do not matter any more. */
  record MapRunEnded() implements OfUpdateMapRun {}

  /** Answers to {@link Command.ReportTask}. */
  sealed interface OfReport extends Reply {}

  /** The report counts. */
  record Accepted() implements OfReport {}

  /** The task is not waiting any more, or its execution is gone. */
  record Stale() implements OfReport, OfTake {}

  /** Answers to {@link Command.TakeActivityTask}. */
  sealed interface OfTake extends Reply {}

  /** The task is the worker's now. */
  record Taken(String taskToken, Payload input) implements OfTake {}
}
