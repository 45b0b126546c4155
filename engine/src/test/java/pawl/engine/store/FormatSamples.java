package pawl.engine.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.Command;
import pawl.engine.Engine;
import pawl.engine.ExecutionStatus;
import pawl.engine.TaskReport;
import pawl.engine.Write;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.execution.Execution;
import pawl.engine.execution.HeldPayload;
import pawl.engine.execution.MapChild;
import pawl.engine.execution.MapRun;
import pawl.engine.execution.Phase;
import pawl.engine.execution.Scope;
import pawl.engine.execution.StoredPayload;
import pawl.engine.execution.TimerKind;
import pawl.engine.failure.StatesError;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.HistoryEvent;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.turn.ExecutionTurn;

/** Records of every kind with every member, as this version writes them. */
final class FormatSamples {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:";
  private static final String MACHINE = ARN + "stateMachine:Machine";
  private static final String EXECUTION = ARN + "execution:Machine:run";
  private static final String MAP_RUN =
      ARN + "mapRun:Machine/Run:00000000-0000-0003-0000-000000000004";
  private static final String ROLE = "arn:aws:iam::123456789012:role/test";
  private static final ExecutionId ID = ExecutionId.of(EXECUTION);
  private static final UUID REVISION = new UUID(1, 2);
  private static final long MILLIS = 1_800_000_000_000L;

  private FormatSamples() {}

  /** The samples by their names; a name says for ever the same. */
  static Map<String, FormatSample> all() {
    Map<String, FormatSample> samples = new LinkedHashMap<>();
    samples.put("execution", FormatSample.of(execution()));
    samples.put("ended", FormatSample.of(ended()));
    samples.put("scopes", FormatSample.of(scopes()));
    samples.put("history", FormatSample.of(history()));
    samples.put("mapruns", FormatSample.of(mapRuns()));
    samples.put("deliveries", FormatSample.of(deliveries()));
    samples.put("indexes", FormatSample.of(indexes()));
    samples.put("quarantine", FormatSample.of(quarantine()));
    samples.put("removing", FormatSample.of(removing()));
    samples.put("redriven", FormatSample.of(redriven()));
    samples.put("redriving", FormatSample.of(redriving()));
    samples.put("catalogue", FormatSample.of(catalogue()));
    samples.put("jobs", FormatSample.of(jobs()));
    samples.put("nested", FormatSample.of(nested()));
    samples.put("test-case", FormatSample.of(testCase()));
    Engine running = running();
    samples.put("running-shard", FormatSample.of(running.host.store()));
    samples.put("running-catalogue", FormatSample.of(running.host.catalogueStore()));
    return samples;
  }

  private static Payload json(String text) {
    return Payload.ofText(text);
  }

  private static HeldPayload held(String text) {
    return HeldPayload.of(json(text));
  }

  private static HeldPayload at(long chunk, int index) {
    return HeldPayload.at(new StoredPayload.Place(chunk, index), _ -> json("\"not looked at\""));
  }

  private static TaskRef task() {
    return new TaskRef(new ExecutionId(5, 6), 7, 8);
  }

  private static Command.MapParent mapParent() {
    return new Command.MapParent(new ExecutionId(5, 6), 7, 8, 9, MAP_RUN);
  }

  // Executions

  private static Execution begun(Command.Parent parent) {
    Execution execution =
        new Execution(
            ID,
            EXECUTION,
            "run",
            MACHINE,
            "Machine",
            ROLE,
            REVISION,
            MILLIS,
            held("{\"an\": \"input\"}"),
            "Root=1-trace",
            parent);
    execution.versionArn = MACHINE + ":3";
    execution.aliasArn = MACHINE + ":live";
    return execution;
  }

  private static List<Write> writes(Execution execution) {
    return List.of(
        new Write(Keys.start(ID), RecordCodec.writeStart(execution, ExecutionTurn::keep)),
        new Write(Keys.execution(ID), RecordCodec.write(execution, ExecutionTurn::keep)));
  }

  private static List<Write> execution() {
    Execution execution = begun(new Command.Parent(task(), Pattern.SYNC));
    execution.lastEvent = 17;
    execution.lastScope = 4;
    execution.lastDelivery = 3;
    execution.lastMapRun = 2;
    execution.timeoutMillis = MILLIS + 60_000;
    execution.quarantine = "java.lang.IllegalStateException: a bug";
    execution.runnable.addAll(List.of(3, 1, 4));
    execution.top = scope(Scope.TOP, 0, Phase.WAIT_CHILDREN);
    return writes(execution);
  }

  private static List<Write> ended() {
    Execution execution = begun(null);
    execution.mapParent = mapParent();
    execution.status = ExecutionStatus.FAILED;
    execution.stopMillis = MILLIS + 1_000;
    execution.output = at(5, 2);
    execution.error = "An.Error";
    execution.cause = "a cause";
    execution.lastEvent = 8;
    return writes(execution);
  }

  /** An execution with mocked tasks, a task of it, and a child on its way. */
  private static List<Write> testCase() {
    Execution execution = begun(null);
    execution.testCase = "HappyPath";
    execution.countInvocation("First");
    execution.countInvocation("Second");
    execution.countInvocation("First");
    Scope scope = scope(2, 1, Phase.WAIT_TASK);
    scope.task = new Scope.TaskWait(held("{}"));
    scope.task.calling = true;
    scope.task.invocation = 3;
    List<Write> writes = new ArrayList<>(writes(execution));
    writes.add(new Write(Keys.scope(ID, scope.id), RecordCodec.write(scope, ExecutionTurn::keep)));
    writes.add(
        new Write(
            Keys.delivery(ID, 1),
            MapRunCodec.startChild(
                new Command.StartChild(
                    ARN + "execution:Machine/Run:child",
                    "child",
                    MACHINE + "/Run",
                    "Machine/Run",
                    ROLE,
                    REVISION,
                    3,
                    json("1"),
                    null,
                    mapParent(),
                    "HappyPath"))));
    return writes;
  }

  // Scopes

  private static Scope scope(int id, int parent, Phase phase) {
    Scope scope = new Scope(id, parent, 6, 2, 5, at(9, 1));
    scope.phase = phase;
    scope.previousEvent = 11;
    scope.beforeEntryEvent = 10;
    scope.enteredEvent = 12;
    scope.enteredMillis = MILLIS + 5;
    return scope;
  }

  private static List<Write> scopes() {
    List<Scope> scopes = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      scopes.add(scope(2 + phase.ordinal(), 1, phase));
    }
    Scope failing = scopes.get(Phase.FAILING.ordinal());
    failing.error =
        new StatesError("E", "why", true, true, "Also", EventType.PARALLEL_STATE_FAILED);
    Scope task = scopes.get(Phase.WAIT_TASK.ordinal());
    task.attempt = 3;
    task.retries.addAll(List.of(2, 0, 1));
    task.variables.put("given", held("[1, 2.50, \"three\"]"));
    task.variables.put("elsewhere", at(9, 0));
    for (TimerKind kind : TimerKind.values()) {
      task.timers.add(new Scope.Timer(kind, MILLIS + 100 + kind.ordinal()));
    }
    task.task = new Scope.TaskWait(at(12, 0));
    task.task.calling = true;
    task.task.submitted = true;
    task.task.heartbeatMillis = 30_000;
    task.task.timeoutSeconds = 99_999_999;
    task.task.offeredMillis = MILLIS + 6;
    task.task.childExecutionArn = EXECUTION;
    task.task.credentialsRoleArn = ROLE;
    task.task.earlyReport = new TaskReport.Failed("Early", "it was");
    Scope children = scopes.get(Phase.WAIT_CHILDREN.ordinal());
    children.mapRun = 4;
    children.children = new Scope.Children();
    children.children.active.addAll(List.of(9, 8));
    children.children.total = 12;
    children.children.started = 5;
    children.children.succeeded = 3;
    List<Write> writes = new ArrayList<>();
    for (Scope scope : scopes) {
      writes.add(
          new Write(Keys.scope(ID, scope.id), RecordCodec.write(scope, ExecutionTurn::keep)));
    }
    writes.add(new Write(Keys.item(ID, 2, 3), json("{\"waits\": true}").bytes()));
    writes.add(new Write(Keys.result(ID, 2, 1), json("\"done\"").bytes()));
    return writes;
  }

  // History

  /** An event of every type that any version has written. */
  private static List<Write> history() {
    Payload input = json("{\"in\": 1}");
    Payload output = json("[\"out\"]");
    List<HistoryEvent> events = new ArrayList<>();
    for (EventType type : EventType.values()) {
      if (type != EventType.EXECUTION_REDRIVEN && type != EventType.MAP_RUN_REDRIVEN) {
        long id = events.size() + 1L;
        events.add(new HistoryEvent(id, id - 1, MILLIS + id, type, details(type, input, output)));
      }
    }
    List<HistoryEvent> later =
        List.of(
            new HistoryEvent(
                events.size() + 1L,
                3,
                MILLIS,
                EventType.PASS_STATE_EXITED,
                new EventDetails.StateExited("Refers back", output, Map.of())));
    var places = new Places(1);
    byte[] first = HistoryCodec.write(events, places);
    places.begin(later.getFirst().id());
    return List.of(
        new Write(Keys.chunk(ID, 1), first),
        new Write(Keys.chunk(ID, later.getFirst().id()), HistoryCodec.write(later, places)));
  }

  private static EventDetails details(EventType type, Payload input, Payload output) {
    return switch (type) {
      case EXECUTION_STARTED -> new EventDetails.ExecutionStarted(input, ROLE);
      case EXECUTION_SUCCEEDED -> new EventDetails.ExecutionSucceeded(output);
      case ACTIVITY_SCHEDULED -> new EventDetails.ActivityScheduled("activity", input, 60L, 30L);
      case ACTIVITY_STARTED -> new EventDetails.ActivityStarted("worker");
      case ACTIVITY_SUCCEEDED, LAMBDA_FUNCTION_SUCCEEDED -> new EventDetails.Succeeded(output);
      case LAMBDA_FUNCTION_SCHEDULED ->
          new EventDetails.FunctionScheduled("function", input, 60L, ROLE);
      case TASK_SCHEDULED ->
          new EventDetails.TaskScheduled("sqs", "sendMessage", "eu-west-1", input, 60L, 30L, ROLE);
      case TASK_STARTED -> new EventDetails.TaskStarted("sqs", "sendMessage");
      case TASK_SUBMITTED, TASK_SUCCEEDED ->
          new EventDetails.TaskOutput("sqs", "sendMessage", output);
      case TASK_FAILED, TASK_START_FAILED, TASK_SUBMIT_FAILED, TASK_TIMED_OUT ->
          new EventDetails.TaskFailure("sqs", "sendMessage", "An.Error", "a cause");
      case MAP_STATE_STARTED -> new EventDetails.MapStateStarted(7);
      case MAP_RUN_STARTED -> new EventDetails.MapRunStarted(MAP_RUN);
      case MAP_ITERATION_ABORTED,
          MAP_ITERATION_FAILED,
          MAP_ITERATION_STARTED,
          MAP_ITERATION_SUCCEEDED ->
          new EventDetails.MapIteration("Each", 5);
      case EVALUATION_FAILED ->
          new EventDetails.EvaluationFailed("S", "States.QueryEvaluationError", "no", "Output");
      default -> {
        String name = type.name();
        if (name.endsWith("_STATE_ENTERED")) {
          yield new EventDetails.StateEntered("S", input);
        }
        if (name.endsWith("_STATE_EXITED")) {
          yield new EventDetails.StateExited("S", output, Map.of("x", input));
        }
        yield type.detailsMember() == null
            ? EventDetails.None.NONE
            : new EventDetails.Failure("An.Error", "a cause");
      }
    };
  }

  /** Payloads as a turn places them: by identity, new ones in the chunk that is being written. */
  private static final class Places implements HistoryCodec.PayloadTable {
    private final Map<Payload, StoredPayload.Place> places = new java.util.IdentityHashMap<>();
    private final List<Payload> added = new ArrayList<>();
    private long chunk;

    Places(long chunk) {
      this.chunk = chunk;
    }

    void begin(long next) {
      chunk = next;
      added.clear();
    }

    @Override
    public StoredPayload.Place place(Payload payload) {
      return places.computeIfAbsent(
          payload,
          p -> {
            added.add(p);
            return new StoredPayload.Place(chunk, added.size() - 1);
          });
    }

    @Override
    public List<Payload> added() {
      return added;
    }
  }

  // Runs of distributed Maps

  private static List<Write> mapRuns() {
    MapRun run = new MapRun(8, MAP_RUN, "Machine/Run", 7, true, MILLIS);
    run.status = ExecutionStatus.TIMED_OUT;
    run.stopMillis = MILLIS + 9;
    run.maxConcurrency = 40;
    run.toleratedFailureCount = 5L;
    run.toleratedFailurePercentage = 12.5;
    run.reading = new MapRun.Reading(json("{\"Bucket\": \"b\"}"));
    run.reading.underWay = true;
    run.reading.done = true;
    run.reading.position = "line 7";
    run.reading.left = 93;
    run.batching = new MapRun.Batching(10, 1_000, json("{\"with\": \"each\"}"));
    run.batching.open.addAll(List.of(json("1"), json("\"two\"")));
    run.children = 33;
    run.started = 22;
    run.outputBytes = 4_444;
    run.resultsWritten = 11;
    for (MapRun.Counts counts : List.of(run.executions, run.items)) {
      counts.succeeded = 1;
      counts.failed = 2;
      counts.timedOut = 3;
      counts.aborted = 4;
      counts.total = 50;
    }
    List<Write> writes = new ArrayList<>();
    writes.add(new Write(Keys.mapRun(ID, 8), MapRunCodec.write(run)));
    writes.add(new Write(Keys.mapRunPlace(MAP_RUN), Keys.mapRun(ID, 8)));
    for (ExecutionStatus status : ExecutionStatus.values()) {
      writes.add(
          new Write(
              Keys.mapChild(ID, 8, status.ordinal()),
              MapRunCodec.write(new MapChild(status, 6, 0))));
    }
    return writes;
  }

  // What passes between executions

  private static List<Write> deliveries() {
    var start =
        new Command.StartChild(
            EXECUTION,
            "run",
            MACHINE + "/Run",
            "Machine/Run",
            ROLE,
            REVISION,
            2,
            json("{\"item\": 1}"),
            "Root=1-trace",
            mapParent());
    List<byte[]> values =
        List.of(
            DeliveryCodec.report(task(), new TaskReport.Succeeded(json("{\"out\": 1}"))),
            DeliveryCodec.report(task(), new TaskReport.Failed("An.Error", "a cause")),
            DeliveryCodec.report(task(), new TaskReport.Failed(null, null)),
            DeliveryCodec.report(task(), new TaskReport.TimedOut()),
            DeliveryCodec.stop(EXECUTION, "An.Error", "a cause"),
            DeliveryCodec.stop(EXECUTION, null, null),
            MapRunCodec.startChild(start),
            MapRunCodec.reportChild(
                new Command.ReportChild(
                    mapParent(), ExecutionStatus.SUCCEEDED, json("[1]"), null, null, 0)),
            MapRunCodec.reportChild(
                new Command.ReportChild(
                    mapParent(), ExecutionStatus.FAILED, null, "An.Error", "a cause", 0)));
    List<Write> writes = new ArrayList<>();
    for (byte[] value : values) {
      writes.add(new Write(Keys.delivery(ID, writes.size() + 1), value));
    }
    return writes;
  }

  private static List<Write> nested() {
    var started = new Command.ReportStarted(new TaskRef(ID, 3, 2), EXECUTION);
    return List.of(new Write(Keys.delivery(ID, 1), DeliveryCodec.write(started)));
  }

  private static List<Write> jobs() {
    Scope scope = new Scope(3, 1, 0, 0, 1, held("{}"));
    scope.phase = Phase.WAIT_TASK;
    scope.task = new Scope.TaskWait(held("{\"JobName\": \"nightly\"}"));
    scope.task.calling = true;
    scope.task.submitted = true;
    scope.task.job = "{\"run\":\"jr_1\"}";
    return List.of(
        new Write(Keys.scope(ID, scope.id), RecordCodec.write(scope, ExecutionTurn::keep)),
        new Write(Keys.delivery(ID, 1), DeliveryCodec.stopJob("{\"run\":\"jr_1\"}")));
  }

  // Indexes

  private static List<Write> indexes() {
    byte[] nothing = {};
    Execution execution = begun(null);
    execution.status = ExecutionStatus.ABORTED;
    execution.stopMillis = MILLIS + 2;
    return List.of(
        new Write(Keys.timer(MILLIS, ID, 3, TimerKind.HEARTBEAT.ordinal()), nothing),
        new Write(Keys.call(ID, 3), nothing),
        new Write(Keys.ready(ID), nothing),
        new Write(Keys.listing(MACHINE, MILLIS, ID), RecordCodec.listing(execution)),
        new Write(Keys.offer(ARN + "activity:A", MILLIS, ID, 3), nothing));
  }

  // Set aside, and removed

  private static List<Write> quarantine() {
    return List.of(
        new Write(
            Keys.quarantine(ID),
            QuarantineCodec.write(
                new QuarantineCodec.Quarantine(MILLIS, "FireTimers", "java.lang.Error: a bug"))),
        new Write(
            Keys.parked(ID, 1),
            DeliveryCodec.report(task(), new TaskReport.Succeeded(json("{\"out\": 1}")))));
  }

  private static List<Write> removing() {
    Execution execution = begun(null);
    execution.status = ExecutionStatus.SUCCEEDED;
    execution.stopMillis = MILLIS + 2;
    execution.removing = true;
    List<Write> writes = new ArrayList<>(writes(execution));
    writes.add(new Write(Keys.ended(MACHINE, MILLIS + 2, ID), new byte[0]));
    writes.add(new Write(Keys.delivery(ID, 1), DeliveryCodec.remove(new ExecutionId(5, 6))));
    return writes;
  }

  // Taken up again

  private static List<Write> redriven() {
    Execution execution = begun(null);
    execution.mapParent = mapParent();
    execution.lastEvent = 12;
    execution.redriveCount = 3;
    execution.redriveMillis = MILLIS + 70;
    execution.redriveToken = "a token";
    execution.runRedrive = 4;
    execution.top = scope(Scope.TOP, 0, Phase.WORK);
    MapRun run = new MapRun(8, MAP_RUN, "Machine/Run", 7, false, MILLIS);
    run.redriveCount = 2;
    run.redriveMillis = MILLIS + 71;
    run.executions.pending = 5;
    run.items.pending = 50;
    List<HistoryEvent> events =
        List.of(
            new HistoryEvent(
                9, 8, MILLIS, EventType.EXECUTION_REDRIVEN, new EventDetails.ExecutionRedriven(3)),
            new HistoryEvent(
                10,
                9,
                MILLIS,
                EventType.MAP_RUN_REDRIVEN,
                new EventDetails.MapRunRedriven(MAP_RUN, 2)));
    List<Write> writes = new ArrayList<>(writes(execution));
    writes.add(new Write(Keys.listing(MAP_RUN, MILLIS, ID), RecordCodec.listing(execution)));
    writes.add(new Write(Keys.mapRun(ID, 8), MapRunCodec.write(run)));
    writes.add(
        new Write(
            Keys.mapChild(ID, 8, 1),
            MapRunCodec.write(new MapChild(ExecutionStatus.PENDING_REDRIVE, 6, 2))));
    writes.add(new Write(Keys.chunk(ID, 9), HistoryCodec.write(events, new Places(9))));
    List<byte[]> deliveries =
        List.of(
            DeliveryCodec.write(new Command.StopChild(ID, 1)),
            DeliveryCodec.write(new Command.RedriveChild(ID, 2, true)),
            MapRunCodec.reportChild(
                new Command.ReportChild(
                    mapParent(), ExecutionStatus.ABORTED, null, null, null, 2)));
    for (byte[] value : deliveries) {
      writes.add(new Write(Keys.delivery(ID, writes.size()), value));
    }
    return writes;
  }

  /** As it is written since a redrive leaves the records of the children as they are. */
  private static List<Write> redriving() {
    MapRun run = new MapRun(8, MAP_RUN, "Machine/Run", 7, false, MILLIS);
    run.redriveCount = 2;
    run.redriveMillis = MILLIS + 71;
    run.redriveNext = 4;
    run.executions.pending = 5;
    run.items.pending = 50;
    return List.of(
        new Write(Keys.mapRun(ID, 8), MapRunCodec.write(run)),
        new Write(
            Keys.mapChild(ID, 8, 3),
            MapRunCodec.write(new MapChild(ExecutionStatus.RUNNING, 6, 2))),
        new Write(
            Keys.mapChild(ID, 8, 4),
            MapRunCodec.write(new MapChild(ExecutionStatus.FAILED, 6, 1))));
  }

  // The catalogue

  private static List<Write> catalogue() {
    String definition =
        "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";
    Revision revision =
        new Revision(
            REVISION,
            MACHINE,
            "Machine",
            MachineType.EXPRESS,
            "revision-id",
            definition,
            "the-hash",
            new MachineSettings(
                ROLE,
                "{\"level\": \"ALL\"}",
                "{\"enabled\": true}",
                "{\"type\": \"AWS_OWNED_KEY\"}"),
            MILLIS + 1);
    return List.of(
        new Write(Keys.definition("the-hash"), definition.getBytes(StandardCharsets.UTF_8)),
        new Write(Keys.revision(REVISION), CatalogueCodec.write(revision)),
        new Write(
            Keys.machine(MACHINE),
            CatalogueCodec.write(
                new CatalogueCodec.StoredMachine(
                    new Machine(MACHINE, "Machine", revision, MILLIS), Map.of("tag", "value"), 3))),
        new Write(
            Keys.activity(ARN + "activity:A"),
            CatalogueCodec.write(
                new Activity(ARN + "activity:A", "A", MILLIS), Map.of("tag", "value"))),
        new Write(
            Keys.version(MACHINE, 3),
            VersionCodec.write(new Version(MACHINE, 3, REVISION, "the third", MILLIS))),
        new Write(
            Keys.alias(MACHINE, "live"),
            VersionCodec.write(
                new Alias(
                    MACHINE,
                    "live",
                    "what is live",
                    List.of(new Alias.Route(2, 90), new Alias.Route(3, 10)),
                    MILLIS,
                    MILLIS + 1))));
  }

  // A store in the middle of its work

  static final String RUNNING_MACHINE =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 2, "End": true,
          "ItemsPath": "$.items", "ItemProcessor": {"StartAt": "Call", "States": {
            "Call": {"Type": "Task", "TimeoutSeconds": 600, "End": true,
              "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
              "Retry": [{"ErrorEquals": ["Again"]}]}}}}}},
        {"StartAt": "Sleep", "States": {"Sleep": {"Type": "Wait", "Seconds": 86400, "Assign": {"slept": true},
          "End": true}}},
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "HeartbeatSeconds": 900, "End": true,
          "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Parameters": {"QueueUrl": "q", "MessageBody": {"Token.$": "$$.Task.Token"}}}}}]}}}
      """;

  static Engine running() {
    Engine engine = Engine.given(RUNNING_MACHINE).start("{\"items\": [1, 2, 3, 4]}");
    return engine.succeed("Call", "\"one\"").fail("Call", "Again", "").submitted("Ask", "{}");
  }
}
