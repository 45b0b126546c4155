package pawl.observability;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Limits;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.history.EventDetails;
import pawl.engine.history.EventType;
import pawl.engine.history.ExecutionOrigin;
import pawl.engine.history.HistoryEvent;
import pawl.engine.history.NewEvents;
import pawl.engine.host.Host;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.memory.MemoryHost;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;

/** A host without disk, real executions on it, and what a listener would have been told of them. */
public final class Happenings implements AutoCloseable {
  public static final Arns ARNS = new Arns("us-east-1", "123456789012");
  public static final long NOW = 1_800_000_000_000L;

  public final MemoryHost host = new MemoryHost(ARNS, Limits.AWS, NOW, 7);
  public final CompletableFuture<Host> coming = CompletableFuture.completedFuture(host);

  /** A bridge to services that are all at this address. */
  public static SdkBridge bridge(URI url) {
    return new SdkBridge(
        new AwsAccess("us-east-1", url, Map.of(), new AwsAccess.Credentials("test", "test", null)));
  }

  public void create(String name, String definition, @Nullable String logging) {
    create(name, definition, logging, null);
  }

  public void create(
      String name, String definition, @Nullable String logging, @Nullable String tracing) {
    host.submit(
        new CatalogueCommand.CreateMachine(
            ARNS.stateMachine(name),
            name,
            MachineType.STANDARD,
            definition,
            new MachineSettings("arn:aws:iam::123456789012:role/r", logging, tracing, null),
            Map.of()));
  }

  public ExecutionId start(String machine, String name, String input) {
    return start(machine, name, input, null);
  }

  public ExecutionId start(
      String machine, String name, String input, @Nullable String traceHeader) {
    host.submit(
        new Command.Start(
            ARNS.execution(machine, name),
            name,
            ARNS.stateMachine(machine),
            Payload.ofText(input),
            traceHeader,
            null));
    return ExecutionId.of(ARNS.execution(machine, name));
  }

  /** The whole history of an execution as one piece of news. */
  public NewEvents newsOf(ExecutionId id) {
    return newsOf(id, 1, Long.MAX_VALUE);
  }

  /** The events from one to another, both included. */
  public NewEvents newsOf(ExecutionId id, long first, long last) {
    List<HistoryEvent> events =
        host.reads().history(id, false, 25_000, null).orElseThrow().rows().stream()
            .filter(event -> event.id() >= first && event.id() <= last)
            .toList();
    var view = host.reads().execution(id).orElseThrow();
    String machineName = view.machineArn().substring(view.machineArn().lastIndexOf(':') + 1);
    return new NewEvents(
        new ExecutionOrigin(
            id,
            view.arn(),
            view.name(),
            view.machineArn(),
            machineName,
            host.reads().machine(view.machineArn()).orElseThrow().revision().key(),
            view.startMillis(),
            view.traceHeader(),
            null,
            null,
            null,
            null),
        0,
        events);
  }

  /** News of an Express execution, which no host knows any more. */
  public static NewEvents express(UUID revision, HistoryEvent... events) {
    String arn = ARNS.expressExecution("X", "e", new UUID(0, 1));
    return new NewEvents(
        new ExecutionOrigin(
            ExecutionId.of(arn),
            arn,
            "e",
            ARNS.stateMachine("X"),
            "X",
            revision,
            NOW,
            null,
            null,
            null,
            null,
            null),
        0,
        List.of(events));
  }

  public static HistoryEvent event(long id, EventType type, EventDetails details) {
    return new HistoryEvent(id, id - 1, NOW + id, type, details);
  }

  @Override
  public void close() {
    host.close();
  }
}
