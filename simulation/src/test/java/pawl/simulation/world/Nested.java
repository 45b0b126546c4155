package pawl.simulation.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.program.TaskResource;
import pawl.engine.Command;
import pawl.engine.ExecutionStatus;
import pawl.engine.Limits;
import pawl.engine.Reply;
import pawl.engine.StoreView;
import pawl.engine.TaskCall;
import pawl.engine.TaskCaller;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.execution.Execution;
import pawl.engine.host.Host;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.id.TaskRef;
import pawl.engine.read.ExecutionView;
import pawl.engine.read.Reads;
import pawl.engine.read.StoreReads;
import pawl.engine.token.TokenCodec;
import pawl.engine.turn.Settings;
import pawl.integrations.Integrations;
import pawl.integrations.nested.StartExecution;
import pawl.integrations.sdk.AwsAccess;
import pawl.integrations.sdk.SdkBridge;
import pawl.simulation.invariant.Views;
import pawl.simulation.model.Chance;
import pawl.simulation.model.Fates;
import pawl.simulation.model.Program;
import pawl.simulation.model.Routes;

/**
 * Executions that tasks start: by the integration as it is, over a host that is simulated. Some are
 * stopped or redriven by somebody else.
 */
final class Nested {
  /** It only checks parameters here; nothing is ever called. */
  private static final SdkBridge BRIDGE =
      new SdkBridge(new AwsAccess("us-east-1", null, Map.of(), null));

  private final World world;
  private final Settings settings;
  private final CatalogueStore catalogue;
  private final Fates fates;
  private final Chance chance;
  private final Plant plant;
  private final TaskCaller integration;

  /** Executions that were asked for. */
  private final Set<ExecutionId> asked = new HashSet<>();

  /** Which task's call has begun last. */
  private @Nullable TaskRef calling;

  Nested(
      World world,
      Settings settings,
      CatalogueStore catalogue,
      Fates fates,
      Chance chance,
      Plant plant) {
    this.world = world;
    this.settings = settings;
    this.catalogue = catalogue;
    this.fates = fates;
    this.chance = chance;
    this.plant = plant;
    Host host = new SimHost();
    this.integration = new Integrations(List.of(new StartExecution(() -> host, BRIDGE)));
  }

  /** Whether a call is to start an execution. */
  static boolean isMeant(TaskCall call) {
    return call.resource() instanceof TaskResource.Service service
        && service.arn().contains(":::states:startExecution");
  }

  /** Starts an execution for a task; for a thread of the process. */
  TaskReport call(TaskCall call) {
    calling = call.task();
    TaskReport report =
        world.isRough()
            ? catalogue.withBadLuck(() -> integration.call(call))
            : integration.call(call);
    if (report instanceof TaskReport.Failed(String error, String _)
        && error.equals("StepFunctions.AWSStepFunctionsException")) {
      Mark.NESTED_REFUSED.reached();
      JsonNode parameters = call.parameters().node();
      JsonNode input = parameters.get("Input");
      fates.refuse(
          Routes.nested(
              parameters.get("StateMachineArn").asText().substring(Program.MACHINES.length()),
              input.get("n").intValue(),
              input.get("retry").intValue()));
    }
    return report;
  }

  /** The host of tasks that start executions: it knows of starts and of what is there. */
  private final class SimHost implements Host {
    @Override
    @SuppressWarnings("unchecked")
    public <R extends Reply> R submit(Command<R> command) {
      Command<?> sent = command;
      if (command instanceof Command.Start start && !asked.add(start.execution())) {
        Mark.NESTED_ASKED_AGAIN.reached();
        sent = plant == Plant.NESTED_ANEW ? another(start) : start;
      }
      TaskRef task = Objects.requireNonNull(calling);
      Reply reply = world.effects().submitAndWait(sent, world.calls().unwanted(task));
      switch (reply) {
        case Reply.Started started when started.repeated() -> Mark.NESTED_RUNS_ALREADY.reached();
        case Reply.Started _ -> Mark.NESTED_STARTED.reached();
        case Reply.NameTaken _ -> Mark.NESTED_HAS_ENDED_ALREADY.reached();
        default -> {}
      }
      return (R) reply;
    }

    private static Command.Start another(Command.Start start) {
      return new Command.Start(
          start.executionArn() + "-again",
          start.name() + "-again",
          start.machineArn(),
          start.inputText(),
          start.traceHeader(),
          start.parent());
    }

    @Override
    public Reads reads() {
      return new StoreReads(settings.arns(), world.committed(), catalogue);
    }

    @Override
    public Arns arns() {
      return settings.arns();
    }

    @Override
    public Limits limits() {
      return settings.limits();
    }

    @Override
    public TokenCodec tokens() {
      return settings.tokens();
    }

    @Override
    public <R extends CatalogueReply> R submit(CatalogueCommand<R> command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Reply.OfStart startExpress(Command.Start start) {
      throw new UnsupportedOperationException();
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
    public TaskCaller tasks() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  // What others do to them

  /** Stops one that runs, or redrives one that has ended, if there is one. */
  void disturbOne() {
    List<Execution> found = all();
    if (found.isEmpty()) {
      return;
    }
    Execution one = chance.pick(found);
    if (one.status == ExecutionStatus.RUNNING) {
      stopSoon(one);
    } else if (one.status != ExecutionStatus.SUCCEEDED && chance.oneIn(3)) {
      fates.redrive(world.committedPlaces().root(one));
      Mark.NESTED_REDRIVEN.reached();
      ask("redrive nested", new Command.Redrive(one.id, null));
    }
  }

  /** Stops one in the midst of something. */
  void stopSoon(Execution one) {
    fates.stop(world.committedPlaces().root(one));
    Mark.NESTED_STOPPED_BY_OTHERS.reached();
    ask("stop nested", new Command.Stop(one.id, "Stop", "by somebody"));
  }

  private void ask(String what, Command<?> command) {
    world.agenda().outside(what, () -> world.core().submit(command, Asker.heedless()));
  }

  /** All that are kept. */
  List<Execution> all() {
    List<Execution> found = new ArrayList<>();
    for (StoreView store : world.committed()) {
      Views.executions(store).stream().filter(Places::isNested).forEach(found::add);
    }
    return found;
  }
}
