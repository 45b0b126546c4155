package pawl.integrations.nested;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;
import pawl.integrations.sdk.Metadata;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/**
 * Starts executions of machines in other accounts or regions, through their API.
 *
 * <p>The {@code .sync} patterns ask for the execution's status until it has ended and only then
 * report. A call that is repeated after a crash finds the execution it started, because its name is
 * the same, and goes on waiting.
 */
final class RemoteExecution {
  private static final Set<String> SHOWN =
      Set.of(
          "Cause",
          "Error",
          "ExecutionArn",
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
  private static final int FAILURES_IN_A_ROW = 10;

  private final SdkBridge bridge;
  private final Pause pause;

  /** Waits between two questions. */
  @FunctionalInterface
  interface Pause {
    /** From a second up to half a minute. */
    Pause GROWING = questions -> Thread.sleep(Duration.ofSeconds(Math.min(30, 1 + questions / 5)));

    void after(int questions) throws InterruptedException;
  }

  RemoteExecution(SdkBridge bridge, Pause pause) {
    this.bridge = bridge;
    this.pause = pause;
  }

  TaskReport start(TaskCall call, StartRequest request) throws InterruptedException {
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    parameters.put("StateMachineArn", request.machineArn());
    parameters.put("Name", request.name());
    parameters.put("Input", request.input());
    parameters.put("TraceHeader", request.traceHeader());
    SdkOutcome outcome = ask(call, request, "startExecution", parameters);
    return switch (outcome) {
      case SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http) -> {
        Payload all = Payload.of(Metadata.added(output, http));
        Pattern pattern = ((TaskResource.Service) call.resource()).pattern();
        yield switch (pattern) {
          case REQUEST_RESPONSE -> new TaskReport.Succeeded(all);
          case WAIT_FOR_TASK_TOKEN -> new TaskReport.Submitted(all, null);
          case SYNC, SYNC_2 -> await(call, request, output.path("ExecutionArn").asText(), pattern);
        };
      }
      case SdkOutcome.Failed failed -> Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, failed);
      case SdkOutcome.Unfit unfit -> Failures.unfit(call, unfit);
    };
  }

  private SdkOutcome ask(TaskCall call, StartRequest request, String action, JsonNode parameters)
      throws InterruptedException {
    return bridge.call(
        new SdkCall(
            "sfn",
            action,
            parameters,
            request.region(),
            call.credentialsRoleArn(),
            null,
            Map.of(),
            SdkCall.USUAL_PATIENCE));
  }

  private TaskReport await(
      TaskCall call, StartRequest request, String executionArn, Pattern pattern)
      throws InterruptedException {
    ObjectNode question = JsonNodeFactory.instance.objectNode().put("ExecutionArn", executionArn);
    int failures = 0;
    for (int questions = 0; ; questions++) {
      pause.after(questions);
      switch (ask(call, request, "describeExecution", question)) {
        case SdkOutcome.Answered answered -> {
          failures = 0;
          TaskReport report = ended(answered.output(), pattern);
          if (report != null) {
            return report;
          }
        }
        case SdkOutcome.Failed failed -> {
          failures++;
          boolean isFinal = failed instanceof SdkOutcome.Refused refused && refused.modelled();
          if (isFinal || failures >= FAILURES_IN_A_ROW) {
            return Failures.ofOptimised(ServiceNames.STEP_FUNCTIONS, failed);
          }
        }
        case SdkOutcome.Unfit unfit -> {
          return Failures.unfit(call, unfit);
        }
      }
    }
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
