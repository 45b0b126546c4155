package pawl.engine.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.engine.TaskReport;
import pawl.engine.failure.StatesError;

/**
 * A running place in an execution: the machine itself (number {@link #TOP}), a branch of a
 * Parallel, an iteration of a Map. It stands on one step of one flow. Mutable, for the length of a
 * turn.
 */
public final class Scope {
  public static final int TOP = 1;

  public final int id;

  /** The scope whose Parallel or Map this belongs to; 0 for the top. */
  public final int parent;

  /** Number of the branch or iteration. */
  public final int index;

  public final int flow;
  public int step;
  public Phase phase = Phase.ENTER;

  /** Predecessor of the next event. */
  public long previousEvent;

  /** What {@link #previousEvent} was before the step was entered. */
  public long beforeEntryEvent;

  public long enteredEvent;
  public long enteredMillis;

  /** The step's raw input. */
  public HeldPayload input;

  /** How many tasks the scope has scheduled; the current one's number. */
  public int attempt;

  /** How often each retrier of the step was used. */
  public List<Integer> retries = new ArrayList<>();

  /** Variables assigned in this very scope. */
  public Map<String, HeldPayload> variables = new LinkedHashMap<>();

  public List<Timer> timers = new ArrayList<>();
  public @Nullable TaskWait task;
  public @Nullable Children children;

  /** Number of the run that the scope waits for, if it is at a distributed Map; else 0. */
  public int mapRun;

  /** What the step failed with, in phase {@link Phase#FAILING}. */
  public @Nullable StatesError error;

  public Scope(int id, int parent, int index, int flow, int step, HeldPayload input) {
    this.id = id;
    this.parent = parent;
    this.index = index;
    this.flow = flow;
    this.step = step;
    this.input = input;
  }

  /** An armed timer. */
  public record Timer(TimerKind kind, long dueMillis) {}

  /** What is known of the task that the scope waits for. */
  public static final class TaskWait {
    /** A call is under way that has to be made again after a crash. */
    public boolean calling;

    public boolean submitted;
    public long heartbeatMillis;
    public long timeoutSeconds;
    public @Nullable String childExecutionArn;

    /** The job of another service that the task waits for, as its integration names it. */
    public @Nullable String job;

    public @Nullable String credentialsRoleArn;

    /** Came through the token before the call was answered. */
    public @Nullable TaskReport earlyReport;

    /** An activity's place in the queue; 0 once a worker has it. */
    public long offeredMillis;

    /** In a test case: how often the Task had been called before in the execution. */
    public int invocation;

    /** What the task works on: kept to make the call again. */
    public HeldPayload arguments;

    public TaskWait(HeldPayload arguments) {
      this.arguments = arguments;
    }
  }

  /** The branches or iterations that the scope waits for. */
  public static final class Children {
    /** Scopes that have not succeeded. */
    public final List<Integer> active = new ArrayList<>();

    public int total;
    public int started;
    public int succeeded;

    /** Those that are active were cut off: one of them has failed. For the length of a turn. */
    public boolean cut;
  }
}
