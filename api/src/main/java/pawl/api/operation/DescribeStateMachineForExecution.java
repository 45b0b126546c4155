package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.engine.catalogue.Revision;
import pawl.engine.host.Host;
import pawl.engine.id.ExecutionId;
import pawl.engine.read.ExecutionView;

/** Shows the definition that an execution runs, whatever has become of its machine since. */
final class DescribeStateMachineForExecution implements Operation {
  private final Host host;
  private final DefinitionCompiler compiler;

  DescribeStateMachineForExecution(Host host, DefinitionCompiler compiler) {
    this.host = host;
    this.compiler = compiler;
  }

  @Override
  public ObjectNode handle(Input input) {
    String arn = input.text("executionArn");
    ExecutionId id = ResourceArn.execution(arn);
    ExecutionView execution =
        host.reads().execution(id).orElseThrow(() -> Executions.doesNotExist(arn));
    Revision revision = host.reads().revisionOf(id).orElseThrow(() -> Executions.doesNotExist(arn));
    ObjectNode answer = Answers.object();
    answer.put("stateMachineArn", execution.machineArn());
    if (execution.mapRunArn() != null) {
      answer.put("mapRunArn", execution.mapRunArn());
      answer.put("label", ResourceArn.label(execution.machineArn()));
    }
    answer.put("updateDate", Timestamps.of(revision.updatedMillis()));
    Definitions.describe(compiler, revision, IncludedData.isMetadataOnly(input), answer);
    return answer;
  }
}
