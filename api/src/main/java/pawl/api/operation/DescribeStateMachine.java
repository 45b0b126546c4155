package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;

/** Shows a state machine as it stands now, or as a version keeps it. */
final class DescribeStateMachine implements Operation {
  private final Host host;
  private final Machines machines;
  private final DefinitionCompiler compiler;

  DescribeStateMachine(Host host, Machines machines, DefinitionCompiler compiler) {
    this.host = host;
    this.machines = machines;
    this.compiler = compiler;
  }

  @Override
  public ObjectNode handle(Input input) {
    MachineArn arn = ResourceArn.stateMachine(input.text("stateMachineArn"));
    Machines.Named named = machines.resolve(arn);
    if (named.alias() != null) {
      throw Machines.doesNotExist(arn.text());
    }
    boolean metadataOnly = IncludedData.isMetadataOnly(input);
    Version version = named.version();
    if (version == null) {
      Machine machine = named.machine();
      return describe(machine.arn(), machine.createdMillis(), machine.revision(), metadataOnly);
    }
    ObjectNode answer =
        describe(
            version.arn(), version.createdMillis(), host.reads().revision(version), metadataOnly);
    if (version.description() != null) {
      answer.put("description", version.description());
    }
    return answer;
  }

  private ObjectNode describe(
      String arn, long createdMillis, Revision revision, boolean metadataOnly) {
    ObjectNode answer = Answers.object();
    answer.put("creationDate", Timestamps.of(createdMillis));
    answer.put("stateMachineArn", arn);
    answer.put("status", "ACTIVE");
    answer.put("type", revision.type().name());
    Definitions.describe(compiler, revision, metadataOnly, answer);
    return answer;
  }
}
