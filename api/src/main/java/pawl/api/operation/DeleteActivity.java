package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Host;

/** Deletes an activity. Deleting what is not there succeeds. */
final class DeleteActivity implements Operation {
  private final Host host;

  DeleteActivity(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    host.submit(
        new CatalogueCommand.DeleteActivity(ResourceArn.activity(input.text("activityArn"))));
    return Answers.object();
  }
}
