package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Host;

/** Deletes an alias. Deleting what is not there succeeds. */
final class DeleteStateMachineAlias implements Operation {
  private final Host host;

  DeleteStateMachineAlias(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    ResourceArn.AliasArn arn = ResourceArn.alias(input.text("stateMachineAliasArn"));
    host.submit(new CatalogueCommand.DeleteAlias(arn.machineArn(), arn.name()));
    return Answers.object();
  }
}
