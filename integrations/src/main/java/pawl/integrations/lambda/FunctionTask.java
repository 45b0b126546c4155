package pawl.integrations.lambda;

import pawl.asl.Payload;
import pawl.asl.program.TaskResource;
import pawl.engine.TaskCall;
import pawl.engine.TaskReport;
import pawl.integrations.TaskIntegration;
import pawl.integrations.lambda.FunctionInvoker.Invocation;
import pawl.integrations.lambda.FunctionInvoker.InvocationType;
import pawl.integrations.sdk.SdkBridge;

/** A function ARN as the resource: the parameters are the event, the result is the output. */
public final class FunctionTask implements TaskIntegration {
  private static final int REGION = 3;

  private final Functions functions;

  public FunctionTask(FunctionInvoker here, SdkBridge bridge) {
    this.functions = new Functions(here, bridge);
  }

  @Override
  public boolean handles(TaskResource resource) {
    return resource instanceof TaskResource.Function;
  }

  @Override
  public TaskReport call(TaskCall call) throws InterruptedException {
    String arn = call.resource().arn();
    Invocation invocation =
        new Invocation(
            arn,
            call.parameters().bytes(),
            InvocationType.REQUEST_RESPONSE,
            null,
            null,
            false,
            call.traceHeader(),
            FunctionInvoker.Caller.of(call));
    String[] parts = arn.split(":", -1);
    String region = parts.length > REGION && !parts[REGION].isEmpty() ? parts[REGION] : null;
    return switch (functions.invoke(call, invocation, region)) {
      case Functions.Result.Failed(TaskReport.Failed report) -> report;
      case Functions.Result.Answered answer -> {
        if (answer.functionError() != null) {
          yield Functions.failure(answer.payload(), false);
        }
        yield Functions.isJson(answer.payload())
            ? new TaskReport.Succeeded(Payload.ofText(answer.payload()))
            : Functions.garbage(answer.payload());
      }
    };
  }
}
