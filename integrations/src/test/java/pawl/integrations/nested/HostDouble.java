package pawl.integrations.nested;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import pawl.asl.MachineType;
import pawl.engine.ChildResult;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.TaskCaller;
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
import pawl.engine.token.TokenCodec;

/** A host that keeps the starts it is asked for and gives the scripted reply. */
final class HostDouble implements Host, Reads {
  private final Arns arns = new Arns("us-east-1", "123456789012");
  final List<Command.Start> starts = new ArrayList<>();
  final Map<String, Machine> machines = new HashMap<>();
  final Map<ExecutionId, ExecutionView> executions = new HashMap<>();
  boolean unreadable;
  Function<Command.Start, Reply.OfStart> script =
      start -> new Reply.Started(start.executionArn(), 1_704_164_645_250L, false);

  String machine(String name, MachineType type) {
    String arn = arns.stateMachine(name);
    Revision revision =
        new Revision(
            new UUID(0, 1),
            arn,
            name,
            type,
            null,
            "{}",
            "00",
            new MachineSettings("role", null, null, null),
            0);
    machines.put(arn, new Machine(arn, name, revision, 0));
    return arn;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R extends Reply> R submit(Command<R> command) {
    starts.add((Command.Start) command);
    return (R) script.apply((Command.Start) command);
  }

  @Override
  public <R extends CatalogueReply> R submit(CatalogueCommand<R> command) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean awaitEnd(ExecutionId execution, Duration patience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reads reads() {
    return this;
  }

  @Override
  public TaskCaller tasks() {
    throw new UnsupportedOperationException();
  }

  @Override
  public TokenCodec tokens() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Arns arns() {
    return arns;
  }

  @Override
  public Limits limits() {
    return Limits.AWS;
  }

  @Override
  public void close() {}

  @Override
  public Optional<Machine> machine(String arn) {
    if (unreadable) {
      throw new HostException.Unavailable("The store can't be read");
    }
    return Optional.ofNullable(machines.get(arn));
  }

  @Override
  public Page<Machine> machines(int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Activity> activity(String arn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Activity> activities(int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ExecutionView> execution(ExecutionId id) {
    return Optional.ofNullable(executions.get(id));
  }

  @Override
  public Optional<Revision> revisionOf(ExecutionId id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<ExecutionSummary> executions(ExecutionQuery query, int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<MapRunView> mapRun(String arn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Page<MapRunView>> mapRuns(ExecutionId id, int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Version> version(String machineArn, int number) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Version> versions(String machineArn, int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Revision revision(Version version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Revision> revision(UUID key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Alias> alias(String machineArn, String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Alias> aliases(String machineArn, int version, int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Map<String, String>> tags(String resourceArn) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Page<HistoryEvent>> history(
      ExecutionId id, boolean reverse, int max, byte[] position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<HistoryEvent> historyFrom(ExecutionId id, long from, int events, long bytes) {
    throw new UnsupportedOperationException();
  }
}
