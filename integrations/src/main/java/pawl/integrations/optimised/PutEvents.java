package pawl.integrations.optimised;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.OptimisedIntegration;
import pawl.integrations.ServiceResources;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/**
 * {@code arn:aws:states:::events:putEvents[.waitForTaskToken]}: fails if one of the events does.
 * The execution and its machine are added to the resources of each event.
 */
public final class PutEvents implements OptimisedIntegration {
  private static final String SERVICE = "eventbridge";
  private static final String ACTION = "putEvents";

  private static final ServiceResources RESOURCES =
      ServiceResources.of("events", ACTION, ACTION + ".waitForTaskToken");

  private final SdkBridge bridge;

  public PutEvents(SdkBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public ServiceResources resources() {
    return RESOURCES;
  }

  @Override
  public Optional<String> obstacle(TaskResource resource) {
    return OptimisedIntegration.super.obstacle(resource).or(() -> bridge.obstacle(SERVICE, ACTION));
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return bridge.outlineProblems(SERVICE, ACTION, parameters, List.of("Entries"));
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    JsonNode parameters = withResources(call.parameters().node(), call.executionArn());
    SdkOutcome outcome =
        bridge.call(SdkCall.of(SERVICE, ACTION, parameters, call.credentialsRoleArn()));
    return switch (outcome) {
      case SdkOutcome.Answered answered -> report(call, answered.output());
      case SdkOutcome.Failed failed -> Failures.ofOptimised(ServiceNames.EVENTBRIDGE, failed);
      case SdkOutcome.Unfit unfit -> Failures.unfit(call, unfit);
    };
  }

  private static TaskReport report(TaskCall call, ObjectNode output) {
    if (output.path("FailedEntryCount").asInt() > 0) {
      return new TaskReport.Failed("EventBridge.FailedEntry", output.toString());
    }
    return ((TaskResource.Service) call.resource()).pattern()
            == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN
        ? new TaskReport.Submitted(Payload.of(output), null)
        : new TaskReport.Succeeded(Payload.of(output));
  }

  private static JsonNode withResources(JsonNode parameters, String executionArn) {
    if (!parameters.path("Entries").isArray()) {
      return parameters;
    }
    ObjectNode copy = parameters.deepCopy();
    for (JsonNode entry : copy.path("Entries")) {
      JsonNode listed = entry.path("Resources");
      if (entry instanceof ObjectNode object
          && (listed.isMissingNode() || listed.isNull() || listed.isArray())) {
        ArrayNode resources =
            listed instanceof ArrayNode array ? array : object.putArray("Resources");
        resources.add(executionArn);
        machineOf(executionArn).ifPresent(resources::add);
      }
    }
    return copy;
  }

  private static Optional<String> machineOf(String executionArn) {
    String[] parts = executionArn.split(":", -1);
    if (parts.length < 8) {
      return Optional.empty();
    }
    return Optional.of(
        String.join(
            ":", parts[0], parts[1], parts[2], parts[3], parts[4], "stateMachine", parts[6]));
  }
}
