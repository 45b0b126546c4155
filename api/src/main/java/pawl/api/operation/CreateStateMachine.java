package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.MachineType;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.CatalogueReply;
import pawl.engine.catalogue.Machine;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.catalogue.Publication;
import pawl.engine.catalogue.Version;
import pawl.engine.host.Host;

/** Makes a state machine, or answers for the identical one that is there. */
final class CreateStateMachine implements Operation {
  private final Host host;
  private final DefinitionCompiler compiler;
  private final LogDestinations logDestinations;

  CreateStateMachine(Host host, DefinitionCompiler compiler, LogDestinations logDestinations) {
    this.host = host;
    this.compiler = compiler;
    this.logDestinations = logDestinations;
  }

  @Override
  public ObjectNode handle(Input input) {
    String name = ResourceName.check(input.text("name"));
    String typeName = input.optionalText("type");
    MachineType type = typeName == null ? MachineType.STANDARD : MachineType.valueOf(typeName);
    Publication publication = Publishing.of(input);
    MachineSettings settings = MachineConfiguration.ofNew(input);
    Map<String, String> tags = Tags.ofNew(input);
    String definition = input.text("definition");
    Definitions.check(compiler, definition, type);
    logDestinations.check(settings.loggingConfiguration());

    CatalogueCommand.CreateMachine command =
        new CatalogueCommand.CreateMachine(
            host.arns().stateMachine(name), name, type, definition, settings, tags, publication);
    return switch (host.submit(command)) {
      case CatalogueReply.MachineCreated(Machine machine, Version version) ->
          answer(machine, version);
      case CatalogueReply.MachineExists(Machine machine, Version version)
          when isSame(machine, version, command) ->
          answer(machine, publication == null ? null : version);
      case CatalogueReply.MachineExists(Machine machine, var _) ->
          throw ApiException.service(
              "StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
    };
  }

  /**
   * AWS does not look at the role and the tags when it decides whether a request is a repetition.
   */
  private static boolean isSame(
      Machine machine, @Nullable Version version, CatalogueCommand.CreateMachine command) {
    Publication publication = command.publication();
    return (publication == null || publication.isMetBy(version))
        && machine.revision().type() == command.type()
        && machine.revision().definition().equals(command.definition())
        && MachineConfiguration.equal(machine.revision().settings(), command.settings());
  }

  private static ObjectNode answer(Machine machine, @Nullable Version version) {
    ObjectNode answer = Answers.object();
    answer.put("creationDate", Timestamps.of(machine.createdMillis()));
    answer.put("stateMachineArn", machine.arn());
    if (version != null) {
      answer.put("stateMachineVersionArn", version.arn());
    }
    return answer;
  }
}
