package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.host.Host;

/** Deletes a state machine. Deleting what is not there succeeds. */
final class DeleteStateMachine implements Operation {
  private final Host host;

  DeleteStateMachine(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    MachineArn arn = ResourceArn.stateMachine(input.text("stateMachineArn"));
    if (arn.qualifier() != null) {
      throw ApiException.service(
          "ValidationException",
          "The ARN of a version or an alias does not name a state machine: " + arn.text());
    }
    host.submit(new CatalogueCommand.DeleteMachine(arn.unqualified()));
    return Answers.object();
  }
}
