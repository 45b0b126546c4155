package pawl.api.operation;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import pawl.asl.AslCompiler;
import pawl.engine.host.Host;

/** The list of the actions that Pawl implements. */
public final class Operations {
  private Operations() {}

  /** All actions by name, working on {@code host}. */
  public static Map<String, Operation> of(Host host) {
    return of(host, TestCases.NONE);
  }

  /** The same with test cases that executions can be started with. */
  public static Map<String, Operation> of(Host host, TestCases testCases) {
    return of(host, AslCompiler::compile, InstantSource.system(), testCases);
  }

  /** The same with another compiler and clock, which says when page tokens expire. */
  public static Map<String, Operation> of(
      Host host, DefinitionCompiler compiler, InstantSource clock, TestCases testCases) {
    Machines machines = new Machines(host);
    Paging paging = new Paging(new PageTokens(host.tokens().keyFor("page tokens"), clock));
    Map<String, Operation> all = new HashMap<>();

    all.put("CreateStateMachine", new CreateStateMachine(host, compiler));
    all.put("UpdateStateMachine", new UpdateStateMachine(host, machines, compiler));
    all.put("DeleteStateMachine", new DeleteStateMachine(host));
    // What exists is described, whatever is said today of what is new.
    DefinitionCompiler language = AslCompiler::compile;
    all.put("DescribeStateMachine", new DescribeStateMachine(host, machines, language));
    all.put(
        "DescribeStateMachineForExecution", new DescribeStateMachineForExecution(host, language));
    all.put("ListStateMachines", new ListStateMachines(host, paging));
    all.put("ValidateStateMachineDefinition", new ValidateStateMachineDefinition(compiler));

    all.put("PublishStateMachineVersion", new PublishStateMachineVersion(host));
    all.put("ListStateMachineVersions", new ListStateMachineVersions(host, paging));
    all.put("DeleteStateMachineVersion", new DeleteStateMachineVersion(host));
    all.put("CreateStateMachineAlias", new CreateStateMachineAlias(host));
    all.put("UpdateStateMachineAlias", new UpdateStateMachineAlias(host));
    all.put("DescribeStateMachineAlias", new DescribeStateMachineAlias(host));
    all.put("ListStateMachineAliases", new ListStateMachineAliases(host, machines, paging));
    all.put("DeleteStateMachineAlias", new DeleteStateMachineAlias(host));

    all.put("TagResource", new TagResource(host));
    all.put("UntagResource", new UntagResource(host));
    all.put("ListTagsForResource", new ListTagsForResource(host));

    all.put("DescribeMapRun", new DescribeMapRun(host));
    all.put("ListMapRuns", new ListMapRuns(host, paging));
    all.put("UpdateMapRun", new UpdateMapRun(host));
    all.put("TestState", new TestState(host, compiler, clock));

    all.put("StartExecution", new StartExecution(host, machines, testCases));
    all.put("StartSyncExecution", new StartSyncExecution(host, machines, testCases));
    all.put("StopExecution", new StopExecution(host));
    all.put("RedriveExecution", new RedriveExecution(host));
    all.put("DescribeExecution", new DescribeExecution(host, clock));
    all.put("ListExecutions", new ListExecutions(host, machines, paging));
    all.put("GetExecutionHistory", new GetExecutionHistory(host, paging));

    all.put("SendTaskSuccess", new SendTaskSuccess(host));
    all.put("SendTaskFailure", new SendTaskFailure(host));
    all.put("SendTaskHeartbeat", new SendTaskHeartbeat(host));

    all.put("CreateActivity", new CreateActivity(host));
    all.put("DescribeActivity", new DescribeActivity(host));
    all.put("DeleteActivity", new DeleteActivity(host));
    all.put("ListActivities", new ListActivities(host, paging));
    all.put("GetActivityTask", new GetActivityTask(host));
    return Map.copyOf(all);
  }
}
