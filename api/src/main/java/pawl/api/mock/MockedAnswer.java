package pawl.api.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pawl.asl.program.TaskResource;
import pawl.asl.program.TaskResource.Pattern;

/**
 * The answer of which service and operation a Task's mocked result stands for.
 *
 * @param service as {@code aws-sdk:NAME} names it
 * @param free members that Step Functions' own integration reads as JSON: they may be anything
 * @param bySdk whether it is {@code aws-sdk:}, whose members have the SDK's names
 */
public record MockedAnswer(String service, String operation, Set<String> free, boolean bySdk) {
  private static final String SDK = "aws-sdk:";

  /** Services that Step Functions' own integrations call by another name. */
  private static final Map<String, String> NAMES = Map.of("states", "sfn", "events", "eventbridge");

  /** The operation that a job is watched with, whose answer is the last thing it tells. */
  private static final Map<String, String> WATCHING =
      Map.of(
          "sfn:StartExecution", "DescribeExecution",
          "ecs:RunTask", "DescribeTasks",
          "batch:SubmitJob", "DescribeJobs",
          "glue:StartJobRun", "GetJobRun",
          "athena:StartQueryExecution", "GetQueryExecution",
          "codebuild:StartBuild", "BatchGetBuilds",
          "codebuild:StartBuildBatch", "BatchGetBuildBatches");

  /** Null for a resource whose result no API model describes. */
  public static @Nullable MockedAnswer of(TaskResource resource) {
    if (!(resource instanceof TaskResource.Service task)
        || task.pattern() == Pattern.WAIT_FOR_TASK_TOKEN) {
      return null;
    }
    boolean sdk = task.resourceType().startsWith(SDK);
    String name = sdk ? task.resourceType().substring(SDK.length()) : task.resourceType();
    String service = sdk ? name : NAMES.getOrDefault(name, name);
    String operation = capital(task.action());
    if (task.pattern() == Pattern.REQUEST_RESPONSE) {
      boolean isOwnInvoke = !sdk && service.equals("lambda");
      return new MockedAnswer(service, operation, isOwnInvoke ? Set.of("Payload") : Set.of(), sdk);
    }
    String watching = WATCHING.get(service + ":" + operation);
    return watching == null
        ? null
        : new MockedAnswer(
            service, watching, service.equals("sfn") ? Set.of("Input", "Output") : Set.of(), sdk);
  }

  private static String capital(String action) {
    return action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1);
  }

  /**
   * What is wrong with a result, in AWS's words; empty also if the service is not known.
   *
   * @param complete whether required members have to be there
   */
  public Optional<String> fault(JsonNode result, boolean complete) {
    return ApiModels.find(service)
        .flatMap(model -> model.fault(operation, result, complete, free, bySdk));
  }

  /** Whether anything is known of the operation's answer. */
  public boolean isKnown() {
    return ApiModels.find(service).filter(model -> model.operations().has(operation)).isPresent();
  }
}
