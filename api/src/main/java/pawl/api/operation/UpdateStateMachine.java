package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.api.operation.ResourceArn.MachineArn;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.Publication;
import pawl.engine.catalogue.Revision;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;

/** Changes a state machine for the executions that start from now on. */
final class UpdateStateMachine implements Operation {
  private final Host host;
  private final Machines machines;
  private final DefinitionCompiler compiler;
  private final LogDestinations logDestinations;

  UpdateStateMachine(
      Host host, Machines machines, DefinitionCompiler compiler, LogDestinations logDestinations) {
    this.host = host;
    this.machines = machines;
    this.compiler = compiler;
    this.logDestinations = logDestinations;
  }

  @Override
  public ObjectNode handle(Input input) {
    MachineArn arn = ResourceArn.stateMachine(input.text("stateMachineArn"));
    checkSomethingIsGiven(input);
    Machine machine = machines.find(arn);
    Publication publication = Publishing.of(input);
    String definition = input.optionalText("definition");
    if (definition != null) {
      Definitions.check(compiler, definition, machine.revision().type());
    }
    String logging = MachineConfiguration.logging(input);
    logDestinations.check(logging);
    return submit(
        arn,
        new CatalogueCommand.UpdateMachine(
            machine.arn(),
            definition,
            role(input),
            logging,
            MachineConfiguration.tracing(input),
            MachineConfiguration.encryption(input),
            publication));
  }

  private static void checkSomethingIsGiven(Input input) {
    if (!input.has("definition")
        && !input.has("roleArn")
        && !input.has("loggingConfiguration")
        && !input.has("tracingConfiguration")
        && !input.has("encryptionConfiguration")) {
      throw ApiException.service(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
  }

  private static @Nullable String role(Input input) {
    String role = input.optionalText("roleArn");
    return role == null ? null : RoleArn.check(role);
  }

  private ObjectNode submit(MachineArn arn, CatalogueCommand.UpdateMachine command) {
    return switch (host.submit(command)) {
      case CatalogueReply.MachineUpdated(Machine updated, boolean _, Version version) ->
          answer(updated.revision(), version);
      case CatalogueReply.TooMany(int most) -> throw Publishing.tooMany(most);
      case CatalogueReply.NoSuchMachine() -> throw Machines.doesNotExist(arn.text());
    };
  }

  private static ObjectNode answer(Revision revision, @Nullable Version version) {
    ObjectNode answer = Answers.object();
    if (revision.revisionId() != null) {
      answer.put("revisionId", revision.revisionId());
    }
    if (version != null) {
      answer.put("stateMachineVersionArn", version.arn());
    }
    return answer.put("updateDate", Timestamps.of(revision.updatedMillis()));
  }
}
