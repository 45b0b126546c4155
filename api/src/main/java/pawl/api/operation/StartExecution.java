package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.Reply;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;

/** Starts an execution; once it has answered, the execution is durable. */
final class StartExecution implements Operation {
  private final Host host;
  private final Machines machines;
  private final TestCases testCases;

  StartExecution(Host host, Machines machines, TestCases testCases) {
    this.host = host;
    this.machines = machines;
    this.testCases = testCases;
  }

  /** AWS looks for the machine before it looks at name and input. */
  @Override
  public ObjectNode handle(Input input) {
    TestCaseArn started = TestCaseArn.of(input.text("stateMachineArn"));
    Machine machine = machines.resolve(started.machine()).machine();
    started.check(testCases, machine);
    String givenName = input.optionalText("name");
    String name = givenName == null ? UUID.randomUUID().toString() : ResourceName.check(givenName);
    Payload payload = ExecutionInput.of(input.optionalText("input"));
    boolean express = machine.revision().type() == MachineType.EXPRESS;
    Command.Start start =
        new Command.Start(
            express
                ? host.arns().expressExecution(machine.name(), name, UUID.randomUUID())
                : host.arns().execution(machine.name(), name),
            name,
            started.machine().text(),
            payload,
            input.optionalText("traceHeader"),
            null,
            started.testCase());
    return switch (express ? host.startExpress(start) : host.submit(start)) {
      case Reply.Started(String arn, long startMillis, var _) ->
          Answers.object().put("executionArn", arn).put("startDate", Timestamps.of(startMillis));
      case Reply.NameTaken(String arn) ->
          throw ApiException.service(
              "ExecutionAlreadyExists", "Execution Already Exists: '" + arn + "'");
      case Reply.NoSuchMachine(String arn) -> throw Machines.doesNotExist(arn);
      case Reply.Quarantined(String what) -> throw Executions.quarantined(what);
    };
  }
}
