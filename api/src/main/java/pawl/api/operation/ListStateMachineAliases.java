package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.Alias;
import pawl.engine.host.Host;
import pawl.engine.read.Page;

/** Lists the aliases of a state machine by name, or those that route to one version of it. */
final class ListStateMachineAliases implements Operation {
  private final Host host;
  private final Machines machines;
  private final Paging paging;

  ListStateMachineAliases(Host host, Machines machines, Paging paging) {
    this.host = host;
    this.machines = machines;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    MachineArn arn = ResourceArn.stateMachine(input.text("stateMachineArn"));
    Machines.Named named = machines.resolve(arn);
    if (named.alias() != null) {
      throw ResourceArn.malformed(arn.text());
    }
    int version = named.version() == null ? 0 : named.version().number();
    String question = String.join("\n", "ListStateMachineAliases", arn.text());
    Page<Alias> page =
        host.reads()
            .aliases(
                arn.unqualified(),
                version,
                Paging.maxResults(input),
                paging.position(input, question));
    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("stateMachineAliases");
    for (Alias alias : page.rows()) {
      rows.addObject()
          .put("creationDate", Timestamps.of(alias.createdMillis()))
          .put("stateMachineAliasArn", alias.arn());
    }
    paging.addNext(answer, question, page.next());
    return answer;
  }
}
