package pawl.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pawl.server.cli.CommandLineRunner;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/**
 * Test cases of a mock file before a whole server. No service stands behind the tasks: what was not
 * mocked would fail.
 */
class MockFileTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final String MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:";

  @TempDir private Path folder;
  private Path mocks;
  private Server server;
  private SfnClient sfn;

  @BeforeEach
  void write() throws Exception {
    mocks = folder.resolve("MockConfigFile.json");
    mocks("{}", "{}");
  }

  @AfterEach
  void stop() {
    if (sfn != null) {
      sfn.close();
      server.close();
    }
  }

  private void start(@Nullable Path mockFile) {
    server =
        Server.start(
            new Config(
                "127.0.0.1",
                0,
                folder.resolve("data"),
                "us-east-1",
                "123456789012",
                Config.Profile.AWS,
                Config.Durability.SYNC,
                90,
                Origins.OWN,
                mockFile,
                null,
                Observation.NONE));
    sfn =
        Client.builder(server.url())
            .overrideConfiguration(
                c ->
                    c.putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
            .build();
  }

  private void mocks(String testCases, String responses) throws Exception {
    Files.writeString(
        mocks,
        """
        {"StateMachines": {"M": {"TestCases": %s}}, "MockedResponses": %s}
        """
            .formatted(testCases, responses));
  }

  private void create(String definition) {
    Client.create(sfn, "M", definition);
  }

  private DescribeExecutionResponse run(String testCase) throws Exception {
    return Client.await(sfn, Client.start(sfn, MACHINE + "M#" + testCase, "[1, 2]"));
  }

  private static String task(String resource, String more) {
    return "{\"Type\": \"Task\", \"Resource\": \"%s\", \"Parameters\": %s%s, \"End\": true}"
        .formatted(resource, parametersOf(resource), more);
  }

  /** What the service must be told, or the machine is not created. */
  private static String parametersOf(String resource) {
    if (resource.contains(":sqs:")) {
      return "{\"QueueUrl\": \"q\", \"MessageBody\": \"b\"}";
    }
    if (resource.contains(":ecs:")) {
      return "{\"TaskDefinition\": \"d\"}";
    }
    return resource.endsWith(":lambda:invoke") ? "{\"FunctionName\": \"f\"}" : "{}";
  }

  private static String machineOf(String state) {
    return "{\"StartAt\": \"T\", \"States\": {\"T\": " + state + "}}";
  }

  @Test
  void shouldAnswerRetriesOneAfterAnother() throws Exception {
    mocks(
        """
        {"Retried": {"T": "Flaky"}, "Lost": {"T": "Broken"}}
        """,
        """
        {"Flaky": {"0-1": {"Throw": {"Error": "Lambda.ServiceException", "Cause": "busy"}},
                   "2": {"Return": {"StatusCode": 200, "Payload": {"ok": true}}}},
         "Broken": {"0-9": {"Throw": {"Error": "Other", "Cause": "no"}}}}
        """);
    start(mocks);
    create(
        machineOf(
            task(
                "arn:aws:states:::lambda:invoke",
                ", \"Retry\": [{\"ErrorEquals\": [\"Lambda.ServiceException\"],"
                    + " \"IntervalSeconds\": 1, \"BackoffRate\": 1, \"MaxDelaySeconds\": 2}]")));

    DescribeExecutionResponse retried = run("Retried");
    assertThat(retried.output()).isEqualTo("{\"StatusCode\":200,\"Payload\":{\"ok\":true}}");
    assertThat(Client.history(sfn, retried.executionArn()))
        .extracting(HistoryEvent::type)
        .filteredOn(type -> type.name().startsWith("TASK_") && !type.name().contains("STATE"))
        .containsExactly(
            HistoryEventType.TASK_SCHEDULED,
            HistoryEventType.TASK_STARTED,
            HistoryEventType.TASK_FAILED,
            HistoryEventType.TASK_SCHEDULED,
            HistoryEventType.TASK_STARTED,
            HistoryEventType.TASK_FAILED,
            HistoryEventType.TASK_SCHEDULED,
            HistoryEventType.TASK_STARTED,
            HistoryEventType.TASK_SUCCEEDED);
    DescribeExecutionResponse lost = run("Lost");
    assertThat(lost.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(lost.error()).isEqualTo("Other");
    assertThat(lost.cause()).isEqualTo("no");
  }

  /** Step Functions Local counts the calls of a state through the whole execution. */
  @Test
  void shouldCountThroughIterationsAndLoops() throws Exception {
    mocks(
        """
        {"Case": {"Each": "Sequence"}}
        """,
        """
        {"Sequence": {"0": {"Throw": {"Error": "Boom"}}, "1": {"Return": "a"}, "2": {"Return": "b"}}}
        """);
    start(mocks);
    create(
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 1, "End": true,
          "ItemProcessor": {"StartAt": "Each", "States": {"Each": %s}}}}}
        """
            .formatted(
                task(
                    "arn:aws:states:::sqs:sendMessage",
                    ", \"Retry\": [{\"ErrorEquals\": [\"Boom\"], \"IntervalSeconds\": 1}]")));

    assertThat(run("Case").output()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void shouldAnswerJobsCallbacksFunctionsAndBranches() throws Exception {
    mocks(
        """
        {"Case": {"Job": "J", "Callback": "C", "Function": "F"}}
        """,
        """
        {"J": {"0": {"Return": {"Status": "SUCCEEDED"}}}, "C": {"0": {"Return": "called back"}},
         "F": {"0": {"Return": [1]}}}
        """);
    start(mocks);
    create(
        """
        {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "Job", "States": {"Job": %s}},
          {"StartAt": "Callback", "States": {"Callback": %s}},
          {"StartAt": "Function", "States": {"Function": %s}}]}}}
        """
            .formatted(
                task("arn:aws:states:::ecs:runTask.sync", ""),
                task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", ""),
                task("arn:aws:lambda:us-east-1:123456789012:function:f", "")));

    assertThat(run("Case").output()).isEqualTo("[{\"Status\":\"SUCCEEDED\"},\"called back\",[1]]");
  }

  @Test
  void shouldAnswerChildrenOfADistributedMap() throws Exception {
    mocks("{\"Case\": {\"T\": \"R\"}}", "{\"R\": {\"0\": {\"Return\": \"mocked\"}}}");
    start(mocks);
    create(
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "T", "States": {"T": %s}}}}}
        """
            .formatted(task("arn:aws:states:::sqs:sendMessage", "")));

    assertThat(run("Case").output()).isEqualTo("[\"mocked\",\"mocked\"]");
  }

  @Test
  void shouldAnswerExpressExecutions() throws Exception {
    mocks("{\"Case\": {\"T\": \"R\"}}", "{\"R\": {\"0\": {\"Return\": \"mocked\"}}}");
    start(mocks);
    sfn.createStateMachine(
        r ->
            r.name("M")
                .type(StateMachineType.EXPRESS)
                .roleArn(ROLE)
                .definition(machineOf(task("arn:aws:states:::sqs:sendMessage", ""))));

    assertThat(sfn.startSyncExecution(r -> r.stateMachineArn(MACHINE + "M#Case")).output())
        .isEqualTo("\"mocked\"");
  }

  @Test
  void shouldFailWhereThereIsNoAnswerAndCallNothing() throws Exception {
    mocks("{\"Case\": {\"T\": \"R\"}}", "{\"R\": {\"1\": {\"Return\": 1}}}");
    start(mocks);
    create(
        machineOf(
                task(
                    "arn:aws:states:::sqs:sendMessage",
                    ", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Other\"}]"))
            .replace("}}", "}, \"Other\": {\"Type\": \"Succeed\"}}"));

    DescribeExecutionResponse ended = run("Case");
    assertThat(ended.error()).isEqualTo("States.Runtime");
    assertThat(ended.cause())
        .isEqualTo("The mocked response 'R' of state 'T' has no answer to call 0");
  }

  @Test
  void shouldRefuseTestCasesThatAreNotThere() throws Exception {
    start(null);
    create(machineOf("{\"Type\": \"Succeed\"}"));
    refused("Case", "There is no mock file with the test case 'Case'");
    stop();
    mocks("{\"A\": {}, \"B\": {}}", "{}");
    start(mocks);
    refused("Case", "has no test case 'Case' for the state machine 'M'; it has A, B");
    assertThat(run("A").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThatThrownBy(() -> Client.start(sfn, MACHINE + "M#", "{}"))
        .isInstanceOfSatisfying(
            SfnException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidArn"));

    // What is written meanwhile holds from the next start on, if it is right.
    mocks("{\"Case\": {}, \"More\": {}}", "{}");
    assertThat(run("Case").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    Files.writeString(mocks, "{");
    refused("Case", "is not right");
  }

  private void refused(String testCase, String message) {
    assertThatThrownBy(() -> Client.start(sfn, MACHINE + "M#" + testCase, "{}"))
        .isInstanceOfSatisfying(
            SfnException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
            });
  }

  @Test
  void shouldNotMockAnActivityWithoutAWord() throws Exception {
    mocks("{\"Case\": {\"T\": \"R\"}}", "{\"R\": {\"0\": {\"Return\": 1}}}");
    start(mocks);
    create(machineOf(task("arn:aws:states:us-east-1:123456789012:activity:a", "")));

    refused("Case", "mocks 'T', which is an activity");
  }

  @Test
  void shouldStartFromTheCommandLine() throws Exception {
    mocks("{\"Case\": {\"T\": \"R\"}}", "{\"R\": {\"0\": {\"Return\": {\"done\": \"mocked\"}}}}");
    start(mocks);
    create(machineOf(task("arn:aws:states:::sqs:sendMessage", "")));
    StringWriter out = new StringWriter();

    int code =
        CommandLineRunner.run(
            new PrintWriter(out),
            new PrintWriter(out),
            "start",
            "M#Case",
            "--follow",
            "--endpoint",
            server.url());

    assertThat(code).as(out.toString()).isZero();
    assertThat(out.toString()).contains("mocked");
  }

  @Test
  void shouldNotStartWithAFileThatIsNotRight() throws Exception {
    Files.writeString(mocks, "{\"StateMachines\": []}");
    assertThatThrownBy(() -> start(mocks))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(mocks.toString())
        .hasMessageContaining("StateMachines: this has to be an object");
    assertThatThrownBy(() -> start(folder.resolve("nothing.json")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("nothing.json");
  }

  @Test
  void shouldGoOnCountingAfterARestart() throws Exception {
    mocks(
        "{\"Case\": {\"T\": \"R\"}}",
        """
        {"R": {"0": {"Throw": {"Error": "Boom"}}, "1": {"Return": "second"}, "2": {"Return": "third"}}}
        """);
    start(mocks);
    create(
        machineOf(
            task(
                "arn:aws:states:::sqs:sendMessage",
                ", \"Retry\": [{\"ErrorEquals\": [\"Boom\"], \"IntervalSeconds\": 3}]")));
    String execution = Client.start(sfn, MACHINE + "M#Case", "{}");
    String same = Client.start(sfn, MACHINE + "M#Case", "{}");
    assertThat(same).isNotEqualTo(execution);
    while (Client.history(sfn, execution).stream()
        .noneMatch(event -> event.type() == HistoryEventType.TASK_FAILED)) {
      Thread.sleep(20);
    }

    stop();
    start(mocks);

    assertThat(Client.await(sfn, execution).output()).isEqualTo("\"second\"");
    assertThat(List.of(Client.await(sfn, same).output())).containsExactly("\"second\"");
  }
}
