package pawl.integrations.sdk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.TaskIntegration;

/** {@code arn:aws:states:::aws-sdk:SERVICE:ACTION[.waitForTaskToken]}: any API call as it is. */
public final class SdkIntegration implements TaskIntegration {
  private static final String PREFIX = "aws-sdk:";

  private final SdkBridge bridge;

  public SdkIntegration(SdkBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public boolean handles(TaskResource resource) {
    return resource instanceof TaskResource.Service service
        && service.resourceType().startsWith(PREFIX);
  }

  @Override
  public Optional<String> obstacle(TaskResource resource) {
    TaskResource.Service service = (TaskResource.Service) resource;
    return switch (service.pattern()) {
      case REQUEST_RESPONSE, WAIT_FOR_TASK_TOKEN ->
          bridge.obstacle(name(service), service.action());
      case SYNC, SYNC_2 ->
          Optional.of("AWS SDK integrations have no pattern .sync: " + resource.arn() + ".");
    };
  }

  @Override
  public boolean knows(TaskResource.Service resource) {
    return bridge.knows(name(resource), resource.action());
  }

  @Override
  public List<String> problems(TaskResource.Service resource, ObjectNode parameters) {
    return bridge.outlineProblems(
        name(resource), resource.action(), parameters, MemberNames.OF_SDK, List.of());
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    TaskResource.Service service = (TaskResource.Service) call.resource();
    SdkOutcome outcome =
        bridge.call(
            SdkCall.of(
                name(service),
                service.action(),
                call.parameters().node(),
                call.credentialsRoleArn()),
            MemberNames.OF_SDK,
            Times.ISO_8601,
            call.idempotencyToken());
    return switch (outcome) {
      case SdkOutcome.Answered answered ->
          service.pattern() == TaskResource.Pattern.WAIT_FOR_TASK_TOKEN
              ? new TaskReport.Submitted(Payload.of(answered.output()), null)
              : new TaskReport.Succeeded(Payload.of(answered.output()));
      case SdkOutcome.Failed failed -> Failures.ofSdk(failed);
      case SdkOutcome.Unfit unfit -> Failures.unfit(call, unfit);
    };
  }

  private static String name(TaskResource.Service service) {
    return service.resourceType().substring(PREFIX.length());
  }
}
