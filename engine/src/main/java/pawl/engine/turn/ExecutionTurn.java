package pawl.engine.turn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.Program;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ExecutionStatus;
import pawl.engine.Limits;
import pawl.engine.ShardContext;
import pawl.engine.Write;
import pawl.engine.execution.ChildNames;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.MapChild;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Scope;
import pawl.engine.execution.StoredPayload;
import pawl.engine.execution.TimerKind;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.Executions;
import pawl.engine.store.HistoryCodec;
import pawl.engine.store.Keys;
import pawl.engine.store.RecordCodec;

/**
 * One command's work on one execution. Scopes are loaded when touched and written back once, events
 * become one chunk of the history. Nothing is written before {@link #writes()}; a turn that is
 * dropped leaves no trace.
 */
public final class ExecutionTurn {
  private static final byte[] NOTHING = {};

  private final ShardContext context;
  private final Settings settings;
  private final boolean isNew;
  private final boolean wasReady;
  private final Map<Integer, @Nullable Scope> scopes = new LinkedHashMap<>();

  /** The scopes as the store has them; empty for those that it has not. */
  private final Map<Integer, byte[]> storedScopes = new LinkedHashMap<>();

  private final List<HistoryEvent> events = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final KeyBuffer keys = new KeyBuffer();
  private final PayloadPlaces places = new PayloadPlaces();
  private final ChildValues items;
  private final ChildValues results;
  private final MapRuns mapRuns;
  private long historyBytes;
  private int steps;
  private boolean takenUp;

  public final Execution execution;
  public final Program program;

  private ExecutionTurn(
      ShardContext context,
      Settings settings,
      Execution execution,
      Program program,
      boolean isNew) {
    this.context = context;
    this.settings = settings;
    this.execution = execution;
    this.program = program;
    this.isNew = isNew;
    this.wasReady = !execution.runnable.isEmpty();
    this.items = ChildValues.items(execution.id, context.store());
    this.results = ChildValues.results(execution.id, context.store());
    this.mapRuns = new MapRuns(execution, context.store());
    places.beginChunk(execution.lastEvent + 1);
    forEachHeld(execution, this::attach);
  }

  /** A turn of an execution that begins with it. */
  public static ExecutionTurn begin(
      ShardContext context, Settings settings, Execution execution, Program program) {
    return new ExecutionTurn(context, settings, execution, program, true);
  }

  /** A turn of an execution that the store has. */
  public static ExecutionTurn of(
      ShardContext context, Settings settings, Execution execution, Program program) {
    return new ExecutionTurn(context, settings, execution, program, false);
  }

  /** Finds an execution; null if there is none. */
  public static @Nullable Execution load(ShardContext context, ExecutionId id) {
    Execution recent = context.recent().take(id);
    return recent != null ? recent : Executions.read(context.store(), id);
  }

  /** The payloads that an execution is kept with. */
  private static void forEachHeld(Execution execution, Consumer<HeldPayload> visitor) {
    visitor.accept(execution.input);
    Scope top = execution.top;
    if (top != null) {
      visitor.accept(top.input);
      top.variables.values().forEach(visitor);
      if (top.task != null) {
        visitor.accept(top.task.arguments);
      }
    }
  }

  private void attach(HeldPayload held) {
    held.fetchWith(this::fetch);
    Payload inHand = held.inHand();
    StoredPayload.Place place = held.place();
    if (inHand != null && place != null) {
      places.learn(inHand, place);
    }
  }

  private Payload fetch(StoredPayload.Place place) {
    Payload payload = Executions.payload(context.store(), execution.id, place);
    places.learn(payload, place);
    return payload;
  }

  public long now() {
    return context.nowMillis();
  }

  public ShardContext context() {
    return context;
  }

  public Settings settings() {
    return settings;
  }

  public Limits limits() {
    return settings.limits();
  }

  // Scopes

  /** The scope with this number; null if it is done. */
  public @Nullable Scope scope(int id) {
    if (id == Scope.TOP) {
      return execution.top;
    }
    if (!scopes.containsKey(id)) {
      byte[] bytes = context.store().get(Keys.scope(execution.id, id));
      scopes.put(id, bytes == null ? null : RecordCodec.readScope(id, bytes, this::fetch));
      storedScopes.put(id, bytes == null ? NOTHING : bytes);
    }
    return scopes.get(id);
  }

  /** A scope that must be there. */
  public Scope existingScope(int id) {
    Scope scope = scope(id);
    if (scope == null) {
      throw new IllegalStateException("There is no scope " + id);
    }
    return scope;
  }

  /** Opens a scope; it is up to the caller to let it run. */
  public Scope openScope(int parent, int index, int flow, Payload input) {
    int id = ++execution.lastScope;
    Scope scope =
        new Scope(
            id, parent, index, flow, program.flows().get(flow).start(), HeldPayload.of(input));
    if (id == Scope.TOP) {
      execution.top = scope;
    } else {
      scopes.put(id, scope);
      storedScopes.put(id, NOTHING);
    }
    return scope;
  }

  /** Has a scope wait for nothing any more, and keeps it. */
  public void haltScope(Scope scope) {
    disarmAll(scope);
    endTask(scope);
    endMapRun(scope, ExecutionStatus.ABORTED);
    execution.runnable.remove(scope.id);
  }

  /** Ends a scope, with what it holds for its children. */
  public void closeScope(Scope scope) {
    haltScope(scope);
    forgetChildren(scope);
    if (scope.id == Scope.TOP) {
      execution.top = null;
    } else {
      scopes.put(scope.id, null);
    }
  }

  /** Lets go of what a scope holds for its branches, iterations or run, all of which have ended. */
  public void forgetChildren(Scope scope) {
    if (scope.children != null || scope.mapRun != 0) {
      items.clear(scope.id);
      results.clear(scope.id);
    }
    scope.children = null;
    scope.mapRun = 0;
  }

  /** Has a scope go on when its turn comes; once, however often it is asked for. */
  public void makeRunnable(Scope scope) {
    if (!execution.runnable.contains(scope.id)) {
      execution.runnable.add(scope.id);
    }
  }

  /** Counts a step; says whether the turn has become long enough to end. */
  public boolean isSpent() {
    return steps >= limits().stepsPerTurn() || historyBytes >= limits().bytesPerTurn();
  }

  public void countStep() {
    countSteps(1);
  }

  public void countSteps(int more) {
    steps += more;
  }

  public ChildValues items() {
    return items;
  }

  public ChildValues results() {
    return results;
  }

  // Runs of distributed Maps

  public MapRuns mapRuns() {
    return mapRuns;
  }

  /** Marks a piece of a dataset as being read, so that it is asked for again after a crash. */
  public void beginRead(Scope scope) {
    keys.put(Keys.call(execution.id, scope.id), NOTHING);
  }

  public void endRead(Scope scope) {
    keys.remove(Keys.call(execution.id, scope.id));
  }

  /** Whether a scope waits for a run that has not ended. */
  public boolean hasRunningMapRun(Scope scope) {
    return scope.mapRun != 0 && !mapRuns.get(scope.mapRun).status.isFinal();
  }

  /**
   * Ends the run that a scope waits for, if there is one; children that still run are stopped. What
   * has not succeeded stays with the scope.
   */
  public void endMapRun(Scope scope, ExecutionStatus status) {
    if (!hasRunningMapRun(scope)) {
      return;
    }
    MapRun run = mapRuns.get(scope.mapRun);
    if (run.reading != null && run.reading.underWay) {
      run.reading.underWay = false;
      endRead(scope);
    }
    stopChildren(run);
    run.status = status;
    run.stopMillis = now();
  }

  /** Those that run are among the last that were started, unless the run was redriven. */
  private void stopChildren(MapRun run) {
    long running = run.running();
    if (running == 0) {
      return;
    }
    NavigableMap<Integer, MapChild> found = new TreeMap<>();
    mapRuns.visitBackwards(
        run.number,
        (index, child) -> {
          if (child.status() == ExecutionStatus.RUNNING) {
            found.put(index, child);
          }
          return found.size() < running;
        });
    found.forEach((index, child) -> stopChild(run, index, child));
  }

  private void stopChild(MapRun run, int index, MapChild child) {
    var stop =
        new Command.StopChild(
            ExecutionId.of(ChildNames.arn(settings.arns(), run, index)), run.redriveCount);
    deliver(stop, DeliveryCodec.write(stop));
    mapRuns.put(run.number, index, child.with(ExecutionStatus.ABORTED));
    run.executions.aborted++;
    run.items.aborted += child.items();
  }

  // History

  /**
   * Adds an event and answers its id.
   *
   * @throws HistoryFullException if only the event that ends the execution has room
   */
  public long addEvent(EventType type, long previous, EventDetails details) {
    if (execution.lastEvent + 1 >= limits().historyEvents() && !isFinal(type)) {
      throw new HistoryFullException();
    }
    long id = ++execution.lastEvent;
    events.add(new HistoryEvent(id, previous, context.nowMillis(), type, details));
    return id;
  }

  private static boolean isFinal(EventType type) {
    return switch (type) {
      case EXECUTION_SUCCEEDED, EXECUTION_FAILED, EXECUTION_ABORTED, EXECUTION_TIMED_OUT -> true;
      default -> false;
    };
  }

  /** Adds an event to a scope's chain: behind its last one, and before its next. */
  public long chainEvent(Scope scope, EventType type, EventDetails details) {
    scope.previousEvent = addEvent(type, scope.previousEvent, details);
    return scope.previousEvent;
  }

  /** Counts bytes towards the turn's end. */
  public void countBytes(Payload payload) {
    historyBytes += payload.size();
  }

  // The end that was not

  /** Takes back that the execution has ended; it is to go on. */
  public void forgetEnd() {
    if (execution.mapParent == null) {
      keys.remove(Keys.ended(execution.machineArn, execution.stopMillis, execution.id));
    }
    execution.status = ExecutionStatus.RUNNING;
    execution.stopMillis = 0;
    execution.error = null;
    execution.cause = null;
    takenUp = true;
  }

  // Timers

  public void arm(Scope scope, TimerKind kind, long dueMillis) {
    scope.timers.add(new Scope.Timer(kind, dueMillis));
    keys.put(Keys.timer(dueMillis, execution.id, scope.id, kind.ordinal()), NOTHING);
    effects.add(new Effect.WakeAt(dueMillis));
  }

  public void disarm(Scope scope, TimerKind kind) {
    for (Scope.Timer timer : List.copyOf(scope.timers)) {
      if (timer.kind() == kind) {
        keys.remove(Keys.timer(timer.dueMillis(), execution.id, scope.id, kind.ordinal()));
        scope.timers.remove(timer);
      }
    }
  }

  public void disarmAll(Scope scope) {
    for (Scope.Timer timer : List.copyOf(scope.timers)) {
      disarm(scope, timer.kind());
    }
  }

  /** The machine's own time-out. */
  public void armExecutionTimeout(long dueMillis) {
    execution.timeoutMillis = dueMillis;
    keys.put(Keys.timer(dueMillis, execution.id, 0, TimerKind.EXECUTION.ordinal()), NOTHING);
    effects.add(new Effect.WakeAt(dueMillis));
  }

  /** Removes a timer that nothing waits for any more. */
  public void dropTimer(byte[] key) {
    keys.remove(key);
  }

  // Tasks

  /** Marks a call as under way, so that it is made again after a crash. */
  public void beginCall(Scope scope) {
    keys.put(Keys.call(execution.id, scope.id), NOTHING);
  }

  /** The call was answered. */
  public void endCall(Scope scope) {
    if (scope.task != null && scope.task.calling) {
      scope.task.calling = false;
      keys.remove(Keys.call(execution.id, scope.id));
    }
  }

  /** Offers an activity's task to workers. */
  public void offer(Scope scope, String activityArn) {
    Scope.TaskWait task = waiting(scope);
    task.offeredMillis = now();
    keys.put(Keys.offer(activityArn, now(), execution.id, scope.id), NOTHING);
    effects.add(new Effect.OfferActivityTask(activityArn, now()));
  }

  public void withdrawOffer(Scope scope, String activityArn) {
    Scope.TaskWait task = waiting(scope);
    if (task.offeredMillis != 0) {
      keys.remove(Keys.offer(activityArn, task.offeredMillis, execution.id, scope.id));
      task.offeredMillis = 0;
    }
  }

  /**
   * Ends the wait for a task, whatever its form; a nested execution or a job that still runs for it
   * is stopped.
   */
  public void endTask(Scope scope) {
    Scope.TaskWait task = scope.task;
    if (task == null) {
      return;
    }
    if (task.calling) {
      endCall(scope);
      effects.add(new Effect.AbandonTask(new TaskRef(execution.id, scope.id, scope.attempt)));
    }
    if (task.childExecutionArn != null) {
      stopExecution(task.childExecutionArn);
    }
    if (task.job != null) {
      stopJob(task.job);
    }
    if (task.offeredMillis != 0
        && program.flows().get(scope.flow).step(scope.step)
            instanceof pawl.asl.program.Step.Task step) {
      withdrawOffer(scope, step.resource().arn());
    }
    scope.task = null;
  }

  /** Stops an execution that a task has started and does not wait for any more, as AWS words it. */
  public void stopExecution(String executionArn) {
    String cause =
        "The Task state in AWS Step Functions execution [%s] which was managing this resource was aborted"
            .formatted(execution.arn);
    deliver(
        new Command.Stop(ExecutionId.of(executionArn), null, cause),
        DeliveryCodec.stop(executionArn, null, cause));
  }

  /** Has a job of another service stopped that nobody waits for. */
  public void stopJob(String job) {
    byte[] key = Keys.delivery(execution.id, ++execution.lastDelivery);
    keys.put(key, DeliveryCodec.stopJob(job));
    effects.add(new Effect.StopJob(execution.id, key, job));
  }

  private static Scope.TaskWait waiting(Scope scope) {
    if (scope.task == null) {
      throw new IllegalStateException("Scope " + scope.id + " waits for no task");
    }
    return scope.task;
  }

  // Effects

  public void effect(Effect effect) {
    effects.add(effect);
  }

  /** Sends a command to another execution; it is kept until it has arrived. */
  public void deliver(Command<?> command, byte[] record) {
    byte[] key = Keys.delivery(execution.id, ++execution.lastDelivery);
    keys.put(key, record);
    effects.add(new Effect.Deliver(execution.id, key, command));
  }

  public void confirmDelivery(byte[] key) {
    keys.remove(key);
  }

  public List<Effect> effects() {
    return effects;
  }

  // The end

  /** Everything that changed, as one batch. */
  public List<Write> writes() {
    List<Write> writes = new ArrayList<>();
    if (!events.isEmpty()) {
      long first = events.getFirst().id();
      writes.add(new Write(Keys.chunk(execution.id, first), HistoryCodec.write(events, places)));
    }
    scopes.forEach((id, scope) -> addScopeWrite(writes, id, scope));
    items.addWrites(writes);
    results.addWrites(writes);
    mapRuns.addWrites(writes);
    boolean ready = !execution.runnable.isEmpty();
    if (ready) {
      keys.put(Keys.ready(execution.id), NOTHING);
      effects.add(new Effect.ContinueLater(execution.id));
    } else if (wasReady) {
      keys.remove(Keys.ready(execution.id));
    }
    writes.addAll(keys.writes());
    if (isNew) {
      writes.add(
          new Write(Keys.start(execution.id), RecordCodec.writeStart(execution, this::place)));
    }
    writes.add(new Write(Keys.execution(execution.id), RecordCodec.write(execution, this::place)));
    if (isNew || takenUp || execution.status != ExecutionStatus.RUNNING) {
      writes.add(
          new Write(
              Keys.listing(listingOwner(), execution.startMillis, execution.id),
              RecordCodec.listing(execution)));
    }
    remember();
    return writes;
  }

  /** What the turn adds to the history; null if that is nothing. */
  public @Nullable NewEvents newEvents() {
    return events.isEmpty()
        ? null
        : new NewEvents(
            execution.origin(), execution.redriveCount, execution.redriveMillis, events);
  }

  private void remember() {
    if (execution.status == ExecutionStatus.RUNNING) {
      long[] bytes = {mapRuns.remember()};
      forEachHeld(
          execution,
          held -> {
            held.fetchWith(null);
            Payload inHand = held.inHand();
            bytes[0] += inHand == null ? 0 : inHand.size();
          });
      context.recent().keep(execution, bytes[0]);
    }
  }

  /** Children of a distributed Map are listed with their run. */
  private String listingOwner() {
    return execution.mapParent == null ? execution.machineArn : execution.mapParent.mapRunArn();
  }

  private void addScopeWrite(List<Write> writes, int id, @Nullable Scope scope) {
    byte[] before = storedScopes.getOrDefault(id, NOTHING);
    if (scope != null) {
      byte[] after = RecordCodec.write(scope, this::place);
      if (!Arrays.equals(before, after)) {
        writes.add(new Write(Keys.scope(execution.id, id), after));
      }
    } else if (before.length > 0) {
      writes.add(new Write(Keys.scope(execution.id, id), null));
    }
  }

  /** How a payload is held that this turn does not change: as it was. */
  public static StoredPayload keep(HeldPayload held) {
    StoredPayload.Place place = held.place();
    return place != null ? place : new StoredPayload.Inline(held.get());
  }

  private StoredPayload place(HeldPayload held) {
    StoredPayload.Place place = held.place();
    if (place != null) {
      return place;
    }
    StoredPayload.Place known = places.known(held.get());
    if (known != null) {
      held.standAt(known);
      return known;
    }
    held.detach();
    return new StoredPayload.Inline(held.get());
  }
}
