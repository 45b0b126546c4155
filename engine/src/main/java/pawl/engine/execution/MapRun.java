package pawl.engine.execution;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;

/**
 * A run of a distributed Map: its settings and how far it is. Mutable, for the length of a turn.
 */
public final class MapRun {
  /** Counts from 1 in its execution. */
  public final int number;

  public final String arn;

  /** Name of the machine, a slash, the label of the Map: the name of the children's machine. */
  public final String labelled;

  public final int scope;
  public final boolean express;
  public final long startMillis;

  public ExecutionStatus status = ExecutionStatus.RUNNING;
  public long stopMillis;

  /** 0 means no limit of its own. */
  public long maxConcurrency;

  public @Nullable Long toleratedFailureCount;
  public @Nullable Double toleratedFailurePercentage;

  /** Null if the items came with the state's input. */
  public @Nullable Reading reading;

  /** Null if every item has a child of its own. */
  public @Nullable Batching batching;

  /** Children made so far; those that have not been started wait as items of the scope. */
  public int children;

  public int started;
  public final Counts executions = new Counts();
  public final Counts items = new Counts();

  /** Of the outputs of the children, in bytes. */
  public long outputBytes;

  public long resultsWritten;
  public int redriveCount;

  /** When it was last redriven; 0 if it was not. */
  public long redriveMillis;

  /**
   * Children from this index on that have not succeeded wait to be redriven; those before have been
   * taken up again. Means nothing once no child is pending.
   */
  public int redriveNext;

  public MapRun(
      int number, String arn, String labelled, int scope, boolean express, long startMillis) {
    this.number = number;
    this.arn = arn;
    this.labelled = labelled;
    this.scope = scope;
    this.express = express;
    this.startMillis = startMillis;
  }

  /** How children or their items have ended; {@code total} is how many there are so far. */
  public static final class Counts {
    public long succeeded;
    public long failed;
    public long timedOut;
    public long aborted;

    /** Will be redriven, once they may run. */
    public long pending;

    public long total;

    public long ended() {
      return succeeded + failed + timedOut + aborted;
    }

    /** All that count as failures. */
    public long unsuccessful() {
      return failed + timedOut + aborted;
    }

    /** All that count as failures are to be redriven. */
    public void awaitRedrive() {
      pending += unsuccessful();
      failed = 0;
      timedOut = 0;
      aborted = 0;
    }

    public void add(ExecutionStatus status, long number) {
      switch (status) {
        case SUCCEEDED -> succeeded += number;
        case FAILED -> failed += number;
        case TIMED_OUT -> timedOut += number;
        case ABORTED -> aborted += number;
        default -> throw new IllegalArgumentException("No child ends as " + status);
      }
    }
  }

  /** How far the dataset has been read. */
  public static final class Reading {
    public final Payload parameters;
    public boolean underWay;
    public boolean done;
    public @Nullable String position;

    /** Items that may still be read; 0 means no limit. */
    public long left;

    public Reading(Payload parameters) {
      this.parameters = parameters;
    }
  }

  /** Items are put together until one of the limits (0 for none) is reached. */
  public static final class Batching {
    public final long maxItems;
    public final long maxBytes;
    public final @Nullable Payload batchInput;

    /** Items of the batch that is not full yet. */
    public final List<Payload> open = new ArrayList<>();

    public Batching(long maxItems, long maxBytes, @Nullable Payload batchInput) {
      this.maxItems = maxItems;
      this.maxBytes = maxBytes;
      this.batchInput = batchInput;
    }
  }

  /** Takes over the settings that are not null. */
  public void change(Command.UpdateMapRun update) {
    if (update.maxConcurrency() != null) {
      maxConcurrency = update.maxConcurrency();
    }
    if (update.toleratedFailureCount() != null) {
      toleratedFailureCount = update.toleratedFailureCount();
    }
    if (update.toleratedFailurePercentage() != null) {
      toleratedFailurePercentage = update.toleratedFailurePercentage();
    }
  }

  /** Whether no more children will be made. */
  public boolean isComplete() {
    return reading == null || reading.done;
  }

  /**
   * Whether a child that has not been passed by {@link #redriveNext} waits to be redriven. What it
   * ended as is left in its record: a redrive does not write the records of all children anew.
   */
  public boolean awaitsRedrive(MapChild child) {
    return switch (child.status()) {
      case PENDING_REDRIVE -> true; // as an earlier version has written it
      case FAILED, TIMED_OUT, ABORTED -> child.redrive() < redriveCount;
      case RUNNING, SUCCEEDED -> false;
    };
  }

  /** The size of the payloads that it holds, bytes of JSON. */
  public long payloadBytes() {
    long bytes = reading == null ? 0 : reading.parameters.size();
    if (batching != null) {
      bytes += batching.batchInput == null ? 0 : batching.batchInput.size();
      bytes += batching.open.stream().mapToLong(Payload::size).sum();
    }
    return bytes;
  }

  /** Children that run. */
  public long running() {
    return started - executions.ended() - executions.pending;
  }
}
