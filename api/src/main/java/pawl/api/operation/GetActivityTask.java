package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Activity;
import pawl.engine.host.Host;

/** Gives a worker the next task of an activity, waiting up to a minute for one. */
final class GetActivityTask implements Operation {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Host host;

  GetActivityTask(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    Activity activity = Activities.find(host, input.text("activityArn"));
    Optional<Host.ActivityTask> task =
        host.pollActivity(activity.arn(), input.optionalText("workerName"), PATIENCE);
    ObjectNode answer = Answers.object();
    task.ifPresent(
        taken -> {
          answer.put("taskToken", taken.taskToken());
          answer.put("input", taken.input().text());
        });
    return answer;
  }
}
