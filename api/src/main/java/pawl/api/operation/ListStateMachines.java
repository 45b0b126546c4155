package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;
import pawl.engine.read.Page;

/** Lists state machines by name. */
final class ListStateMachines implements Operation {
  private static final String QUESTION = "ListStateMachines";

  private final Host host;
  private final Paging paging;

  ListStateMachines(Host host, Paging paging) {
    this.host = host;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    Page<Machine> page =
        host.reads().machines(Paging.maxResults(input), paging.position(input, QUESTION));
    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("stateMachines");
    for (Machine machine : page.rows()) {
      rows.addObject()
          .put("creationDate", Timestamps.of(machine.createdMillis()))
          .put("name", machine.name())
          .put("stateMachineArn", machine.arn())
          .put("type", machine.revision().type().name());
    }
    paging.addNext(answer, QUESTION, page.next());
    return answer;
  }
}
