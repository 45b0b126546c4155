package pawl.engine.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.id.ExecutionId;

/** What there is once for an execution. Mutable, for the length of a turn. */
public final class Execution {
  public final ExecutionId id;
  public final String arn;
  public final String name;
  public final String machineArn;
  public final String machineName;
  public final String roleArn;

  /** Key of the machine's revision that it runs, to the end. */
  public final UUID revision;

  public final long startMillis;
  public final HeldPayload input;
  public final @Nullable String traceHeader;
  public final Command.@Nullable Parent parent;

  /** The version of the machine that it was started through. */
  public @Nullable String versionArn;

  /** The alias of the machine that it was started through. */
  public @Nullable String aliasArn;

  /** The run of a distributed Map that it is a child of. */
  public Command.@Nullable MapParent mapParent;

  /** The test case that it was started with: tasks that it mocks get the answers of a file. */
  public @Nullable String testCase;

  /** How often each Task has been called, by its name; counted in a test case alone. */
  public final Map<String, Integer> invocations = new LinkedHashMap<>();

  public ExecutionStatus status = ExecutionStatus.RUNNING;
  public long stopMillis;
  public @Nullable HeldPayload output;
  public @Nullable String error;
  public @Nullable String cause;
  public long lastEvent;
  public int lastScope;
  public int lastDelivery;
  public int lastMapRun;

  /** Due time of the machine's TimeoutSeconds; 0 for none. */
  public long timeoutMillis;

  public int redriveCount;

  /** When it was last redriven; 0 if it was not. */
  public long redriveMillis;

  /** The token that came with the last RedriveExecution. */
  public @Nullable String redriveToken;

  /** Which redrive of its run a child of a distributed Map goes on with; 0 for none. */
  public int runRedrive;

  /** Why it was set aside after a bug; empty if it was not. */
  public String quarantine = "";

  /** It is being removed, in more than one turn; for everybody else it is gone. */
  public boolean removing;

  /** The scope of the machine itself; null once the execution has succeeded. */
  public @Nullable Scope top;

  /** Scopes that can go on at once, in the order in which they became able to. */
  public final Deque<Integer> runnable = new ArrayDeque<>();

  private @Nullable ExecutionOrigin origin;

  /**
   * Runs of its distributed Maps by number, as the last turn left them: no part of its record, so
   * whoever reads an execution from the store finds none.
   */
  private @Nullable Map<Integer, MapRun> recentRuns;

  public Execution(
      ExecutionId id,
      String arn,
      String name,
      String machineArn,
      String machineName,
      String roleArn,
      UUID revision,
      long startMillis,
      HeldPayload input,
      @Nullable String traceHeader,
      Command.@Nullable Parent parent) {
    this.id = id;
    this.arn = arn;
    this.name = name;
    this.machineArn = machineArn;
    this.machineName = machineName;
    this.roleArn = roleArn;
    this.revision = revision;
    this.startMillis = startMillis;
    this.input = input;
    this.traceHeader = traceHeader;
    this.parent = parent;
  }

  /** Counts a call of a Task; how often it had been called before. */
  public int countInvocation(String task) {
    int before = invocations.getOrDefault(task, 0);
    invocations.put(task, before + 1);
    return before;
  }

  /** A run as the last turn left it; null if that is not known. */
  public @Nullable MapRun recentRun(int number) {
    return recentRuns == null ? null : recentRuns.get(number);
  }

  /** Keeps a run for the next turn. */
  public void keep(MapRun run) {
    if (recentRuns == null) {
      recentRuns = new LinkedHashMap<>();
    }
    recentRuns.put(run.number, run);
  }

  /** The next turn has to read this run. */
  public void forgetRun(int number) {
    if (recentRuns != null) {
      recentRuns.remove(number);
    }
  }

  /** What does not change any more after the first turn. */
  public ExecutionOrigin origin() {
    ExecutionOrigin result = origin;
    if (result == null) {
      result =
          new ExecutionOrigin(
              id,
              arn,
              name,
              machineArn,
              machineName,
              revision,
              startMillis,
              traceHeader,
              parent,
              mapParent,
              versionArn,
              aliasArn);
      origin = result;
    }
    return result;
  }
}
