package pawl.integrations.nested;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.job.Following;
import pawl.integrations.job.JobReference;
import pawl.integrations.job.Poll;
import pawl.integrations.job.Refusals;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;
import pawl.integrations.sdk.Metadata;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/**
 * Starts executions of machines in other accounts or regions, through their API.
 *
 * <p>For the {@code .sync} patterns such an execution is a job: asked for its status until it has
 * ended, after a restart as well, and stopped if nobody waits for it any more.
 */
final class RemoteExecution {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteExecution.class);
  private static final String SERVICE = "states";
  private static final String ARN = "ExecutionArn";

  /** For how long an execution may not be known yet that has just been started. */
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Set<String> SHOWN =
      Set.of(
          "Cause",
          "Error",
          ARN,
          "Input",
          "InputDetails",
          "Name",
          "Output",
          "OutputDetails",
          "RedriveCount",
          "RedriveStatus",
          "RedriveStatusReason",
          "StartDate",
          "StateMachineArn",
          "Status",
          "StopDate");
  private static final List<String> DATES = List.of("StartDate", "StopDate");

  private final SdkBridge bridge;
  private final Following following;
  private final InstantSource clock;

  RemoteExecution(SdkBridge bridge, Following following, InstantSource clock) {
    this.bridge = bridge;
    this.following = following;
    this.clock = clock;
  }

  TaskReport start(TaskCall call, StartRequest request) throws InterruptedException {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("StateMachineArn", request.machineArn());
    parameters.put("Name", request.name());
    parameters.put("Input", request.input());
    parameters.put("TraceHeader", request.traceHeader());
    String role = call.credentialsRoleArn();
    return switch (ask(request.region(), role, "startExecution", parameters)) {
      case SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http) -> {
        Payload all = Payload.of(Metadata.added(output, http));
        yield switch (pattern(call)) {
          case REQUEST_RESPONSE -> new TaskReport.Succeeded(all);
          case WAIT_FOR_TASK_TOKEN -> new TaskReport.Submitted(all, null);
          case SYNC, SYNC_2 ->
              new TaskReport.JobStarted(all, reference(request.region(), role, output).toString());
        };
      }
      case SdkOutcome.Failed failed -> Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, failed);
      case SdkOutcome.Unfit unfit -> Failures.unfit(call, unfit);
    };
  }

  private JobReference reference(String region, @Nullable String role, ObjectNode answer) {
    return JobReference.of(
        SERVICE,
        "startExecution",
        region,
        role,
        clock.instant(),
        JsonNodeFactory.instance.objectNode().set(ARN, answer.path(ARN)));
  }

  private static Pattern pattern(TaskCall call) {
    return ((TaskResource.Service) call.resource()).pattern();
  }

  private SdkOutcome ask(String region, @Nullable String role, String action, JsonNode parameters)
      throws InterruptedException {
    return bridge.call(
        new SdkCall(
            "sfn", action, parameters, region, role, null, Map.of(), SdkCall.USUAL_PATIENCE));
  }

  private SdkOutcome ask(JobReference job, String action) throws InterruptedException {
    return ask(job.region(), job.role().orElse(null), action, job.ids());
  }

  /** Waits for the end of an execution that {@link #start} has named. */
  TaskReport follow(TaskCall call, String job) throws InterruptedException {
    JobReference reference =
        mine(job).orElseThrow(() -> new IllegalStateException("No execution elsewhere: " + job));
    return following.follow(call, job, () -> poll(reference, pattern(call)));
  }

  private Poll poll(JobReference job, Pattern pattern) throws InterruptedException {
    return switch (ask(job, "describeExecution")) {
      case SdkOutcome.Answered answered -> {
        TaskReport report = ended(answered.output(), pattern);
        yield report == null ? new Poll.Running() : new Poll.Ended(report);
      }
      case SdkOutcome.Refused refused -> {
        TaskReport.Failed failure = Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, refused);
        boolean isNew = clock.instant().isBefore(job.started().plus(SETTLING));
        boolean mayPass =
            Refusals.isPassing(refused)
                || isNew && String.valueOf(refused.code()).endsWith("DoesNotExist");
        yield mayPass ? new Poll.Unknown(text(failure)) : new Poll.Ended(failure);
      }
      case SdkOutcome.Unreachable unreachable ->
          new Poll.Unknown(text(Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, unreachable)));
      case SdkOutcome.TooLarge tooLarge ->
          new Poll.Ended(Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, tooLarge));
      case SdkOutcome.Unfit unfit ->
          new Poll.Ended(new TaskReport.Failed("States.Runtime", unfit.problems().toString()));
    };
  }

  private static String text(TaskReport.Failed failure) {
    return failure.error() + ": " + failure.cause();
  }

  /** Has an execution stopped, if it is one of those that {@link #start} has named. */
  boolean stop(String job) throws InterruptedException {
    Optional<JobReference> reference = mine(job);
    if (reference.isEmpty()) {
      return false;
    }
    String said =
        switch (ask(reference.get(), "stopExecution")) {
          case SdkOutcome.Answered _ -> "It is stopped.";
          case SdkOutcome.Failed failed ->
              "It is not stopped: "
                  + text(Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, failed));
          case SdkOutcome.Unfit unfit -> "It is not stopped: " + unfit.problems();
        };
    LOG.info("Nobody waits for the execution elsewhere {} any more. {}", job, said);
    return true;
  }

  private static Optional<JobReference> mine(String job) {
    return JobReference.parse(job).filter(it -> it.service().equals(SERVICE));
  }

  /** Null while the execution runs. */
  private static @Nullable TaskReport ended(ObjectNode description, Pattern pattern) {
    String status = description.path("Status").asText();
    if (status.equals("RUNNING") || status.equals("PENDING_REDRIVE")) {
      return null;
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    description.properties().stream()
        .filter(member -> SHOWN.contains(member.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(member -> shown.set(member.getKey(), member.getValue()));
    // Descriptions of awaited executions have times in milliseconds, like those of executions here.
    for (String date : DATES) {
      if (shown.path(date).isTextual()) {
        shown.put(date, Instant.parse(shown.path(date).textValue()).toEpochMilli());
      }
    }
    if (!status.equals("SUCCEEDED")) {
      return new TaskReport.Failed("States.TaskFailed", shown.toString());
    }
    if (pattern == Pattern.SYNC_2) {
      shown.set("Input", value(shown.path("Input")));
      shown.set("Output", value(shown.path("Output")));
    }
    return new TaskReport.Succeeded(Payload.of(shown));
  }

  private static JsonNode value(JsonNode text) {
    try {
      return Json.MAPPER.readTree(text.asText());
    } catch (JsonProcessingException _) {
      return text;
    }
  }
}
