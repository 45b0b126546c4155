package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Activity;
import pawl.engine.host.Host;
import pawl.engine.read.Page;

/** Lists activities by name. */
final class ListActivities implements Operation {
  private static final String QUESTION = "ListActivities";

  private final Host host;
  private final Paging paging;

  ListActivities(Host host, Paging paging) {
    this.host = host;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    Page<Activity> page =
        host.reads().activities(Paging.maxResults(input), paging.position(input, QUESTION));
    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("activities");
    for (Activity activity : page.rows()) {
      rows.addObject()
          .put("activityArn", activity.arn())
          .put("name", activity.name())
          .put("creationDate", Timestamps.of(activity.createdMillis()));
    }
    paging.addNext(answer, QUESTION, page.next());
    return answer;
  }
}
