package pawl.api.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import pawl.api.contract.ApiException;
import pawl.api.contract.Input;
import pawl.asl.MachineType;
import pawl.asl.Payload;
import pawl.engine.Command;
import pawl.engine.catalogue.Machine;
import pawl.engine.host.Host;
import pawl.engine.read.ExecutionView;

/** Runs an execution of an Express machine and answers what became of it. */
final class StartSyncExecution implements Operation {
  /** AWS bills in steps of this. */
  private static final long BILLED_STEP_MILLIS = 100;

  private static final int BILLED_MEMORY_MB = 64;

  private final Host host;
  private final Machines machines;
  private final TestCases testCases;

  StartSyncExecution(Host host, Machines machines, TestCases testCases) {
    this.host = host;
    this.machines = machines;
    this.testCases = testCases;
  }

  @Override
  public ObjectNode handle(Input input) {
    TestCaseArn started = TestCaseArn.of(input.text("stateMachineArn"));
    Machine machine = machines.resolve(started.machine()).machine();
    started.check(testCases, machine);
    String givenName = input.optionalText("name");
    String name = givenName == null ? UUID.randomUUID().toString() : ResourceName.check(givenName);
    Payload payload = ExecutionInput.of(input.optionalText("input"));
    if (machine.revision().type() != MachineType.EXPRESS) {
      throw ApiException.service(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    Command.Start start =
        new Command.Start(
            host.arns().expressExecution(machine.name(), name, UUID.randomUUID()),
            name,
            started.machine().text(),
            payload,
            input.optionalText("traceHeader"),
            null,
            started.testCase());
    return answer(
        host.runExpress(start).orElseThrow(() -> Machines.doesNotExist(machine.arn())),
        !IncludedData.isMetadataOnly(input));
  }

  private static ObjectNode answer(ExecutionView execution, boolean withData) {
    long stop = execution.stopMillis() == null ? execution.startMillis() : execution.stopMillis();
    ObjectNode answer = Answers.object();
    answer.put("executionArn", execution.arn());
    answer.put("stateMachineArn", execution.machineArn());
    answer.put("name", execution.name());
    answer.put("startDate", Timestamps.of(execution.startMillis()));
    answer.put("stopDate", Timestamps.of(stop));
    answer.put("status", execution.status().name());
    if (execution.error() != null) {
      answer.put("error", execution.error());
    }
    if (execution.cause() != null) {
      answer.put("cause", execution.cause());
    }
    if (withData) {
      answer.put("input", execution.input().text());
      if (execution.output() != null) {
        answer.put("output", execution.output().text());
      }
    }
    answer.putObject("inputDetails").put("included", withData);
    answer.putObject("outputDetails").put("included", withData);
    if (execution.traceHeader() != null) {
      answer.put("traceHeader", execution.traceHeader());
    }
    long steps = Math.ceilDiv(stop - execution.startMillis(), BILLED_STEP_MILLIS);
    answer
        .putObject("billingDetails")
        .put("billedMemoryUsedInMB", BILLED_MEMORY_MB)
        .put("billedDurationInMilliseconds", Math.max(1, steps) * BILLED_STEP_MILLIS);
    return answer;
  }
}
