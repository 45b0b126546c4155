package pawl.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import pawl.asl.AslCompiler;
import pawl.asl.Compilation;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.history.EventDetails;
import pawl.engine.history.HistoryEvent;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.memory.MemoryHost;
import pawl.engine.read.ExecutionView;
import pawl.engine.store.KeyKind;
import pawl.engine.store.Keys;

/**
 * Drives the core by hand: {@code Engine.given(asl).start(input).succeed("A",
 * json).after(ofDays(30)).history()}. Nothing sleeps: time passes when the test says so.
 */
public final class Engine {
  public static final long START = 1_800_000_000_000L;
  public static final String ROLE = "arn:aws:iam::123456789012:role/test";

  public final MemoryHost host;
  private final String machine;
  private final String machineArn;
  private String executionArn = "";

  private Engine(String machine, String definition, Limits limits, Outside outside) {
    if (AslCompiler.compile(definition, MachineType.STANDARD)
        instanceof Compilation.Rejected(var wrong)) {
      throw new IllegalArgumentException("The definition does not compile: " + wrong);
    }
    this.host = new MemoryHost(new Arns("us-east-1", "123456789012"), limits, START, 42, outside);
    this.machine = machine;
    this.machineArn = host.arns().stateMachine(machine);
    add(machine, definition);
  }

  public static Engine given(String definition) {
    return given(definition, Limits.AWS);
  }

  public static Engine given(String definition, Limits limits) {
    return given(
        definition, limits, Outside.of(_ -> new TaskReport.Failed("Test", "Calls are reported")));
  }

  /** Datasets are read and results written by {@code outside}; calls wait to be reported. */
  public static Engine given(String definition, Limits limits, Outside outside) {
    return new Engine("Machine", definition, limits, outside);
  }

  /** Another machine beside the first. */
  public Engine add(String name, String definition) {
    host.submit(
        new CatalogueCommand.CreateMachine(
            host.arns().stateMachine(name),
            name,
            MachineType.STANDARD,
            definition,
            new MachineSettings(ROLE, null, null, null),
            Map.of()));
    return this;
  }

  public Engine start(String input) {
    return start(input, "run");
  }

  public Engine start(String input, String name) {
    executionArn = host.arns().execution(machine, name);
    host.submit(
        new Command.Start(executionArn, name, machineArn, Payload.ofText(input), null, null));
    return this;
  }

  /** Starts an execution whose calls belong to a test case. */
  public Engine startTestCase(String testCase, String input) {
    executionArn = host.arns().execution(machine, "run");
    host.submit(
        new Command.Start(
            executionArn, "run", machineArn, Payload.ofText(input), null, null, testCase));
    return this;
  }

  /** From now on it is about this execution, which the store has already. */
  public Engine find(String name) {
    executionArn = host.arns().execution(machine, name);
    return this;
  }

  /** Takes up what was under way, as a host does when it has opened a store. */
  public Engine resume() {
    List<byte[]> unfinished = new ArrayList<>();
    for (KeyKind kind : List.of(KeyKind.DELIVERY, KeyKind.READY, KeyKind.CALL)) {
      byte[] first = Keys.first(kind);
      host.store()
          .scan(
              first,
              Keys.after(first),
              (key, _) -> {
                unfinished.add(key);
                return true;
              });
    }
    unfinished.forEach(key -> host.submit(new Command.Resume(Keys.executionOf(key), key)));
    return this;
  }

  public Engine stop() {
    host.submit(new Command.Stop(id(), null, null));
    return this;
  }

  public ExecutionId id() {
    return ExecutionId.of(executionArn);
  }

  /** The oldest open call of a state. */
  public TaskCall call(String state) {
    return host.calls().stream()
        .filter(call -> call.stateName().equals(state))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No call of " + state + " is open: " + host.calls()));
  }

  public Engine succeed(String state, String output) {
    return report(state, new TaskReport.Succeeded(Payload.ofText(output)));
  }

  public Engine fail(String state, String error, String cause) {
    return report(state, new TaskReport.Failed(error, cause));
  }

  public Engine submitted(String state, String output) {
    return report(state, new TaskReport.Submitted(Payload.ofText(output), null));
  }

  private Engine report(String state, TaskReport report) {
    TaskRef task = call(state).task();
    host.takeCall(task);
    host.submit(new Command.ReportTask(task, report, false));
    return this;
  }

  /** Reports through a task token. */
  public Reply.OfReport token(String token, TaskReport report) {
    return host.submit(
        new Command.ReportTask(host.tokens().read(token).orElseThrow(), report, true));
  }

  public Engine after(Duration time) {
    host.advanceTo(host.nowMillis() + time.toMillis());
    return this;
  }

  public ExecutionView execution() {
    return host.reads().execution(id()).orElseThrow();
  }

  public ExecutionStatus status() {
    return execution().status();
  }

  public String output() {
    Payload output = execution().output();
    return output == null ? "none" : output.text();
  }

  public List<HistoryEvent> events() {
    return host.reads().history(id(), false, 100_000, null).orElseThrow().rows();
  }

  /** A line per event: {@code 3<-2 PassStateExited A}. */
  public List<String> history() {
    return history(_ -> true);
  }

  public List<String> history(Predicate<HistoryEvent> wanted) {
    List<String> lines = new ArrayList<>();
    for (HistoryEvent event : events()) {
      if (wanted.test(event)) {
        lines.add(
            "%d<-%d %s%s"
                .formatted(event.id(), event.previousId(), event.type().apiName(), label(event)));
      }
    }
    return lines;
  }

  private static String label(HistoryEvent event) {
    return switch (event.details()) {
      case EventDetails.StateEntered(String name, _) -> " " + name;
      case EventDetails.StateExited(String name, _, _) -> " " + name;
      case EventDetails.MapIteration(_, int index) -> " " + index;
      case EventDetails.Failure(String error, _) -> error == null ? "" : " " + error;
      case EventDetails.TaskFailure failure -> " " + failure.error();
      default -> "";
    };
  }
}
