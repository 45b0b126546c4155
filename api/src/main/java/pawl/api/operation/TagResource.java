package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Host;

/** Adds tags to a state machine or an activity. */
final class TagResource implements Operation {
  private final Host host;

  TagResource(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = ResourceArn.taggable(input.text("resourceArn"));
    return Tags.answer(
        arn, host.submit(new CatalogueCommand.Tag(arn, Tags.of(input), Tags.MOST_TAGS)));
  }
}
