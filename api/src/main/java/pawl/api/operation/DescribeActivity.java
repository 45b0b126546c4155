package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Activity;
import pawl.engine.host.Host;

/** Shows an activity. */
final class DescribeActivity implements Operation {
  private final Host host;

  DescribeActivity(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    Activity activity = Activities.find(host, input.text("activityArn"));
    ObjectNode answer = Answers.object();
    answer.put("activityArn", activity.arn());
    answer.put("name", activity.name());
    answer.put("creationDate", Timestamps.of(activity.createdMillis()));
    answer.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
    return answer;
  }
}
