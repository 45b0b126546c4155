package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.host.Host;

/** Changes where an alias leads, or what is said of it. */
final class UpdateStateMachineAlias implements Operation {
  private final Host host;

  UpdateStateMachineAlias(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    ResourceArn.AliasArn arn = ResourceArn.alias(input.text("stateMachineAliasArn"));
    String description = input.optionalText("description");
    if (description == null && !input.has("routingConfiguration")) {
      throw Aliases.invalid("Either the description or the routingConfiguration must be specified");
    }
    CatalogueCommand.UpdateAlias update =
        new CatalogueCommand.UpdateAlias(
            arn.machineArn(), arn.name(), description, routes(input, arn));
    return switch (host.submit(update)) {
      case CatalogueReply.AliasUpdated(Alias alias) ->
          Answers.object().put("updateDate", Timestamps.of(alias.updatedMillis()));
      case CatalogueReply.NoSuchAlias(), CatalogueReply.NoSuchVersion(_) ->
          throw Aliases.notFound();
    };
  }

  private static @Nullable List<Alias.Route> routes(Input input, ResourceArn.AliasArn arn) {
    if (!input.has("routingConfiguration")) {
      return null;
    }
    Aliases.Routing routing = Aliases.routing(input);
    if (!routing.machineArn().equals(arn.machineArn())) {
      throw Aliases.invalid(
          "Routing configuration must contain versions of the alias's own state machine. Received: "
              + routing.machineArn());
    }
    return routing.routes();
  }
}
