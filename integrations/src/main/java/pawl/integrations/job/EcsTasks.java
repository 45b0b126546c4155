package pawl.integrations.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import pawl.engine.TaskReport;
import pawl.integrations.job.Watch.Verdict;
import pawl.integrations.sdk.SdkOutcome;

/**
 * What is special about ECS: RunTask answers with success when nothing was started, and the status
 * of a task that is over does not say whether it was successful.
 */
final class EcsTasks {
  private EcsTasks() {}

  /** There are failures, or no task. */
  static Optional<TaskReport.Failed> refusal(ObjectNode answer) {
    return answer.path("Failures").isEmpty() && !answer.path("Tasks").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TaskReport.Failed("AmazonECS.Unknown", Causes.of(Alphabetical.sorted(answer))));
  }

  /**
   * A task that is over has failed if it was never started, or if an essential container has ended
   * with another exit code than 0 or with none. Which containers are essential is asked for only if
   * that matters; if ECS does not tell, all are.
   */
  static Verdict judge(Watch watch, JsonNode task, Caller caller) throws InterruptedException {
    if (!task.at(watch.status()).asText().equals("STOPPED")) {
      return Verdict.RUNNING;
    }
    if (task.path("StopCode").asText().equals("TaskFailedToStart")) {
      return Verdict.FAILED;
    }
    Set<String> unsuccessful = new HashSet<>();
    task.path("Containers")
        .forEach(
            container -> {
              JsonNode exitCode = container.path("ExitCode");
              if (!exitCode.isNumber() || exitCode.intValue() != 0) {
                unsuccessful.add(container.path("Name").asText());
              }
            });
    if (!unsuccessful.isEmpty() && task.path("Containers").size() > 1) {
      unsuccessful.removeAll(dispensable(task, caller));
    }
    return unsuccessful.isEmpty() ? Verdict.SUCCEEDED : Verdict.FAILED;
  }

  /** The containers whose end is not the end of the task. */
  private static Set<String> dispensable(JsonNode task, Caller caller) throws InterruptedException {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.set("TaskDefinition", task.path("TaskDefinitionArn"));
    Set<String> names = new HashSet<>();
    if (caller.ask("describeTaskDefinition", question)
        instanceof SdkOutcome.Answered(ObjectNode output, _)) {
      for (JsonNode definition : output.at("/TaskDefinition/ContainerDefinitions")) {
        if (!definition.path("Essential").asBoolean(true)) {
          names.add(definition.path("Name").asText());
        }
      }
    }
    return names;
  }
}
