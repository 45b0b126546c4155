package pawl.integrations.optimised;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.OptimisedIntegration;
import pawl.integrations.ServiceResources;
import pawl.integrations.sdk.Failures;
import pawl.integrations.sdk.Failures.ServiceNames;
import pawl.integrations.sdk.Metadata;
import pawl.integrations.sdk.SdkBridge;
import pawl.integrations.sdk.SdkCall;
import pawl.integrations.sdk.SdkOutcome;

/**
 * An optimised integration that is one API call: SQS, SNS, DynamoDB. Objects in text parameters
 * ({@code MessageBody}, {@code Message}) go out as JSON text.
 */
public final class ServiceTask implements OptimisedIntegration {
  private static final String TABLE = "TableName";
  private static final String KEY = "Key";

  private final SdkBridge bridge;
  private final ServiceResources resources;
  private final Map<String, List<String>> required;
  private final ServiceNames names;
  private final Addressing addressing;

  /** Says where a call has to go, if not to the service's endpoint. */
  @FunctionalInterface
  interface Addressing {
    SdkCall addressed(SdkCall call);
  }

  /**
   * @param required what the actions must be told, by the service's model
   */
  private ServiceTask(
      SdkBridge bridge,
      ServiceResources resources,
      Map<String, List<String>> required,
      ServiceNames names,
      Addressing addressing) {
    this.bridge = bridge;
    this.resources = resources;
    this.required = required;
    this.names = names;
    this.addressing = addressing;
  }

  /** {@code sqs:sendMessage}. */
  public static ServiceTask sqs(SdkBridge bridge, QueueAddress addresses) {
    return new ServiceTask(
        bridge,
        ServiceResources.of("sqs", "sendMessage", "sendMessage.waitForTaskToken"),
        Map.of("sendMessage", List.of("QueueUrl", "MessageBody")),
        ServiceNames.SQS,
        addresses::of);
  }

  /** {@code sns:publish}. */
  public static ServiceTask sns(SdkBridge bridge) {
    return new ServiceTask(
        bridge,
        ServiceResources.of("sns", "publish", "publish.waitForTaskToken"),
        Map.of("publish", List.of("Message")),
        ServiceNames.SNS,
        call -> call);
  }

  /** {@code dynamodb:getItem} and its three siblings. */
  public static ServiceTask dynamodb(SdkBridge bridge) {
    return new ServiceTask(
        bridge,
        ServiceResources.of("dynamodb", "getItem", "putItem", "updateItem", "deleteItem"),
        Map.of(
            "getItem", List.of(TABLE, KEY),
            "putItem", List.of(TABLE, "Item"),
            "updateItem", List.of(TABLE, KEY),
            "deleteItem", List.of(TABLE, KEY)),
        ServiceNames.DYNAMODB,
        call -> call);
  }

  @Override
  public ServiceResources resources() {
    return resources;
  }

  @Override
  public Optional<String> obstacle(TaskResource resource) {
    String action = ((TaskResource.Service) resource).action();
    return OptimisedIntegration.super
        .obstacle(resource)
        .or(() -> bridge.obstacle(resources.service(), action));
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return bridge.outlineProblems(
        resources.service(),
        resource.action(),
        parameters,
        required.getOrDefault(resource.action(), List.of()));
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    TaskResource.Service resource = (TaskResource.Service) call.resource();
    SdkCall request =
        SdkCall.of(
            resources.service(),
            resource.action(),
            call.parameters().node(),
            call.credentialsRoleArn());
    return switch (bridge.call(addressing.addressed(request))) {
      case SdkOutcome.Answered(ObjectNode output, SdkOutcome.HttpAnswer http) -> {
        Payload all = Payload.of(Metadata.added(output, http));
        yield resource.pattern() == Pattern.WAIT_FOR_TASK_TOKEN
            ? new TaskReport.Submitted(all, null)
            : new TaskReport.Succeeded(all);
      }
      case SdkOutcome.Failed failed -> Failures.ofOptimised(names, failed);
      case SdkOutcome.Unfit unfit -> Failures.unfit(call, unfit);
    };
  }
}
