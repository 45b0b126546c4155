package pawl.integrations.sdk;

import pawl.engine.TaskCall;
import pawl.engine.TaskReport;

/** What AWS Step Functions makes of calls that failed: the error names and causes it reports. */
public final class Failures {
  private Failures() {}

  /**
   * How an optimised integration names its service: these are still written like messages of the
   * AWS SDK for Java 1.
   *
   * @param error begins error names: {@code SQS}
   * @param service names the service in causes: {@code AmazonSQS}
   * @param general is the name of errors that the service's model does not know: {@code
   *     AmazonSQSException}
   */
  public record ServiceNames(String error, String service, String general) {
    public static final ServiceNames LAMBDA =
        new ServiceNames("Lambda", "AWSLambda", "AWSLambdaException");
    public static final ServiceNames SQS =
        new ServiceNames("SQS", "AmazonSQS", "AmazonSQSException");
    public static final ServiceNames SNS =
        new ServiceNames("SNS", "AmazonSNS", "AmazonSNSException");
    public static final ServiceNames DYNAMODB =
        new ServiceNames("DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException");
    public static final ServiceNames EVENTBRIDGE =
        new ServiceNames("EventBridge", "AmazonEventBridge", "AmazonEventBridgeException");
    public static final ServiceNames STEP_FUNCTIONS =
        new ServiceNames("StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException");
  }

  /** The failure of an {@code aws-sdk:} integration. */
  public static TaskReport.Failed ofSdk(SdkOutcome.Failed failed) {
    return switch (failed) {
      case SdkOutcome.Refused refused ->
          new TaskReport.Failed(
              refused.service() + "." + refused.exception(), refused.sdkMessage());
      case SdkOutcome.Unreachable unreachable ->
          new TaskReport.Failed(
              unreachable.service() + ".SdkClientException", unreachable.sdkMessage());
      case SdkOutcome.TooLarge tooLarge -> dataLimit("aws-sdk:" + tooLarge.module());
    };
  }

  /** The failure of an optimised integration. */
  public static TaskReport.Failed ofOptimised(ServiceNames names, SdkOutcome.Failed failed) {
    return switch (failed) {
      case SdkOutcome.Refused refused ->
          refusal(
              names,
              refused.modelled() ? refused.exception() : names.general(),
              String.valueOf(refused.message()),
              refused.status(),
              String.valueOf(refused.code()),
              String.valueOf(refused.requestId()));
      case SdkOutcome.Unreachable unreachable ->
          new TaskReport.Failed(names.error() + ".SdkClientException", unreachable.message());
      case SdkOutcome.TooLarge tooLarge -> dataLimit(tooLarge.module());
    };
  }

  /** The failure of a task whose result no state could use. */
  public static TaskReport.Failed dataLimit(String resourceType) {
    return new TaskReport.Failed(
        "States.DataLimitExceeded",
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
            .formatted(resourceType));
  }

  /** The same for a service that is part of this process. */
  public static TaskReport.Failed refusal(
      ServiceNames names,
      String exception,
      String message,
      int status,
      String code,
      String requestId) {
    return new TaskReport.Failed(
        names.error() + "." + exception,
        "%s (Service: %s; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(message, names.service(), status, code, requestId));
  }

  /**
   * The failure of a task whose parameters the service's API has no use for. AWS does not let a
   * state catch it.
   */
  public static TaskReport.Failed unfit(TaskCall call, SdkOutcome.Unfit unfit) {
    String cause =
        "The Parameters '%s' could not be used to start the Task: [%s]"
            .formatted(call.parameters().text(), String.join(", ", unfit.problems()));
    return new TaskReport.Failed(
        "States.Runtime",
        call.enteredEvent() == 0
            ? cause
            : "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
                .formatted(call.stateName(), call.enteredEvent(), cause));
  }
}
