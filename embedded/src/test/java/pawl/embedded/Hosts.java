package pawl.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.TaskReport;
import pawl.engine.catalogue.CatalogueCommand;
import pawl.engine.catalogue.MachineSettings;
import pawl.engine.host.Outside;
import pawl.engine.id.Arns;
import pawl.engine.id.ExecutionId;

/** Hosts over a folder, and what tests ask of them again and again. */
final class Hosts {
  static final Arns ARNS = new Arns("us-east-1", "123456789012");

  static final String PASS =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
      """;

  static final String WAIT =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100000, "End": true}}}
      """;

  private Hosts() {}

  /** A host whose tasks answer with what they are given. */
  static EmbeddedHost open(Path folder) {
    return EmbeddedHost.open(
        EmbeddedHost.Options.of(folder, ARNS),
        Outside.of(call -> new TaskReport.Succeeded(call.parameters())));
  }

  static void create(EmbeddedHost host, String name, String definition) {
    host.submit(
        new CatalogueCommand.CreateMachine(
            ARNS.stateMachine(name),
            name,
            MachineType.STANDARD,
            definition,
            new MachineSettings("arn:aws:iam::123456789012:role/r", null, null, null),
            Map.of()));
  }

  static ExecutionId id(String machine, String name) {
    return ExecutionId.of(ARNS.execution(machine, name));
  }

  static ExecutionId start(EmbeddedHost host, String machine, String name, String input) {
    Reply.OfStart reply =
        host.submit(
            new Command.Start(
                ARNS.execution(machine, name),
                name,
                ARNS.stateMachine(machine),
                Payload.ofText(input),
                null,
                null));
    assertThat(reply).isInstanceOf(Reply.Started.class);
    return id(machine, name);
  }
}
