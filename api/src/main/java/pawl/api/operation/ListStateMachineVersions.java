package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;
import pawl.engine.read.Page;

/** Lists the versions of a state machine, the highest first; none if there is no such machine. */
final class ListStateMachineVersions implements Operation {
  private final Host host;
  private final Paging paging;

  ListStateMachineVersions(Host host, Paging paging) {
    this.host = host;
    this.paging = paging;
  }

  @Override
  public ObjectNode handle(Input input) {
    String machineArn = ResourceArn.unqualifiedStateMachine(input.text("stateMachineArn"));
    String question = String.join("\n", "ListStateMachineVersions", machineArn);
    Page<Version> page =
        host.reads()
            .versions(machineArn, Paging.maxResults(input), paging.position(input, question));
    ObjectNode answer = Answers.object();
    ArrayNode rows = answer.putArray("stateMachineVersions");
    for (Version version : page.rows()) {
      rows.addObject()
          .put("creationDate", Timestamps.of(version.createdMillis()))
          .put("stateMachineVersionArn", version.arn());
    }
    paging.addNext(answer, question, page.next());
    return answer;
  }
}
