package pawl.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import pawl.asl.Payload;
import pawl.engine.ChildResult;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.HostException;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.Activity;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.history.HistoryEvent;
import pawl.engine.host.Host;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionQuery;
import pawl.engine.read.ExecutionSummary;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.MapRunView;
import pawl.engine.read.Page;
import pawl.engine.read.Reads;
import pawl.engine.read.Redrives;
import pawl.engine.token.TokenCodec;

/**
 * A host that keeps machines and activities and starts executions which then stand still, so that a
 * test can put them into any condition. Whatever is submitted is noted. It has no versions,
 * aliases, tags and map runs: these are tested on the real core.
 */
public final class FakeHost implements Host {
  public static final long NOW = 1_760_000_000_123L;

  public final Map<String, Machine> machines = new TreeMap<>();
  public final Map<String, Activity> activities = new TreeMap<>();
  public final Map<ExecutionId, ExecutionView> executions = new HashMap<>();
  public final Map<ExecutionId, List<HistoryEvent>> histories = new HashMap<>();
  public final List<Command<?>> commands = new ArrayList<>();
  public final List<CatalogueCommand<?>> catalogueCommands = new ArrayList<>();

  /** Thrown by everything instead of an answer. */
  public RuntimeException trouble;

  /** The answer to reports on tasks. */
  public Reply.OfReport reportReply = new Reply.Accepted();

  /** Answers calls that belong to no execution. */
  public TaskCaller tasks = call -> new TaskReport.Succeeded(call.parameters());

  /** The next task for any worker, and how long the last poll was willing to wait. */
  public ActivityTask nextTask;

  public Duration lastPatience;

  private final TokenCodec tokens = new TokenCodec("secret".getBytes(StandardCharsets.UTF_8));
  private final Limits limits;

  public FakeHost() {
    this(Limits.AWS);
  }

  public FakeHost(Limits limits) {
    this.limits = limits;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R extends Reply> R submit(Command<R> command) {
    fail();
    commands.add(command);
    Reply reply =
        switch (command) {
          case Command.Start start -> start(start);
          case Command.Stop stop -> stop(stop);
          case Command.ReportTask _ -> reportReply;
          default -> throw new IllegalArgumentException("Not for the API: " + command);
        };
    return (R) reply;
  }

  private Reply.OfStart start(Command.Start start) {
    if (!machines.containsKey(start.machineArn())) {
      return new Reply.NoSuchMachine(start.machineArn());
    }
    ExecutionView known = executions.get(start.execution());
    if (known == null) {
      executions.put(
          start.execution(),
          new ExecutionView(
              start.executionArn(),
              start.name(),
              start.machineArn(),
              ExecutionStatus.RUNNING,
              NOW,
              null,
              start.inputText(),
              null,
              null,
              null,
              start.traceHeader(),
              null,
              null,
              null,
              null,
              5,
              true,
              Redrives.NONE));
      return new Reply.Started(start.executionArn(), NOW, false);
    }
    return known.status() == ExecutionStatus.RUNNING && known.input().equals(start.inputText())
        ? new Reply.Started(start.executionArn(), known.startMillis(), true)
        : new Reply.NameTaken(start.executionArn());
  }

  private Reply.OfStop stop(Command.Stop stop) {
    if (!executions.containsKey(stop.execution())) {
      return new Reply.NoSuchExecution();
    }
    change(
        stop.execution(),
        view ->
            view.stopMillis() == null
                ? ended(view, ExecutionStatus.ABORTED, null, stop.error(), stop.cause())
                : view);
    return new Reply.Stopped(executions.get(stop.execution()).stopMillis());
  }

  public void change(ExecutionId id, UnaryOperator<ExecutionView> change) {
    executions.compute(id, (_, view) -> change.apply(view));
  }

  public static ExecutionView ended(
      ExecutionView view, ExecutionStatus status, Payload output, String error, String cause) {
    return new ExecutionView(
        view.arn(),
        view.name(),
        view.machineArn(),
        status,
        view.startMillis(),
        NOW + 1000,
        view.input(),
        output,
        error,
        cause,
        view.traceHeader(),
        view.versionArn(),
        view.aliasArn(),
        view.mapRunArn(),
        null,
        5,
        true,
        Redrives.NONE);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R extends CatalogueReply> R submit(CatalogueCommand<R> command) {
    fail();
    catalogueCommands.add(command);
    CatalogueReply reply =
        switch (command) {
          case CatalogueCommand.CreateMachine create -> create(create);
          case CatalogueCommand.UpdateMachine update -> update(update);
          case CatalogueCommand.DeleteMachine(String arn) -> {
            machines.remove(arn);
            yield new CatalogueReply.Done();
          }
          case CatalogueCommand.CreateActivity(String arn, String name, var _) ->
              new CatalogueReply.ActivityCreated(
                  activities.computeIfAbsent(arn, _ -> new Activity(arn, name, NOW)));
          case CatalogueCommand.DeleteActivity(String arn) -> {
            activities.remove(arn);
            yield new CatalogueReply.Done();
          }
          default -> throw new IllegalArgumentException("Tested on the real core: " + command);
        };
    return (R) reply;
  }

  private CatalogueReply.OfCreateMachine create(CatalogueCommand.CreateMachine create) {
    Machine known = machines.get(create.arn());
    if (known != null) {
      return new CatalogueReply.MachineExists(known, null);
    }
    Revision revision =
        new Revision(
            UUID.randomUUID(),
            create.arn(),
            create.name(),
            create.type(),
            null,
            create.definition(),
            "",
            create.settings(),
            NOW);
    Machine machine = new Machine(create.arn(), create.name(), revision, NOW);
    machines.put(create.arn(), machine);
    return new CatalogueReply.MachineCreated(machine, null);
  }

  private CatalogueReply.OfUpdateMachine update(CatalogueCommand.UpdateMachine update) {
    Machine old = machines.get(update.arn());
    if (old == null) {
      return new CatalogueReply.NoSuchMachine();
    }
    Revision r = old.revision();
    MachineSettings s = r.settings();
    Revision revision =
        new Revision(
            UUID.randomUUID(),
            r.machineArn(),
            r.name(),
            r.type(),
            UUID.randomUUID().toString(),
            or(update.definition(), r.definition()),
            "",
            new MachineSettings(
                or(update.roleArn(), s.roleArn()),
                or(update.loggingConfiguration(), s.loggingConfiguration()),
                or(update.tracingConfiguration(), s.tracingConfiguration()),
                or(update.encryptionConfiguration(), s.encryptionConfiguration())),
            NOW + 500);
    Machine machine = new Machine(old.arn(), old.name(), revision, old.createdMillis());
    machines.put(old.arn(), machine);
    return new CatalogueReply.MachineUpdated(machine, true, null);
  }

  private static String or(String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  @Override
  public Reply.OfStart startExpress(Command.Start start) {
    return submit(start);
  }

  @Override
  public Optional<ExecutionView> runExpress(Command.Start start) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ActivityTask> pollActivity(
      String activityArn, String workerName, Duration patience) {
    fail();
    lastPatience = patience;
    return Optional.ofNullable(nextTask);
  }

  @Override
  public boolean awaitEnd(ExecutionId execution, Duration patience) {
    return false;
  }

  @Override
  public Reads reads() {
    fail();
    return new FakeReads();
  }

  @Override
  public TaskCaller tasks() {
    return tasks;
  }

  @Override
  public TokenCodec tokens() {
    return tokens;
  }

  @Override
  public Arns arns() {
    return new Arns("us-east-1", "123456789012");
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public void close() {}

  private void fail() {
    if (trouble != null) {
      throw trouble;
    }
  }

  public static HostException busy() {
    return new HostException.Busy("queue of shard 3 is full");
  }

  /** Positions are numbers of rows. */
  private static <T> Page<T> page(List<T> all, int max, byte[] position) {
    int from = position == null ? 0 : ByteBuffer.wrap(position).getInt();
    int to = Math.min(all.size(), from + max);
    byte[] next = to == all.size() ? null : ByteBuffer.allocate(4).putInt(to).array();
    return new Page<>(all.subList(Math.min(from, to), to), next);
  }

  private final class FakeReads implements Reads {
    @Override
    public Optional<Machine> machine(String arn) {
      return Optional.ofNullable(machines.get(arn));
    }

    @Override
    public Page<Machine> machines(int max, byte[] position) {
      return page(List.copyOf(machines.values()), max, position);
    }

    @Override
    public Optional<Activity> activity(String arn) {
      return Optional.ofNullable(activities.get(arn));
    }

    @Override
    public Page<Activity> activities(int max, byte[] position) {
      return page(List.copyOf(activities.values()), max, position);
    }

    @Override
    public Optional<ExecutionView> execution(ExecutionId id) {
      return Optional.ofNullable(executions.get(id));
    }

    @Override
    public Optional<Revision> revisionOf(ExecutionId id) {
      return execution(id).flatMap(view -> machine(view.machineArn())).map(Machine::revision);
    }

    @Override
    public Page<ExecutionSummary> executions(ExecutionQuery query, int max, byte[] position) {
      List<ExecutionSummary> rows =
          executions.values().stream()
              .filter(view -> view.machineArn().equals(query.owner()))
              .filter(view -> query.status() == null || view.status() == query.status())
              .map(
                  view ->
                      new ExecutionSummary(
                          view.arn(),
                          view.name(),
                          view.machineArn(),
                          view.status(),
                          view.startMillis(),
                          view.stopMillis(),
                          view.versionArn(),
                          view.aliasArn(),
                          view.mapRunArn(),
                          null,
                          Redrives.NONE))
              .toList();
      return page(rows, max, position);
    }

    @Override
    public Optional<Version> version(String machineArn, int number) {
      return Optional.empty();
    }

    @Override
    public Page<Version> versions(String machineArn, int max, byte[] position) {
      return page(List.of(), max, position);
    }

    @Override
    public Revision revision(Version version) {
      throw new IllegalArgumentException("There are no versions");
    }

    @Override
    public Optional<Revision> revision(UUID key) {
      return Optional.empty();
    }

    @Override
    public Optional<Alias> alias(String machineArn, String name) {
      return Optional.empty();
    }

    @Override
    public Page<Alias> aliases(String machineArn, int version, int max, byte[] position) {
      return page(List.of(), max, position);
    }

    @Override
    public Optional<Map<String, String>> tags(String resourceArn) {
      return Optional.empty();
    }

    @Override
    public Optional<MapRunView> mapRun(String arn) {
      return Optional.empty();
    }

    @Override
    public Optional<Page<MapRunView>> mapRuns(ExecutionId id, int max, byte[] position) {
      return execution(id).map(_ -> page(List.of(), max, position));
    }

    @Override
    public List<pawl.engine.read.OpenTask> openTasks(ExecutionId id) {
      throw new UnsupportedOperationException("Nobody asks for them");
    }

    @Override
    public Page<pawl.engine.read.SetAside> setAside(int max, byte[] position) {
      throw new UnsupportedOperationException("Nobody asks for them");
    }

    @Override
    public Iterator<ChildResult> childResults(ExecutionId execution, int mapRun) {
      throw new UnsupportedOperationException("No operation asks for them");
    }

    @Override
    public Optional<Page<HistoryEvent>> history(
        ExecutionId id, boolean reverse, int max, byte[] position) {
      List<HistoryEvent> events = histories.get(id);
      return events == null
          ? Optional.empty()
          : Optional.of(page(reverse ? events.reversed() : events, max, position));
    }

    @Override
    public List<HistoryEvent> historyFrom(ExecutionId id, long from, int events, long bytes) {
      return histories.getOrDefault(id, List.of()).stream()
          .filter(event -> event.id() >= from)
          .toList();
    }
  }
}
