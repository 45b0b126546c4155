package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Alias;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;

/** Shows an alias. */
final class DescribeStateMachineAlias implements Operation {
  private final Host host;

  DescribeStateMachineAlias(Host host) {
    this.host = host;
  }

  @Override
  public ObjectNode handle(Input input) {
    ResourceArn.AliasArn arn = ResourceArn.alias(input.text("stateMachineAliasArn"));
    Alias alias = host.reads().alias(arn.machineArn(), arn.name()).orElseThrow(Aliases::notFound);
    ObjectNode answer = Answers.object();
    answer.put("stateMachineAliasArn", alias.arn());
    answer.put("name", alias.name());
    if (alias.description() != null) {
      answer.put("description", alias.description());
    }
    ArrayNode routes = answer.putArray("routingConfiguration");
    for (Alias.Route route : alias.routes()) {
      routes
          .addObject()
          .put("stateMachineVersionArn", Version.arn(alias.machineArn(), route.version()))
          .put("weight", route.weight());
    }
    answer.put("creationDate", Timestamps.of(alias.createdMillis()));
    answer.put("updateDate", Timestamps.of(alias.updatedMillis()));
    return answer;
  }
}
