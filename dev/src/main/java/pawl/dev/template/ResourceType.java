package pawl.dev.template;

import java.util.Arrays;
import java.util.Optional;

/** The types of resource that are made here. */
enum ResourceType {
  FUNCTION("AWS::Serverless::Function", "FunctionName"),
  SERVERLESS_MACHINE("AWS::Serverless::StateMachine", "Name"),
  MACHINE("AWS::StepFunctions::StateMachine", "StateMachineName"),
  ACTIVITY("AWS::StepFunctions::Activity", "Name"),
  QUEUE("AWS::SQS::Queue", "QueueName"),
  BUCKET("AWS::S3::Bucket", "BucketName"),
  CONNECTION("AWS::Events::Connection", "Name");

  private final String type;
  private final String nameProperty;

  ResourceType(String type, String nameProperty) {
    this.type = type;
    this.nameProperty = nameProperty;
  }

  String type() {
    return type;
  }

  String nameProperty() {
    return nameProperty;
  }

  static Optional<ResourceType> of(String type) {
    return Arrays.stream(values()).filter(known -> known.type.equals(type)).findFirst();
  }

  /** Types that a local application does without; leaving them out is not worth a word each. */
  static boolean isSilentlySkipped(String type) {
    return type.startsWith("AWS::IAM::")
        || type.startsWith("AWS::Logs::")
        || type.startsWith("AWS::CloudWatch::")
        || type.equals("AWS::Lambda::Permission")
        || type.equals("AWS::SQS::QueuePolicy")
        || type.equals("AWS::S3::BucketPolicy");
  }
}
