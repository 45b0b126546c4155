package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveFilter;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/** A tour of the API with the AWS SDK for Java 2, the way Terraform, CDK and the like call it. */
class JavaTourTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";

  @TempDir private static Path data;
  private static Server server;
  private static SfnClient sfn;

  @BeforeAll
  static void start() {
    server =
        Server.start(
            new Config("127.0.0.1", 0, data, "us-east-1", "123456789012", Config.Profile.AWS));
    sfn =
        Client.builder(server.url())
            // StartSyncExecution and TestState would go to sync-127.0.0.1, which nobody knows.
            .overrideConfiguration(
                c ->
                    c.putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
  }

  private static String pass(String result) {
    return "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"Result\": \""
        + result
        + "\", \"End\": true}}}";
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SfnException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.requestId()).isNotBlank();
            });
  }

  @Test
  void shouldServeMachinesVersionsAndAliases() throws Exception {
    String machine =
        sfn.createStateMachine(
                r ->
                    r.name("versions")
                        .definition(pass("one"))
                        .roleArn(ROLE)
                        .publish(true)
                        .versionDescription("first")
                        .tags(Tag.builder().key("team").value("a").build()))
            .stateMachineArn();
    DescribeStateMachineResponse described =
        sfn.describeStateMachine(r -> r.stateMachineArn(machine));
    assertThat(described.status()).isEqualTo(StateMachineStatus.ACTIVE);
    assertThat(described.type()).isEqualTo(StateMachineType.STANDARD);
    assertThat(described.definition()).isEqualTo(pass("one"));
    String revision =
        sfn.updateStateMachine(r -> r.stateMachineArn(machine).definition(pass("two")))
            .revisionId();
    String second =
        sfn.publishStateMachineVersion(r -> r.stateMachineArn(machine).revisionId(revision))
            .stateMachineVersionArn();
    assertThat(sfn.listStateMachineVersions(r -> r.stateMachineArn(machine)).stateMachineVersions())
        .extracting(StateMachineVersionListItem::stateMachineVersionArn)
        .containsExactly(second, machine + ":1");
    refused(
        "ConflictException",
        () -> sfn.publishStateMachineVersion(r -> r.stateMachineArn(machine).revisionId("other")));

    String alias =
        sfn.createStateMachineAlias(
                r -> r.name("live").routingConfiguration(List.of(route(machine + ":1", 100))))
            .stateMachineAliasArn();
    sfn.updateStateMachineAlias(
        r ->
            r.stateMachineAliasArn(alias)
                .routingConfiguration(List.of(route(machine + ":1", 0), route(second, 100))));
    assertThat(
            sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias))
                .routingConfiguration())
        .hasSize(2);
    refused(
        "ConflictException",
        () -> sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(second)));

    DescribeExecutionResponse through = run(alias, "through-alias");
    assertThat(through.output()).isEqualTo("\"two\"");
    assertThat(through.stateMachineAliasArn()).isEqualTo(alias);
    assertThat(through.stateMachineVersionArn()).isEqualTo(second);
    assertThat(run(machine + ":1", "through-version").output()).isEqualTo("\"one\"");
    assertThat(names(machine)).containsExactly("through-version", "through-alias");
    assertThat(names(alias)).containsExactly("through-alias");
    assertThat(names(machine + ":1")).containsExactly("through-version");

    sfn.tagResource(
        r -> r.resourceArn(machine).tags(Tag.builder().key("stage").value("test").build()));
    sfn.untagResource(r -> r.resourceArn(machine).tagKeys("team"));
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(machine)).tags())
        .containsExactly(Tag.builder().key("stage").value("test").build());
    assertThat(sfn.listStateMachinesPaginator(r -> r.maxResults(1)).stateMachines())
        .extracting(StateMachineListItem::name)
        .contains("versions");

    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(alias));
    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(machine + ":1"));
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine));
    refused(
        "StateMachineDoesNotExist",
        () -> sfn.describeStateMachine(r -> r.stateMachineArn(machine)));
  }

  private static RoutingConfigurationListItem route(String version, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(weight)
        .build();
  }

  private static DescribeExecutionResponse run(String machine, String name) throws Exception {
    return Client.await(
        sfn, sfn.startExecution(r -> r.stateMachineArn(machine).name(name)).executionArn());
  }

  private static List<String> names(String machine) {
    return sfn
        .listExecutionsPaginator(r -> r.stateMachineArn(machine).maxResults(1))
        .executions()
        .stream()
        .map(ExecutionListItem::name)
        .toList();
  }

  @Test
  void shouldServeExecutions() throws Exception {
    String machine =
        Client.create(
            sfn,
            "waits",
            "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 600,"
                + " \"End\": true}}}");
    String execution =
        sfn.startExecution(r -> r.stateMachineArn(machine).name("e").input("{\"n\": 1}"))
            .executionArn();
    assertThat(
            sfn.startExecution(r -> r.stateMachineArn(machine).name("e").input("{\"n\": 1}"))
                .executionArn())
        .isEqualTo(execution);
    refused(
        "ExecutionAlreadyExists",
        () -> sfn.startExecution(r -> r.stateMachineArn(machine).name("e").input("{\"n\": 2}")));
    assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(execution)).name())
        .isEqualTo("waits");
    sfn.stopExecution(r -> r.executionArn(execution).error("Enough").cause("said so"));
    DescribeExecutionResponse stopped = Client.await(sfn, execution);
    assertThat(stopped.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(stopped.cause()).isEqualTo("said so");
    assertThat(
            sfn.getExecutionHistoryPaginator(
                    r -> r.executionArn(execution).reverseOrder(true).maxResults(1))
                .events())
        .extracting(HistoryEvent::typeAsString)
        .containsExactly("ExecutionAborted", "WaitStateEntered", "ExecutionStarted");
    assertThat(
            sfn.listExecutions(
                    r -> r.stateMachineArn(machine).statusFilter(ExecutionStatus.ABORTED))
                .executions())
        .hasSize(1);
    refused(
        "ExecutionDoesNotExist", () -> sfn.describeExecution(r -> r.executionArn(execution + "x")));
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine));
  }

  @Test
  void shouldServeExpressMachines() {
    String machine =
        sfn.createStateMachine(
                r ->
                    r.name("express")
                        .type(StateMachineType.EXPRESS)
                        .definition(pass("done"))
                        .roleArn(ROLE))
            .stateMachineArn();
    StartSyncExecutionResponse outcome = sfn.startSyncExecution(r -> r.stateMachineArn(machine));
    assertThat(outcome.output()).isEqualTo("\"done\"");
    assertThat(outcome.billingDetails().billedMemoryUsedInMB()).isEqualTo(64);
    refused(
        "StateMachineTypeNotSupported", () -> sfn.listExecutions(r -> r.stateMachineArn(machine)));
  }

  private static String taskOf(String activity) {
    return "\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\": \"Task\", \"Resource\": \""
        + activity
        + "\", \"End\": true}}";
  }

  @Test
  void shouldServeAWorker() throws Exception {
    String activity = sfn.createActivity(r -> r.name("work")).activityArn();
    String machine = Client.create(sfn, "worker", "{" + taskOf(activity) + "}");
    String good = Client.start(sfn, machine, "{\"job\": 7}");
    GetActivityTaskResponse task = take(activity);
    assertThat(task.input()).isEqualTo("{\"job\": 7}");
    sfn.sendTaskHeartbeat(r -> r.taskToken(task.taskToken()));
    sfn.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output("{\"ok\": true}"));
    assertThat(Client.await(sfn, good).output()).isEqualTo("{\"ok\": true}");
    refused("TaskTimedOut", () -> sfn.sendTaskHeartbeat(r -> r.taskToken(task.taskToken())));

    String bad = Client.start(sfn, machine, "{}");
    String token = take(activity).taskToken();
    sfn.sendTaskFailure(r -> r.taskToken(token).error("E").cause("because"));
    assertThat(Client.await(sfn, bad).error()).isEqualTo("E");

    sfn.redriveExecution(r -> r.executionArn(bad));
    String again = take(activity).taskToken();
    sfn.sendTaskSuccess(r -> r.taskToken(again).output("\"at last\""));
    DescribeExecutionResponse redriven = Client.await(sfn, bad);
    assertThat(redriven.output()).isEqualTo("\"at last\"");
    assertThat(redriven.redriveCount()).isEqualTo(1);
    refused("ExecutionNotRedrivable", () -> sfn.redriveExecution(r -> r.executionArn(bad)));
    sfn.deleteActivity(r -> r.activityArn(activity));
    refused("ActivityDoesNotExist", () -> sfn.describeActivity(r -> r.activityArn(activity)));
  }

  private static GetActivityTaskResponse take(String activity) {
    return sfn.getActivityTask(
        r ->
            r.activityArn(activity)
                .workerName("w")
                .overrideConfiguration(c -> c.apiCallTimeout(Duration.ofSeconds(90))));
  }

  @Test
  void shouldServeMapRuns() throws Exception {
    String activity = sfn.createActivity(r -> r.name("items")).activityArn();
    String machine =
        Client.create(
            sfn,
            "map",
            "{\"StartAt\": \"M\", \"States\": {\"M\": {\"Type\": \"Map\", \"MaxConcurrency\": 1,"
                + " \"End\": true, \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\":"
                + " \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, "
                + taskOf(activity)
                + "}}}}");
    String execution = Client.start(sfn, machine, "[1, 2, 3]");
    answerOne(activity);
    String run = sfn.listMapRuns(r -> r.executionArn(execution)).mapRuns().getFirst().mapRunArn();
    sfn.updateMapRun(r -> r.mapRunArn(run).maxConcurrency(2).toleratedFailureCount(1L));
    assertThat(sfn.describeMapRun(r -> r.mapRunArn(run)).maxConcurrency()).isEqualTo(2);
    answerOne(activity);
    answerOne(activity);
    assertThat(Client.await(sfn, execution).output()).isEqualTo("[1,2,3]");

    DescribeMapRunResponse described = sfn.describeMapRun(r -> r.mapRunArn(run));
    assertThat(described.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(described.itemCounts().succeeded()).isEqualTo(3);
    assertThat(children(run, ExecutionStatus.SUCCEEDED, null)).hasSize(3);
    assertThat(children(run, ExecutionStatus.FAILED, null)).isEmpty();
    assertThat(children(run, null, ExecutionRedriveFilter.NOT_REDRIVEN)).hasSize(3);
    assertThat(children(run, null, ExecutionRedriveFilter.REDRIVEN)).isEmpty();
  }

  private static void answerOne(String activity) {
    GetActivityTaskResponse task = take(activity);
    sfn.sendTaskSuccess(r -> r.taskToken(task.taskToken()).output(task.input()));
  }

  private static List<ExecutionListItem> children(
      String run, ExecutionStatus status, ExecutionRedriveFilter redriven) {
    return sfn
        .listExecutionsPaginator(
            r -> r.mapRunArn(run).statusFilter(status).redriveFilter(redriven).maxResults(2))
        .executions()
        .stream()
        .toList();
  }

  @Test
  void shouldCheckAndTryDefinitions() {
    assertThat(
            sfn.validateStateMachineDefinition(r -> r.definition("{\"StartAt\": \"A\"}")).result())
        .isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
    TestStateResponse tried =
        sfn.testState(
            r ->
                r.definition(
                        "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\","
                            + " \"Parameters\": {\"FunctionName\": \"f\", \"Payload.$\": \"$\"},"
                            + " \"OutputPath\": \"$.Payload\", \"Next\": \"Then\"}")
                    .input("{\"a\": 1}")
                    .inspectionLevel(InspectionLevel.DEBUG)
                    .mock(m -> m.result("{\"Payload\": {\"b\": 2}, \"StatusCode\": 200}")));
    assertThat(tried.output()).isEqualTo("{\"b\":2}");
    assertThat(tried.nextState()).isEqualTo("Then");
    assertThat(tried.inspectionData().afterParameters()).contains("\"Payload\":{\"a\":1}");
    refused("InvalidDefinition", () -> Client.create(sfn, "bad", "{}"));
  }
}
