package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;

/** Publishes what a state machine is now as a version, or answers for the one that keeps it. */
final class PublishStateMachineVersion implements Operation {
  private final Host host;

  PublishStateMachineVersion(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    MachineArn arn = ResourceArn.stateMachine(input.text("stateMachineArn"));
    if (arn.qualifier() != null) {
      throw Machines.doesNotExist(arn.text());
    }
    String revision = input.optionalText("revisionId");
    CatalogueCommand.PublishVersion publish =
        new CatalogueCommand.PublishVersion(
            arn.unqualified(), revision, input.optionalText("description"));
    return switch (host.submit(publish)) {
      case CatalogueReply.VersionPublished(Version version) ->
          Answers.object()
              .put("creationDate", Timestamps.of(version.createdMillis()))
              .put("stateMachineVersionArn", version.arn());
      case CatalogueReply.NoSuchMachine() -> throw Machines.doesNotExist(arn.text());
      case CatalogueReply.RevisionDiffers(String current) ->
          throw ApiException.service(
              "ConflictException",
              "Failed to publish the State Machine version for revision "
                  + revision
                  + ". The current State Machine revision is "
                  + current
                  + ".");
      case CatalogueReply.TooMany(int most) -> throw Publishing.tooMany(most);
    };
  }
}
