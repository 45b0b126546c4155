package pawl.integrations.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.asl.Json;
import pawl.asl.Payload;
import pawl.engine.TaskReport;
import pawl.integrations.Calls;
import pawl.integrations.FakeService;
import pawl.integrations.FakeService.Answer;
import pawl.integrations.Integrations;

class BridgeTest {
  private final FakeService aws = new FakeService();
  private final SdkBridge bridge = new SdkBridge(Calls.accessTo(aws.url()));
  private final Integrations integrations = new Integrations(List.of(new SdkIntegration(bridge)));

  @AfterEach
  void stop() {
    bridge.close();
    aws.close();
  }

  private TaskReport call(String resource, String parameters) {
    return integrations.call(Calls.service("aws-sdk:" + resource, parameters));
  }

  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text);
  }

  /** Jackson tells 1 as an int from 1 as a long; texts don't. */
  private static JsonNode output(TaskReport report) throws IOException {
    assertThat(report).isInstanceOf(TaskReport.Succeeded.class);
    return json(((TaskReport.Succeeded) report).output().text());
  }

  @Test
  void shouldCarryEveryKindOfAttributeValueThereAndBack() throws Exception {
    String item =
        """
        {"s":{"S":"text"},"n":{"N":"1.50"},"b":{"B":"AQID"},"ss":{"SS":["a","b"]},
         "ns":{"NS":["1","2"]},"bs":{"BS":["AQ==","Ag=="]},"bool":{"BOOL":false},
         "nul":{"NULL":true},"l":{"L":[{"S":"x"},{"L":[{"N":"1"}]},{"L":[]}]},
         "m":{"M":{"inner":{"M":{"deep":{"S":""}}}}}}\
        """;
    aws.answers(
        request -> {
          try {
            return Answer.json(
                200, "{\"Attributes\":" + json(request.body()).path("Item").toString() + "}");
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });

    JsonNode output =
        output(call("dynamodb:putItem", "{\"TableName\":\"t\",\"Item\":" + item + "}"));

    assertThat(json(aws.onlyRequest().body()).path("Item")).isEqualTo(json(item));
    assertThat(output).isEqualTo(json("{\"Attributes\":" + item + "}"));
  }

  @Test
  void shouldShowOnlyWhatTheServiceSent() throws Exception {
    aws.answers(Answer.json(200, "{}"));
    assertThat(output(call("dynamodb:putItem", "{\"TableName\":\"t\",\"Item\":{}}")))
        .isEqualTo(json("{}"));
    aws.answers(Answer.json(200, "{\"Count\":0,\"Items\":[],\"ScannedCount\":0}"));
    assertThat(output(call("dynamodb:query", "{\"TableName\":\"t\"}")))
        .isEqualTo(json("{\"Count\":0,\"Items\":[],\"ScannedCount\":0}"));
  }

  @Test
  void shouldSpeakPascalCaseWhateverTheServiceSpeaks() throws Exception {
    aws.answers(
        Answer.json(
            200,
            "{\"executionArn\":\"arn\",\"status\":\"RUNNING\",\"startDate\":1704164645.25,"
                + "\"redriveCount\":3,\"inputDetails\":{\"included\":true},\"unheardOf\":1}"));
    assertThat(output(call("sfn:describeExecution", "{\"ExecutionArn\":\"arn\"}")))
        .isEqualTo(
            json(
                "{\"ExecutionArn\":\"arn\",\"Status\":\"RUNNING\","
                    + "\"StartDate\":\"2024-01-02T03:04:05.250Z\",\"RedriveCount\":3,"
                    + "\"InputDetails\":{\"Included\":true}}"));
    assertThat(json(aws.onlyRequest().body())).isEqualTo(json("{\"executionArn\":\"arn\"}"));
  }

  @Test
  void shouldPutObjectsIntoTextMembersAsJson() throws Exception {
    aws.answers(Answer.json(200, "{}"));
    output(
        call(
            "sfn:startExecution",
            "{\"StateMachineArn\":\"arn\",\"Input\":{\"a\":[1.0]},\"Name\":null}"));
    assertThat(json(aws.onlyRequest().body()))
        .isEqualTo(json("{\"stateMachineArn\":\"arn\",\"input\":\"{\\\"a\\\":[1.0]}\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"2024-01-02T03:04:05Z\" | 1704164645",
        "\"2024-01-02T04:04:05.500+01:00\" | 1704164645.5",
        "1704164645.5 | 1704164645.5"
      })
  void shouldReadTimes(String given, String sent) throws Exception {
    aws.answers(Answer.json(200, "{}"));
    output(call("eventbridge:putEvents", "{\"Entries\":[{\"Time\":" + given + "}]}"));
    assertThat(json(aws.onlyRequest().body()).at("/Entries/0/Time").decimalValue())
        .isEqualByComparingTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"TableName\":7} | The value for the field 'TableName' must be a STRING",
        "{\"Limit\":1.5} | The value for the field 'Limit' must be an INTEGER",
        "{\"Limit\":99999999999} | The value for the field 'Limit' must be an INTEGER",
        "{\"ConsistentRead\":\"yes\"} | The value for the field 'ConsistentRead' must be a BOOLEAN",
        "{\"AttributesToGet\":\"a\"} | The value for the field 'AttributesToGet' must be an ARRAY",
        "{\"ExclusiveStartKey\":[]} | The value for the field 'ExclusiveStartKey' must be an"
            + " OBJECT",
        "{\"ExclusiveStartKey\":{\"k\":{\"B\":\"?\"}}} | The value for the field 'B' must be a"
            + " Base64 encoded STRING",
        "{\"ExclusiveStartKey\":{\"k\":{\"X\":1}}} | The field \"X\" is not supported by Step"
            + " Functions",
        "{\"tableName\":\"t\"} | The field \"tableName\" is not supported by Step Functions",
        "[] | The parameters must be an OBJECT"
      })
  void shouldNameWhatDoesNotFit(String parameters, String problem) {
    assertThat(call("dynamodb:query", parameters))
        .isEqualTo(
            new TaskReport.Failed(
                "States.Runtime",
                "The Parameters '%s' could not be used to start the Task: [%s]"
                    .formatted(parameters, problem)));
    assertThat(aws.requests()).isEmpty();
  }

  @Test
  void shouldReportErrorsInTheSdksOwnWords() {
    aws.answers(
        Answer.json(400, "{\"__type\":\"InvalidToken\",\"message\":\"Invalid Token: 'x'\"}"));
    assertThat(call("sfn:sendTaskSuccess", "{\"TaskToken\":\"t\",\"Output\":\"{}\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "Sfn.InvalidTokenException",
                "Invalid Token: 'x' (Service: Sfn, Status Code: 400, Request ID: request-1)"
                    + " (SDK Attempt Count: 1)"));
    aws.answers(Answer.json(400, "{\"__type\":\"ValidationException\",\"message\":\"m\"}"));
    assertThat(call("dynamodb:query", "{\"TableName\":\"t\"}"))
        .isEqualTo(
            new TaskReport.Failed(
                "DynamoDb.DynamoDbException",
                "m (Service: DynamoDb, Status Code: 400, Request ID: request-1)"
                    + " (SDK Attempt Count: 1)"));
  }

  @Test
  void shouldReportAServiceThatBreaks() {
    aws.answers(Answer.json(503, "<html>busy</html>"));
    TaskReport.Failed failed = (TaskReport.Failed) call("dynamodb:query", "{\"TableName\":\"t\"}");
    assertThat(failed.error()).isEqualTo("DynamoDb.DynamoDbException");
    assertThat(failed.cause()).contains("Status Code: 503").endsWith("(SDK Attempt Count: 1)");
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void shouldReportAnUnreachableService() {
    aws.close();
    TaskReport.Failed failed = (TaskReport.Failed) call("dynamodb:query", "{\"TableName\":\"t\"}");
    assertThat(failed.error()).isEqualTo("DynamoDb.SdkClientException");
    assertThat(failed.cause()).startsWith("Unable to execute HTTP request: ");
  }

  @Test
  void shouldNotWaitForeverForAnAnswer() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SdkBridge patient =
            new SdkBridge(
                Calls.accessTo(URI.create("http://127.0.0.1:" + silent.getLocalPort())))) {
      SdkOutcome outcome =
          patient.call(
              new SdkCall(
                  "sqs",
                  "listQueues",
                  json("{}"),
                  null,
                  null,
                  null,
                  Map.of(),
                  Duration.ofMillis(200)));
      assertThat(outcome).isInstanceOf(SdkOutcome.Unreachable.class);
      assertThat(((SdkOutcome.Unreachable) outcome).message()).contains("timed out");
    }
  }

  @Test
  void shouldStopWaitingWhenInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    aws.answers(
        _ -> {
          asked.countDown();
          try {
            done.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Answer.json(200, "{}");
        });
    AtomicReference<TaskReport> report = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual().start(() -> report.set(call("dynamodb:query", "{\"TableName\":\"t\"}")));
    asked.await();
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
    done.countDown();
    assertThat(report.get()).isEqualTo(new TaskReport.TimedOut());
  }

  @Test
  void shouldKeepConnectionsOpen() {
    aws.answers(Answer.json(200, "{}"));
    for (int i = 0; i < 5; i++) {
      call("dynamodb:query", "{\"TableName\":\"t\"}");
    }
    assertThat(aws.requests())
        .extracting(it -> it.clientPort())
        .hasSize(5)
        .containsOnly(aws.requests().getFirst().clientPort());
  }

  @Test
  void shouldLetManyVirtualThreadsWaitAtOnce() throws Exception {
    int callers = 300;
    CountDownLatch allAsk = new CountDownLatch(callers);
    aws.answers(
        _ -> {
          allAsk.countDown();
          try {
            allAsk.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Answer.json(200, "{}");
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<TaskReport> caller = () -> call("dynamodb:query", "{\"TableName\":\"t\"}");
      for (Future<TaskReport> report : threads.invokeAll(Collections.nCopies(callers, caller))) {
        assertThat(report.get()).isEqualTo(new TaskReport.Succeeded(Payload.EMPTY_OBJECT));
      }
    }
  }

  @Test
  void shouldSendTheBodyOfARequestAsJson() throws Exception {
    aws.answers(new Answer(200, Map.of(), "{\"a\":1}"));
    JsonNode output =
        output(call("lambda:invoke", "{\"FunctionName\":\"f\",\"Payload\":{\"x\":1}}"));
    assertThat(aws.onlyRequest().body()).isEqualTo("{\"x\":1}");
    assertThat(output).isEqualTo(json("{\"StatusCode\":200,\"Payload\":\"{\\\"a\\\":1}\"}"));
  }

  @Test
  void shouldSubmitWhenACallbackIsAwaited() {
    aws.answers(Answer.json(200, "{}"));
    assertThat(call("dynamodb:query.waitForTaskToken", "{\"TableName\":\"t\"}"))
        .isEqualTo(new TaskReport.Submitted(Payload.EMPTY_OBJECT, null));
  }

  @Test
  void shouldSayWhichModuleIsMissing() {
    assertThat(integrations.obstacle(Calls.resource("aws-sdk:glacier:listVaults")))
        .hasValue(
            "The service 'glacier' is not installed. Add its module and restart: "
                + "mvn dependency:copy -Dartifact=software.amazon.awssdk:glacier:"
                + ServiceCatalogue.version()
                + " -DoutputDirectory=lib");
    assertThat(integrations.obstacle(Calls.resource("aws-sdk:sqs:fly")))
        .hasValue("The service 'sqs' has no operation 'fly'.");
    assertThat(integrations.obstacle(Calls.resource("aws-sdk:../x:fly"))).isPresent();
    assertThat(integrations.obstacle(Calls.resource("aws-sdk:sqs:sendMessage.sync"))).isPresent();
    assertThat(integrations.supports(Calls.resource("aws-sdk:sts:getCallerIdentity"))).isTrue();
  }

  @Test
  void shouldCallAsTheRoleOfTheState() {
    aws.answers(
        request ->
            request.body().contains("Action=AssumeRole")
                ? Answer.xml(
                    200,
                    "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>"
                        + "<SecretAccessKey>s</SecretAccessKey><SessionToken>tok</SessionToken>"
                        + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
                        + "</AssumeRoleResult></AssumeRoleResponse>")
                : Answer.json(200, "{}"));
    for (int i = 0; i < 2; i++) {
      assertThat(
              integrations.call(
                  Calls.asRole(
                      "aws-sdk:dynamodb:query",
                      "{\"TableName\":\"t\"}",
                      "arn:aws:iam::123456789012:role/other")))
          .isInstanceOf(TaskReport.Succeeded.class);
    }
    assertThat(aws.requests()).hasSize(3);
    assertThat(aws.requests().get(0).body()).contains("role%2Fother");
    assertThat(aws.requests().get(1).header("Authorization")).contains("Credential=ASIAROLE/");
    assertThat(aws.requests().get(1).header("X-Amz-Security-Token")).isEqualTo("tok");
  }

  @Test
  void shouldReportARoleThatCannotBeAssumed() {
    aws.answers(
        Answer.xml(
            403,
            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed</Message></Error>"
                + "<RequestId>r</RequestId></ErrorResponse>"));
    TaskReport.Failed failed =
        (TaskReport.Failed)
            integrations.call(
                Calls.asRole(
                    "aws-sdk:dynamodb:query",
                    "{\"TableName\":\"t\"}",
                    "arn:aws:iam::123456789012:role/other"));
    assertThat(failed.error()).isEqualTo("Sts.StsException");
    assertThat(failed.cause()).startsWith("not allowed (Service: Sts, Status Code: 403");
  }

  @Test
  void shouldReadEndpointsFromTheEnvironment() {
    AwsAccess access =
        AwsAccess.fromEnvironment(
            "eu-west-1",
            Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:4566",
                "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "https://logs.test",
                "AWS_ENDPOINT_URL_SQS", " ",
                "PATH", "/bin"));
    assertThat(access.endpointOf("cloudwatchlogs")).hasValue(URI.create("https://logs.test"));
    assertThat(access.endpointOf("sqs")).hasValue(URI.create("http://127.0.0.1:4566"));
    assertThatThrownBy(
            () ->
                AwsAccess.fromEnvironment(
                    "eu-west-1", Map.of("AWS_ENDPOINT_URL_SQS", "localhost:9324")))
        .hasMessage(
            "AWS_ENDPOINT_URL_SQS is 'localhost:9324', but must be a URL such as"
                + " http://127.0.0.1:4566");
  }
}
