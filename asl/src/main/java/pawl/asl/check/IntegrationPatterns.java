package pawl.asl.check;

import java.util.Set;
import pawl.asl.program.TaskResource;

/**
 * Which services can't be waited for in which way, by the tables of the developer guide. Nothing is
 * said about services that stand in neither.
 */
final class IntegrationPatterns {
  private static final Set<String> WITHOUT_JOBS =
      Set.of("apigateway", "dynamodb", "events", "http", "lambda", "sns", "sqs");

  private static final Set<String> WITHOUT_CALLBACKS =
      Set.of(
          "athena",
          "batch",
          "codebuild",
          "databrew",
          "dynamodb",
          "elasticmapreduce",
          "emr-containers",
          "emr-serverless",
          "glue",
          "http",
          "mediaconvert",
          "sagemaker");

  private IntegrationPatterns() {}

  static boolean isSupported(TaskResource.Service service) {
    String type = service.resourceType();
    return switch (service.pattern()) {
      case REQUEST_RESPONSE -> true;
      case SYNC, SYNC_2 -> !WITHOUT_JOBS.contains(type) && !type.startsWith("aws-sdk:");
      case WAIT_FOR_TASK_TOKEN -> !WITHOUT_CALLBACKS.contains(type);
    };
  }
}
