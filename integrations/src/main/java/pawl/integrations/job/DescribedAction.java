package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.FieldProblems;
import pawl.integrations.job.Watch.Verdict;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Metadata;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkOutcome;

/** Carries out what the tables say. */
final class DescribedAction implements JobAction {
  /** For how long a service may not know a job yet that it has just taken on. */
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(DescribedAction.class);
  private static final String TASK_FAILED = "States.TaskFailed";

  private final ServiceDescription service;
  private final ActionDescription action;
  private final String module;
  private final SdkBridge bridge;
  private final InstantSource clock;

  DescribedAction(
      ServiceDescription service, ActionDescription action, SdkBridge bridge, InstantSource clock) {
    this.service = service;
    this.action = action;
    this.module = Objects.requireNonNullElse(action.module(), service.module());
    this.bridge = bridge;
    this.clock = clock;
  }

  @Override
  public boolean has(Pattern pattern) {
    return switch (pattern) {
      case REQUEST_RESPONSE -> true;
      case SYNC -> action.watch() != null;
      case SYNC_2 -> false;
      case WAIT_FOR_TASK_TOKEN -> service.hasCallbacks();
    };
  }

  @Override
  public Optional<String> obstacle() {
    return bridge.obstacle(module, action.operation());
  }

  @Override
  public List<String> problems(ObjectNode parameters) {
    return action.hasOwnParameters()
        ? FieldProblems.missing(parameters, action.needs()).toList()
        : bridge.outlineProblems(module, action.operation(), parameters, action.needs());
  }

  @Override
  public Start start(TaskCall call) throws InterruptedException {
    if (!(call.parameters().node() instanceof ObjectNode parameters)) {
      return refused(call, new SdkOutcome.Unfit(List.of("The parameters must be an OBJECT")));
    }
    Caller caller = new Caller(bridge, module, bridge.region(), call.credentialsRoleArn());
    return switch (placement(call).place(caller, parameters)) {
      case SdkOutcome.Answered answered -> accepted(call, parameters, caller, answered);
      case SdkOutcome.Failed failed ->
          new Start.Answered(Failures.ofOptimised(service.names(), failed));
      case SdkOutcome.Unfit unfit -> refused(call, unfit);
    };
  }

  private Placement placement(TaskCall call) {
    String token = action.token();
    return token == null
        ? action.placement()
        : action
            .placement()
            .adding(token, JsonNodeFactory.instance.textNode(call.idempotencyToken()));
  }

  private static Start refused(TaskCall call, SdkOutcome.Unfit unfit) {
    return new Start.Answered(Failures.unfit(call, unfit));
  }

  private Start accepted(
      TaskCall call, ObjectNode parameters, Caller caller, SdkOutcome.Answered answered)
      throws InterruptedException {
    ObjectNode answer = answered.output();
    Payload output =
        Payload.of(
            service.showsMetadata() ? Metadata.added(answer, answered.http()) : sorted(answer));
    Pattern pattern = ((TaskResource.Service) call.resource()).pattern();
    if (pattern == Pattern.REQUEST_RESPONSE) {
      return new Start.Answered(new TaskReport.Succeeded(output));
    }
    Optional<TaskReport.Failed> refusal = action.refusal().in(answer);
    if (refusal.isPresent()) {
      stopWhatWasStarted(parameters, caller, answer);
      return new Start.Answered(refusal.get());
    }
    if (pattern == Pattern.WAIT_FOR_TASK_TOKEN) {
      return new Start.Answered(new TaskReport.Submitted(output, null));
    }
    Optional<ObjectNode> ids = watch().ids(answer, parameters);
    if (ids.isEmpty()) {
      return new Start.Answered(
          new TaskReport.Failed(
              TASK_FAILED, "The answer does not say which job was started: " + answer));
    }
    return new Start.Started(
        output,
        JobReference.of(
            service.type(),
            action.name(),
            caller.region(),
            caller.role(),
            clock.instant(),
            ids.get()));
  }

  /** Of several jobs some may have been started: nobody would wait for these. */
  private void stopWhatWasStarted(ObjectNode parameters, Caller caller, ObjectNode answer)
      throws InterruptedException {
    JobRequest stop = watch().stop();
    Optional<ObjectNode> ids = watch().ids(answer, parameters);
    if (stop != null && ids.isPresent()) {
      for (ObjectNode each : watch().each(ids.get())) {
        LOG.info("An order was taken in part. {}", stop(stop, each, caller));
      }
    }
  }

  private Watch watch() {
    return Objects.requireNonNull(action.watch());
  }

  @Override
  public Poll poll(JobReference job) throws InterruptedException {
    Caller caller = caller(job);
    ObjectNode ids = job.ids();
    JobRequest describe = watch().describe();
    return switch (caller.ask(describe.operation(), describe.about(ids))) {
      case SdkOutcome.Answered answered -> judged(job, ids, answered.output(), caller);
      case SdkOutcome.Refused refused -> {
        TaskReport.Failed failure = Failures.ofOptimised(service.names(), refused);
        yield Refusals.isPassing(refused)
            ? unknown(failure)
            : Refusals.isAbsence(refused) ? gone(job, ids, failure) : new Poll.Ended(failure);
      }
      case SdkOutcome.Unreachable unreachable ->
          unknown(Failures.ofOptimised(service.names(), unreachable));
      case SdkOutcome.TooLarge tooLarge ->
          new Poll.Ended(Failures.ofOptimised(service.names(), tooLarge));
      case SdkOutcome.Unfit unfit ->
          new Poll.Ended(new TaskReport.Failed("States.Runtime", unfit.problems().toString()));
    };
  }

  private Caller caller(JobReference job) {
    return new Caller(bridge, module, job.region(), job.role().orElse(null));
  }

  private static Poll unknown(TaskReport.Failed failure) {
    return new Poll.Unknown(failure.error() + ": " + failure.cause());
  }

  private Poll judged(JobReference job, ObjectNode ids, ObjectNode description, Caller caller)
      throws InterruptedException {
    List<JsonNode> jobs = watch().jobsIn(description, ids);
    if (!jobs.stream().allMatch(JsonNode::isObject)) {
      return gone(
          job,
          ids,
          new TaskReport.Failed(
              TASK_FAILED,
              "The service %s does not know the job %s: %s"
                  .formatted(service.type(), ids, description)));
    }
    Verdict verdict = Verdict.SUCCEEDED;
    for (JsonNode each : jobs) {
      verdict = verdict.and(watch().judgement().judge(watch(), each, caller));
    }
    JsonNode described = jobs.size() == 1 ? jobs.getFirst() : MissingNode.getInstance();
    return switch (verdict) {
      case RUNNING -> new Poll.Running();
      case SUCCEEDED ->
          new Poll.Ended(
              new TaskReport.Succeeded(Payload.of(outcome(description, described, ids))));
      case FAILED ->
          new Poll.Ended(
              new TaskReport.Failed(TASK_FAILED, Causes.of(outcome(description, described, ids))));
    };
  }

  private ObjectNode outcome(ObjectNode description, JsonNode described, ObjectNode ids) {
    return sorted(watch().outcome().of(description, described, ids));
  }

  /** The service does not know the job: not yet, or no longer. */
  private Poll gone(JobReference job, ObjectNode ids, TaskReport.Failed failure) {
    if (watch().endsWhenGone()) {
      ObjectNode description = JsonNodeFactory.instance.objectNode();
      String around = watch().job().getMatchingProperty();
      if (around == null || around.isEmpty()) {
        description.setAll(ids);
      } else {
        description.set(around, ids);
      }
      return new Poll.Ended(new TaskReport.Succeeded(Payload.of(outcome(description, ids, ids))));
    }
    boolean isNew = clock.instant().isBefore(job.started().plus(SETTLING));
    return isNew ? unknown(failure) : new Poll.Ended(failure);
  }

  @Override
  public String stop(JobReference job) throws InterruptedException {
    JobRequest stop = watch().stop();
    if (stop == null) {
      return "%s:%s has no job that could be stopped.".formatted(service.type(), action.name());
    }
    List<String> said = new ArrayList<>();
    for (ObjectNode ids : watch().each(job.ids())) {
      said.add(stop(stop, ids, caller(job)));
    }
    return String.join(" ", said);
  }

  private String stop(JobRequest stop, ObjectNode ids, Caller caller) throws InterruptedException {
    return switch (caller.ask(stop.operation(), stop.about(ids))) {
      case SdkOutcome.Answered(ObjectNode output, _) -> {
        JsonNode errors = output.path("Errors");
        yield errors.isEmpty()
            ? "%s has taken %s for %s.".formatted(service.type(), stop.operation(), ids)
            : refusedToStop(stop, ids, errors.toString());
      }
      case SdkOutcome.Failed failed ->
          refusedToStop(
              stop, ids, String.valueOf(Failures.ofOptimised(service.names(), failed).cause()));
      case SdkOutcome.Unfit unfit -> refusedToStop(stop, ids, unfit.problems().toString());
    };
  }

  private String refusedToStop(JobRequest stop, ObjectNode ids, @Nullable String why) {
    return "%s has not done %s for %s: %s".formatted(service.type(), stop.operation(), ids, why);
  }

  private static ObjectNode sorted(ObjectNode node) {
    return (ObjectNode) Alphabetical.sorted(node);
  }
}
