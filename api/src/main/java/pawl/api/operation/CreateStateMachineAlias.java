package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.host.Host;

/** Makes an alias for one or two versions, or answers for the identical one that is there. */
final class CreateStateMachineAlias implements Operation {
  private final Host host;

  CreateStateMachineAlias(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    Aliases.Routing routing = Aliases.routing(input);
    CatalogueCommand.CreateAlias create =
        new CatalogueCommand.CreateAlias(
            routing.machineArn(),
            input.text("name"),
            input.optionalText("description"),
            routing.routes());
    return switch (host.submit(create)) {
      case CatalogueReply.AliasCreated(Alias alias) ->
          Answers.object()
              .put("creationDate", Timestamps.of(alias.createdMillis()))
              .put("stateMachineAliasArn", alias.arn());
      case CatalogueReply.AliasExists _ ->
          throw ApiException.service(
              "ConflictException",
              "Failed to create alias because an alias with the same name and a different routing"
                  + " configuration already exists.");
      case CatalogueReply.NoSuchVersion _ -> throw Aliases.notFound();
      case CatalogueReply.TooMany(int most) ->
          throw ApiException.service(
              "ServiceQuotaExceededException",
              "A state machine can have at most " + most + " aliases; delete some of them");
    };
  }
}
