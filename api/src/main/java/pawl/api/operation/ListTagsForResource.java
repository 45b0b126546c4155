package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import pawl.api.contract.Input;
import pawl.engine.host.Host;

/** Lists the tags of a state machine or an activity. */
final class ListTagsForResource implements Operation {
  private final Host host;

  ListTagsForResource(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = ResourceArn.taggable(input.text("resourceArn"));
    Map<String, String> tags = host.reads().tags(arn).orElseThrow(() -> Tags.notFound(arn));
    ObjectNode answer = Answers.object();
    ArrayNode list = answer.putArray("tags");
    tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return answer;
  }
}
