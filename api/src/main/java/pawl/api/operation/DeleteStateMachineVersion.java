package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.host.Host;

/** Deletes a version that no alias routes to. Deleting what is not there succeeds. */
final class DeleteStateMachineVersion implements Operation {
  private final Host host;

  DeleteStateMachineVersion(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    ResourceArn.VersionArn arn = ResourceArn.version(input.text("stateMachineVersionArn"));
    return switch (host.submit(
        new CatalogueCommand.DeleteVersion(arn.machineArn(), arn.number()))) {
      case CatalogueReply.Done() -> Answers.object();
      case CatalogueReply.VersionInUse(List<String> aliases) ->
          throw ApiException.service(
              "ConflictException",
              "Version to be deleted must not be referenced by an alias. Current list of aliases"
                  + " referencing this version: ["
                  + String.join(", ", aliases)
                  + "]");
    };
  }
}
