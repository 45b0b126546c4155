package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import pawl.api.contract.Input;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Host;

/** Takes tags off a state machine or an activity. */
final class UntagResource implements Operation {
  private final Host host;

  UntagResource(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = ResourceArn.taggable(input.text("resourceArn"));
    return Tags.answer(
        arn, host.submit(new CatalogueCommand.Untag(arn, Set.copyOf(input.texts("tagKeys")))));
  }
}
