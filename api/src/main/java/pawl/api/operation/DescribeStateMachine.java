package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Machine;

/** Shows a state machine as it stands now. */
final class DescribeStateMachine implements Operation {
  private final Machines machines;
  private final DefinitionCompiler compiler;

  DescribeStateMachine(Machines machines, DefinitionCompiler compiler) {
    this.machines = machines;
    this.compiler = compiler;
  }

  @Override
  public ObjectNode handle(Input input) {
    Machine machine = machines.find(ResourceArn.stateMachine(input.text("stateMachineArn")));
    ObjectNode answer = Answers.object();
    answer.put("creationDate", Timestamps.of(machine.createdMillis()));
    answer.put("stateMachineArn", machine.arn());
    answer.put("status", "ACTIVE");
    answer.put("type", machine.revision().type().name());
    Definitions.describe(compiler, machine.revision(), IncludedData.isMetadataOnly(input), answer);
    return answer;
  }
}
