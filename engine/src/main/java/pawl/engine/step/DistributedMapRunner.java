package pawl.engine.step;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.data.Evaluation;
import pawl.asl.data.EvaluationError;
import pawl.asl.program.MapItem;
import pawl.asl.program.Step;
import pawl.engine.Command;
import pawl.engine.Effect;
import pawl.engine.ExecutionStatus;
import pawl.engine.ItemPage;
import pawl.engine.ItemRequest;
import pawl.engine.ResultRequest;
import pawl.engine.TaskReport;
import pawl.engine.execution.ChildNames;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.MapChild;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.store.DeliveryCodec;
import pawl.engine.store.MapRunCodec;
import pawl.engine.turn.ExecutionTurn;

/**
 * Distributed Map: has its processor run for each item, or batch of items, by an execution of its
 * own. The dataset is read piece by piece, so many children are started as may run at a time, and
 * each reports when it has ended; so neither memory nor the length of a turn depends on the number
 * of items.
 *
 * <pre>
 *   work ── MapRunStarted ── advance ─┬─ enough failures ── fail
 *             ▲                       ├─ start children, read on
 *   goOn, itemsRead, childEnded ──────┘─ all ended ── write the results ── succeed
 * </pre>
 */
final class DistributedMapRunner implements StepRunner {
  static final DistributedMapRunner RUNNER = new DistributedMapRunner();

  private static final String READER_FAILED = "States.ItemReaderFailed";

  /** The dataset is read on when fewer children than this wait for their start. */
  private static final int FEW_CHILDREN = 200;

  /** So many children are looked at for a step of the turn when some are to be redriven. */
  private static final int CHILDREN_PER_STEP = 10;

  private static final int MOST_REDRIVEN_AT_ONCE = 100;
  private static final int MOST_LOOKED_AT = 1_000;

  private static final int PAGE_ITEMS = 1_000;
  private static final int PAGE_BYTES = 1 << 20;

  @Override
  public StepOutcome work(Stage stage) {
    Step.Map step = stage.step(Step.Map.class);
    if (distributed(step).reader() != null) {
      return start(stage, step, List.of());
    }
    return switch (step.items().evaluate(stage.environment())) {
      case Evaluation.Failed<List<MapItem>>(EvaluationError error) ->
          MapRunner.undetermined(stage, error);
      case Evaluation.Value<List<MapItem>>(List<MapItem> items) -> start(stage, step, items);
    };
  }

  private static Step.Map.Distributed distributed(Step.Map step) {
    if (step.distributed() == null) {
      throw new IllegalStateException(step.name() + " is an inline Map");
    }
    return step.distributed();
  }

  private static StepOutcome start(Stage stage, Step.Map step, List<MapItem> items) {
    stage
        .turn()
        .chainEvent(
            stage.scope(),
            EventType.MAP_STATE_STARTED,
            new EventDetails.MapStateStarted(items.size()));
    return switch (MapRunPlan.evaluate(step, stage.environment())) {
      case Evaluation.Failed<MapRunPlan>(EvaluationError error) ->
          MapRunner.undetermined(stage, error);
      case Evaluation.Value<MapRunPlan>(MapRunPlan plan) -> start(stage, step, items, plan);
    };
  }

  private static StepOutcome start(
      Stage stage, Step.Map step, List<MapItem> items, MapRunPlan plan) {
    ExecutionTurn turn = stage.turn();
    MapRun run = open(turn, stage.scope(), distributed(step), plan);
    turn.chainEvent(
        stage.scope(), EventType.MAP_RUN_STARTED, new EventDetails.MapRunStarted(run.arn));
    if (plan.maxItems() < 0) {
      return fail(stage, run, StatesError.of(READER_FAILED, "field MaxItems must be positive"));
    }
    MapDataset dataset = new MapDataset(stage, step, run);
    EvaluationError error = dataset.add(items);
    if (error != null) {
      return fail(stage, run, stage.failure(error));
    }
    return advance(stage, run);
  }

  private static MapRun open(
      ExecutionTurn turn, Scope scope, Step.Map.Distributed distributed, MapRunPlan plan) {
    Execution execution = turn.execution;
    int number = ++execution.lastMapRun;
    String labelled = execution.machineName + "/" + distributed.label();
    UUID unique = new UUID(turn.context().random().nextLong(), turn.context().random().nextLong());
    MapRun run =
        new MapRun(
            number,
            turn.settings().arns().mapRun(labelled, version4(unique)),
            labelled,
            scope.id,
            plan.express(),
            turn.now());
    plan.applyTo(run);
    turn.mapRuns().add(run);
    scope.mapRun = number;
    return run;
  }

  private static UUID version4(UUID random) {
    return new UUID(
        random.getMostSignificantBits() & ~0xF000L | 0x4000L,
        random.getLeastSignificantBits() & ~(0xC000L << 48) | 0x8000L << 48);
  }

  // Going on

  @Override
  public StepOutcome goOn(Stage stage) {
    return advance(stage, run(stage));
  }

  private static MapRun run(Stage stage) {
    return stage.turn().mapRuns().get(stage.scope().mapRun);
  }

  @Override
  public StepOutcome itemsRead(Stage stage, ItemPage page) {
    MapRun run = run(stage);
    MapRun.Reading reading = MapDataset.reading(run);
    reading.underWay = false;
    stage.turn().endRead(stage.scope());
    return switch (page) {
      case ItemPage.Failed(String error, String cause) ->
          fail(stage, run, StatesError.of(error, cause));
      case ItemPage.Items read -> {
        reading.position = read.next();
        reading.done = read.next() == null;
        if (reading.left > 0) {
          reading.left -= read.items().size();
          reading.done |= reading.left <= 0;
        }
        MapDataset dataset = new MapDataset(stage, stage.step(Step.Map.class), run);
        EvaluationError error = dataset.add(read.items().stream().map(MapItem::of).toList());
        yield error == null ? advance(stage, run) : fail(stage, run, stage.failure(error));
      }
    };
  }

  @Override
  public StepOutcome childEnded(Stage stage, Command.ReportChild report) {
    MapRun run = run(stage);
    int index = report.parent().index();
    MapChild child = stage.turn().mapRuns().child(run.number, index);
    if (child == null || child.status() != ExecutionStatus.RUNNING) {
      return StepOutcome.Waiting.WAITING; // the report has come before
    }
    if (report.redrive() < child.redrive()) {
      return StepOutcome.Waiting.WAITING; // of its end before the redrive
    }
    stage.turn().mapRuns().put(run.number, index, child.with(report.status()));
    run.executions.add(report.status(), 1);
    run.items.add(report.status(), child.items());
    if (report.output() != null) {
      keep(stage, run, index, report.output());
    }
    return advance(stage, run);
  }

  /** Outputs are kept as long as they fit into the output of the state. */
  private static void keep(Stage stage, MapRun run, int index, Payload output) {
    run.outputBytes += output.size() + 1;
    boolean written = distributed(stage.step(Step.Map.class)).writer() != null;
    if (!written && run.outputBytes <= stage.turn().limits().payloadBytes()) {
      stage.turn().results().put(stage.scope().id, index, output);
    }
  }

  private static StepOutcome advance(Stage stage, MapRun run) {
    ExecutionTurn turn = stage.turn();
    Scope scope = stage.scope();
    if (MapTolerance.isExceeded(run)) {
      return fail(stage, run, MapTolerance.error());
    }
    while (canStart(turn, run) && !turn.isSpent()) {
      if (run.executions.pending > 0) {
        redriveSome(turn, run);
      } else {
        turn.countStep();
        startChild(stage, run);
      }
    }
    readOn(stage, run);
    if (run.isComplete() && run.executions.ended() == run.children) {
      return finish(stage, run);
    }
    scope.phase = canStart(turn, run) ? Phase.GO_ON : Phase.WAIT_CHILDREN;
    return StepOutcome.Waiting.WAITING;
  }

  private static boolean canStart(ExecutionTurn turn, MapRun run) {
    boolean hasMore = run.executions.pending > 0 || run.started < run.children;
    return hasMore && room(turn, run) > 0;
  }

  /** How many more children may run. */
  private static long room(ExecutionTurn turn, MapRun run) {
    long most = turn.limits().distributedMapConcurrency();
    long allowed = run.maxConcurrency == 0 ? most : Math.min(run.maxConcurrency, most);
    return allowed - run.running();
  }

  private static void startChild(Stage stage, MapRun run) {
    ExecutionTurn turn = stage.turn();
    Execution execution = turn.execution;
    int index = run.started++;
    Payload input = turn.items().take(stage.scope().id, index);
    turn.countBytes(input);
    turn.mapRuns()
        .put(
            run.number,
            index,
            new MapChild(ExecutionStatus.RUNNING, MapDataset.itemsOf(run, input), 0));
    var start =
        new Command.StartChild(
            ChildNames.arn(turn.settings().arns(), run, index),
            ChildNames.name(run, index).toString(),
            turn.settings().arns().stateMachine(run.labelled),
            run.labelled,
            execution.roleArn,
            execution.revision,
            stage.step(Step.Map.class).processor(),
            input,
            execution.traceHeader,
            new Command.MapParent(execution.id, run.scope, run.number, index, run.arn),
            execution.testCase);
    turn.deliver(start, MapRunCodec.startChild(start));
  }

  /**
   * Takes up the next few children that have not succeeded. It may find none among those it looks
   * at: then it goes on behind them, so that no turn looks at all children of a large run.
   */
  private static void redriveSome(ExecutionTurn turn, MapRun run) {
    long wanted = Math.min(room(turn, run), MOST_REDRIVEN_AT_ONCE);
    NavigableMap<Integer, MapChild> found = new TreeMap<>();
    int[] looked = {0};
    int from = run.redriveNext;
    turn.mapRuns()
        .visitFrom(
            run.number,
            from,
            (index, child) -> {
              run.redriveNext = index + 1;
              if (run.awaitsRedrive(child)) {
                found.put(index, child);
              }
              return ++looked[0] < MOST_LOOKED_AT && found.size() < wanted;
            });
    if (run.redriveNext == from) {
      throw new IllegalStateException("No child of run " + run.number + " waits to be redriven");
    }
    found.forEach((index, child) -> redriveChild(turn, run, index, child));
    turn.countSteps(found.size() + looked[0] / CHILDREN_PER_STEP);
  }

  private static void redriveChild(ExecutionTurn turn, MapRun run, int index, MapChild child) {
    run.executions.pending--;
    run.items.pending -= child.items();
    turn.mapRuns()
        .put(
            run.number,
            index,
            new MapChild(ExecutionStatus.RUNNING, child.items(), run.redriveCount));
    var redrive =
        new Command.RedriveChild(
            ExecutionId.of(ChildNames.arn(turn.settings().arns(), run, index)),
            run.redriveCount,
            run.express);
    turn.deliver(redrive, DeliveryCodec.write(redrive));
  }

  /** The run goes on: its children that have not succeeded are taken up, one after another. */
  @Override
  public void redrive(Stage stage) {
    ExecutionTurn turn = stage.turn();
    MapRun run = run(stage);
    run.status = ExecutionStatus.RUNNING;
    run.stopMillis = 0;
    run.redriveCount++;
    run.redriveMillis = turn.now();
    turn.chainEvent(
        stage.scope(),
        EventType.MAP_RUN_REDRIVEN,
        new EventDetails.MapRunRedriven(run.arn, run.redriveCount));
    run.executions.awaitRedrive();
    run.items.awaitRedrive();
    run.redriveNext = 0;
    stage.scope().phase = Phase.GO_ON;
  }

  private static void readOn(Stage stage, MapRun run) {
    MapRun.Reading reading = run.reading;
    if (reading != null
        && !reading.done
        && !reading.underWay
        && run.children - run.started < FEW_CHILDREN) {
      reading.underWay = true;
      stage.turn().beginRead(stage.scope());
      read(stage, run, reading);
    }
  }

  private static void read(Stage stage, MapRun run, MapRun.Reading reading) {
    Step.Map.ItemReader reader = distributed(stage.step(Step.Map.class)).reader();
    if (reader == null) {
      throw new IllegalStateException("The run reads what the state does not say");
    }
    int most = reading.left == 0 ? PAGE_ITEMS : (int) Math.min(PAGE_ITEMS, reading.left);
    stage
        .turn()
        .effect(
            new Effect.ReadItems(
                stage.turn().execution.id,
                stage.scope().id,
                run.number,
                new ItemRequest(
                    reader.resource(),
                    reading.parameters,
                    reader.config(),
                    reading.position,
                    most,
                    PAGE_BYTES)));
  }

  @Override
  public void repeatCall(Stage stage) {
    if (stage.scope().mapRun == 0) {
      return;
    }
    MapRun run = run(stage);
    Scope.TaskWait writing = stage.scope().task;
    if (writing != null) {
      write(stage, run, writing.arguments.get());
    } else if (run.reading != null && run.reading.underWay) {
      read(stage, run, run.reading);
    }
  }

  // Ending

  private static StepOutcome fail(Stage stage, MapRun run, StatesError error) {
    stage
        .turn()
        .chainEvent(
            stage.scope(),
            EventType.MAP_RUN_FAILED,
            new EventDetails.Failure(error.error(), error.cause()));
    stage.turn().endMapRun(stage.scope(), ExecutionStatus.FAILED);
    if (!error.catchable() || StatesError.DATA_LIMIT_EXCEEDED.equals(error.error())) {
      // It would fail again: a redrive begins a new run.
      stage.turn().forgetChildren(stage.scope());
    }
    return new StepOutcome.Failed(error.closedBy(EventType.MAP_STATE_FAILED));
  }

  private static StepOutcome finish(Stage stage, MapRun run) {
    Step.Map.ResultWriter writer = distributed(stage.step(Step.Map.class)).writer();
    if (writer == null) {
      return run.outputBytes <= stage.turn().limits().payloadBytes()
          ? succeed(stage, run)
          : tooLarge(stage, run);
    }
    return switch (writer.parameters().evaluate(stage.environment())) {
      case Evaluation.Failed<Payload>(EvaluationError error) ->
          fail(stage, run, stage.failure(error));
      case Evaluation.Value<Payload>(Payload parameters) -> {
        Scope scope = stage.scope();
        scope.task = new Scope.TaskWait(HeldPayload.of(parameters));
        scope.task.calling = true;
        scope.phase = Phase.WAIT_TASK;
        scope.attempt++;
        stage.turn().beginCall(scope);
        write(stage, run, parameters);
        yield StepOutcome.Waiting.WAITING;
      }
    };
  }

  private static StepOutcome tooLarge(Stage stage, MapRun run) {
    return fail(stage, run, stage.tooLarge(stage.step(Step.Map.class).name()));
  }

  /** Without a ResultWriter the outputs of the children are the result. */
  private static StepOutcome succeed(Stage stage, MapRun run) {
    List<Payload> outputs = new ArrayList<>();
    if (run.executions.succeeded > 0) {
      stage
          .turn()
          .mapRuns()
          .visitFrom(
              run.number,
              0,
              (index, child) -> {
                if (child.status() == ExecutionStatus.SUCCEEDED) {
                  outputs.add(stage.turn().results().take(stage.scope().id, index));
                }
                return outputs.size() < run.executions.succeeded;
              });
    }
    long closed = close(stage);
    Step.Map step = stage.step(Step.Map.class);
    return stage.closedBy(closed, stage.leaveWithAll(step.data(), outputs, step.next()));
  }

  private static void write(Stage stage, MapRun run, Payload parameters) {
    Step.Map.ResultWriter writer = distributed(stage.step(Step.Map.class)).writer();
    if (writer == null) {
      throw new IllegalStateException("The run writes what the state does not say");
    }
    Scope scope = stage.scope();
    stage
        .turn()
        .effect(
            new Effect.WriteResults(
                new TaskRef(stage.turn().execution.id, scope.id, scope.attempt),
                run.number,
                new ResultRequest(
                    run.arn,
                    writer.resource(),
                    parameters,
                    writer.outputType(),
                    writer.transformation())));
  }

  /** The results are written, or can't be. */
  @Override
  public StepOutcome report(Stage stage, TaskReport report) {
    MapRun run = run(stage);
    stage.turn().endCall(stage.scope());
    stage.scope().task = null;
    return switch (report) {
      case TaskReport.Succeeded(Payload output) -> {
        run.resultsWritten = run.executions.total;
        yield succeed(stage, run, output);
      }
      case TaskReport.Failed(@Nullable String error, @Nullable String cause) ->
          fail(stage, run, StatesError.of(error, cause));
      case TaskReport.TimedOut() -> fail(stage, run, StatesError.timedOut());
      case TaskReport.Submitted _, TaskReport.JobStarted _, TaskReport.Heartbeat _ ->
          throw new IllegalStateException("Nobody reports this of results: " + report);
    };
  }

  private static StepOutcome succeed(Stage stage, MapRun run, Payload output) {
    if (output.size() > stage.turn().limits().payloadBytes()) {
      return tooLarge(stage, run);
    }
    long closed = close(stage);
    Step.Map step = stage.step(Step.Map.class);
    return stage.closedBy(closed, stage.leave(step.data(), output, step.next()));
  }

  /** MapStateExited points at MapRunStarted, as AWS has it since November 2024. */
  private static long close(Stage stage) {
    ExecutionTurn turn = stage.turn();
    long ended =
        turn.addEvent(
            EventType.MAP_RUN_SUCCEEDED, stage.scope().previousEvent, EventDetails.None.NONE);
    long closed = turn.addEvent(EventType.MAP_STATE_SUCCEEDED, ended, EventDetails.None.NONE);
    turn.endMapRun(stage.scope(), ExecutionStatus.SUCCEEDED);
    turn.forgetChildren(stage.scope());
    return closed;
  }
}
