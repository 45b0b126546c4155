package pawl.integrations.nested;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.Command;
import pawl.engine.HostException;
import pawl.engine.Reply;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;
import pawl.integrations.OptimisedIntegration;
import pawl.integrations.ServiceResources;
import pawl.integrations.job.Following;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Metadata;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;

/**
 * {@code arn:aws:states:::states:startExecution}, {@code .sync}, {@code .sync:2} and {@code
 * .waitForTaskToken}: on this host if the machine's ARN is of its account and region, else through
 * the API of wherever the machine is.
 */
public final class StartExecution implements OptimisedIntegration {
  private static final ServiceResources RESOURCES =
      ServiceResources.of(
          "states",
          "startExecution",
          "startExecution.sync",
          "startExecution.sync:2",
          "startExecution.waitForTaskToken");

  private final Supplier<Host> host;
  private final SdkBridge bridge;
  private final RemoteExecution remote;

  /**
   * @param host asked for when a call is made, since hosts need integrations to begin with
   */
  public StartExecution(Supplier<Host> host, SdkBridge bridge) {
    this(host, bridge, Following.Pause.GROWING);
  }

  StartExecution(Supplier<Host> host, SdkBridge bridge, Following.Pause pause) {
    this.host = host;
    this.bridge = bridge;
    this.remote = new RemoteExecution(bridge, new Following(pause), InstantSource.system());
  }

  @Override
  public ServiceResources resources() {
    return RESOURCES;
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return bridge.outlineProblems("sfn", "startExecution", parameters, List.of("StateMachineArn"));
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    List<String> problems = bridge.problems("sfn", "startExecution", call.parameters().node());
    if (!problems.isEmpty()) {
      return Failures.unfit(call, new SdkOutcome.Unfit(problems));
    }
    StartRequest request = StartRequest.of(call);
    Arns arns = host.get().arns();
    if (request.isElsewhere(arns)) {
      return remote.start(call, request);
    }
    Optional<TaskReport.Failed> refusal = request.refusal();
    return refusal.isPresent() ? refusal.get() : startHere(call, request, arns);
  }

  @Override
  public TaskReport follow(TaskCall call, String job) throws InterruptedException {
    return remote.follow(call, job);
  }

  @Override
  public boolean stop(String job) throws InterruptedException {
    return remote.stop(job);
  }

  private TaskReport startHere(TaskCall call, StartRequest request, Arns arns) {
    try {
      return start(call, request, arns);
    } catch (HostException e) {
      return switch (e) {
        case HostException.Busy _ ->
            request.refused(
                "AWSStepFunctionsException", "Rate exceeded", 400, "ThrottlingException");
        case HostException.Unavailable _, HostException.Full _ ->
            request.refused(
                "AWSStepFunctionsException",
                String.valueOf(e.getMessage()),
                503,
                "ServiceUnavailable");
      };
    }
  }

  private TaskReport start(TaskCall call, StartRequest request, Arns arns) {
    Optional<Machine> machine = host.get().reads().machine(Arns.unqualified(request.machineArn()));
    if (machine.isEmpty()) {
      return request.noSuchMachine();
    }
    String machineName = machine.get().name();
    String executionArn =
        machine.get().revision().type() == MachineType.EXPRESS
            ? arns.expressExecution(
                machineName, request.name(), UUID.fromString(call.idempotencyToken()))
            : arns.execution(machineName, request.name());
    Pattern pattern = ((TaskResource.Service) call.resource()).pattern();
    boolean isAwaited = pattern == Pattern.SYNC || pattern == Pattern.SYNC_2;
    Command.Start start =
        new Command.Start(
            executionArn,
            request.name(),
            request.machineArn(),
            Payload.ofText(request.input()),
            request.traceHeader(),
            isAwaited ? new Command.Parent(call.task(), pattern) : null);
    return switch (host.get().submit(start)) {
      case Reply.Started started -> started(call, pattern, started);
      case Reply.NameTaken(String arn) -> nameTaken(call, pattern, request, arn);
      case Reply.NoSuchMachine _ -> request.noSuchMachine();
      case Reply.Quarantined(String what) ->
          request.refused("AWSStepFunctionsException", what, 500, "InternalFailure");
    };
  }

  /** A name that was made up for this attempt can only be taken by an earlier call of it. */
  private TaskReport nameTaken(
      TaskCall call, Pattern pattern, StartRequest request, String executionArn) {
    Optional<ExecutionView> earlier =
        request.isNameMadeUp()
            ? host.get().reads().execution(ExecutionId.of(executionArn))
            : Optional.empty();
    return earlier.isPresent()
        ? started(call, pattern, new Reply.Started(executionArn, earlier.get().startMillis(), true))
        : request.nameTaken(executionArn);
  }

  private static TaskReport started(TaskCall call, Pattern pattern, Reply.Started started) {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    output.put("ExecutionArn", started.executionArn());
    output.put("StartDate", Instant.ofEpochMilli(started.startMillis()).toString());
    String requestId = call.idempotencyToken();
    Map<String, List<String>> headers =
        Map.of(
            "Content-Type",
            List.of("application/x-amz-json-1.0"),
            "x-amzn-RequestId",
            List.of(requestId));
    Payload all =
        Payload.of(Metadata.added(output, new SdkOutcome.HttpAnswer(200, headers, requestId)));
    return switch (pattern) {
      case REQUEST_RESPONSE -> new TaskReport.Succeeded(all);
      case WAIT_FOR_TASK_TOKEN -> new TaskReport.Submitted(all, null);
      case SYNC, SYNC_2 -> new TaskReport.Submitted(all, started.executionArn());
    };
  }
}
